import { ServiceRow } from '@slipway/plugin-delivery-common';
import { Age, formatVersion, isException, lookOfWord, silentLook, StateIcon, StateText } from '@slipway/plugin-delivery';
import styles from './record.module.css';

/** What a service says in the last environment; undefined where it is not mapped there. */
export function lastCellOf(row: ServiceRow | undefined, environments: string[]) {
  return row?.cells.find(({ environment }) => environment === environments.at(-1));
}

/** The version that runs in the last environment with its state; quiet where all is well. */
export function ProductionState(props: { row: ServiceRow | undefined; environments: string[] }) {
  const cell = lastCellOf(props.row, props.environments);
  if (!props.row) {
    return <span className={styles.quiet}>not deployed by what Slipway watches</span>;
  }
  if (!cell || cell.word === 'Not deployed') {
    return <span className={styles.quiet}>not deployed</span>;
  }
  const look = cell.lastHeardAt ? silentLook : lookOfWord(cell.word);
  return (
    <span className={styles.state}>
      <StateIcon look={look} />
      <b>{cell.spread ?? formatVersion(cell.version) ?? 'version unknown'}</b>
      <span className={styles.word}>
        {cell.lastHeardAt ? (
          <>
            last heard <Age instant={cell.lastHeardAt} as="at" />, was {cell.word.toLowerCase()}
          </>
        ) : (
          <>
            {isException(cell.word) ? <StateText colour={look.role}>{cell.word}</StateText> : cell.word}{' '}
            {cell.since && <Age instant={cell.since} as="since" />}
          </>
        )}
      </span>
    </span>
  );
}
