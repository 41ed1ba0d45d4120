import { StateText } from '../components/StateText';
import { lookOfWord } from '../words/states';
import { FleetLine } from './fleetLines';
import styles from './grid.module.css';

/** The head of a group: its system, how many services, and only what is not well. */
export function GroupHead(props: { line: FleetLine & { kind: 'head' } }) {
  const { title, total, claimed, exceptions } = props.line;
  const noun = claimed ? 'service' : 'group';
  return (
    <>
      <b>{title}</b>
      {total !== undefined && (
        <span className={styles.headTotal}>
          {total.toLocaleString('en')} {total === 1 ? noun : `${noun}s`}
        </span>
      )}
      <span className={styles.headCounts}>
        {exceptions.map(({ word, count }) => (
          <StateText key={word} colour={word === 'silent' ? 'neutral' : lookOfWord(word).role}>
            {count.toLocaleString('en')} {word === 'silent' ? 'not heard' : word.toLowerCase()}
          </StateText>
        ))}
      </span>
    </>
  );
}
