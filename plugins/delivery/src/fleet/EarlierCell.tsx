import { ServiceRow } from '@slipway/plugin-delivery-common';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { cellWords, isException, lookOfWord, silentLook } from '../words/states';
import { CellView } from './CellView';
import { cellOf } from './fleetColumns';
import { cellKey } from './mergeRows';
import styles from './cell.module.css';

function OpenedCell({ row, environments, changedAt }: { row: ServiceRow; environments: string[]; changedAt: ReadonlyMap<string, number> }) {
  return (
    <div className={styles.opened}>
      {environments.map(environment => (
        <CellView
          key={environment}
          cell={cellOf(row, environment)}
          label={environment}
          changedAt={changedAt.get(cellKey(row.ref, environment))}
        />
      ))}
    </div>
  );
}

/** What a service says in the environments before the last one: one cell that counts what is not well, or opened each of them. */
export function EarlierCell(props: {
  row: ServiceRow;
  environments: string[];
  label: string;
  opened: boolean;
  changedAt: ReadonlyMap<string, number>;
}) {
  if (props.opened) {
    return <OpenedCell {...props} />;
  }
  const cells = props.environments.flatMap(environment => cellOf(props.row, environment) ?? []);
  const silent = cells.filter(cell => cell.lastHeardAt).length;
  const counts = cellWords
    .map(word => ({ word, count: cells.filter(cell => cell.word === word && !cell.lastHeardAt).length }))
    .filter(({ count }) => count > 0);
  const exceptions = counts.filter(({ word }) => isException(word));
  const healthy = counts.find(({ word }) => word === 'Healthy')?.count ?? 0;
  const absent = props.environments.length - silent - healthy - exceptions.reduce((sum, { count }) => sum + count, 0);
  const worst = exceptions[0]?.word ?? (healthy > 0 ? 'Healthy' : 'Not deployed');
  const quiet = [healthy > 0 && `${healthy} healthy`, absent > 0 && `${absent} not deployed`].filter(Boolean).join(' · ');

  return (
    <div className={`${styles.cell} ${styles.folded}`}>
      <StateIcon look={silent > 0 && exceptions.length === 0 ? silentLook : lookOfWord(worst)} />
      <div className={styles.lines}>
        <div className={styles.first}>
          <span className={styles.label}>{props.label}</span>
          {exceptions.length + silent === 0 && <span>{healthy > 0 ? 'All well' : '—'}</span>}
          {exceptions.map(({ word, count }) => (
            <StateText key={word} colour={lookOfWord(word).role}>
              {count} {word.toLowerCase()}
            </StateText>
          ))}
          {silent > 0 && <StateText colour="neutral">{silent} not heard</StateText>}
        </div>
        <div className={styles.second}>
          <span className={styles.detail}>{quiet}</span>
        </div>
      </div>
      <span className={styles.chevron} aria-hidden="true" />
    </div>
  );
}
