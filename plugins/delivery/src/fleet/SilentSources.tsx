import { ServiceRow, Source } from '@slipway/plugin-delivery-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { Age } from '../components/Age';
import { InstantWords } from '../components/InstantWords';
import { StateIcon } from '../components/StateIcon';
import { sourcesRouteRef } from '../routes';
import { sourceAnchor } from '../sources/sourceWords';
import { silentLook } from '../words/states';
import styles from './notice.module.css';

/** How many cells still show what a source said last, by environment, in words; undefined where not all rows are loaded. */
export function describeSilentCells(rows: ServiceRow[], source: string): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const cell of row.cells) {
      if (cell.lastHeardAt && cell.source === source) {
        const environment = cell.environment ?? 'unmapped';
        counts.set(environment, (counts.get(environment) ?? 0) + 1);
      }
    }
  }
  const parts = [...counts].map(([environment, count], index, all) => {
    const noun = index === all.length - 1 ? ` cell${count === 1 ? '' : 's'}` : '';
    return `${count} ${environment}${noun}`;
  });
  const last = parts.pop();
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : (last ?? '');
}

/** One line for each source that is silent: since when, what it touches, and what it does not. */
export function SilentSources(props: { sources: Source[]; rows: ServiceRow[]; complete: boolean }) {
  const page = useRouteRef(sourcesRouteRef);
  return (
    <>
      {props.sources
        .filter(source => source.silent)
        .map(source => {
          const cells = props.complete ? describeSilentCells(props.rows, source.name) : '';
          return (
            <p key={source.name} className={styles.note}>
              <StateIcon look={silentLook} />
              <span className={styles.line} title={source.error ?? undefined}>
                <b>
                  {source.name} {source.lastHeardAt ? 'has not answered since ' : 'has not answered yet'}
                  {source.lastHeardAt && <Age instant={source.lastHeardAt} as="at" />}.
                </b>{' '}
                {cells || 'Its cells'} show what it said then; nothing else is affected.
                {source.error && (
                  <>
                    {' '}
                    <InstantWords text={source.error} />
                  </>
                )}
              </span>
              {page && (
                <Link className={styles.aside} to={`${page()}${sourceAnchor(source.name)}`}>
                  Open source
                </Link>
              )}
            </p>
          );
        })}
    </>
  );
}
