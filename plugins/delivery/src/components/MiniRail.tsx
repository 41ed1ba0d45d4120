import { Cell } from '@slipway/plugin-delivery-common';
import { lookOfWord, silentLook } from '../words/states';
import { StateIcon } from './StateIcon';
import styles from './miniRail.module.css';

const wordOf = (cell: Cell | undefined) =>
  cell?.lastHeardAt ? `last heard, was ${cell.word.toLowerCase()}` : (cell?.word ?? 'Not deployed');

/** The rail of a row: one icon for each environment in the order of promotion; its words are for the pointer and for screen readers. */
export function MiniRail(props: { environments: string[]; cells: Cell[] }) {
  const steps = props.environments.map(environment => ({
    environment,
    cell: props.cells.find(cell => cell.environment === environment),
  }));
  const words = steps.map(({ environment, cell }) => `${environment} ${wordOf(cell)}`).join(', ');
  return (
    <span className={styles.rail} role="img" aria-label={words} title={words}>
      {steps.map(({ environment, cell }, index) => (
        <span key={environment} className={styles.step}>
          {index > 0 && <i className={styles.line} />}
          <StateIcon look={cell?.lastHeardAt ? silentLook : lookOfWord(cell?.word ?? 'Not deployed')} />
        </span>
      ))}
    </span>
  );
}
