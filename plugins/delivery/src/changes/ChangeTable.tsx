import { Button } from '@backstage/ui';
import { Change, ServiceDetail } from '@slipway/plugin-delivery-common';
import { KeyboardEvent, MutableRefObject, ReactNode, useMemo } from 'react';
import { journeyOf, shownEnvironments } from '../journey/journeyOf';
import { ChangeRow } from './ChangeRow';
import styles from './row.module.css';

function isInLast(change: Change): boolean {
  const named = change.environments.filter(item => item.environment !== null);
  return named[named.length - 1]?.state === 'here';
}

/** The changes of a service, newest first, a row each. */
export function ChangeTable(props: {
  service: ServiceDetail;
  changes: Change[];
  why: string | null;
  hasMore: boolean;
  active: string | undefined;
  aside: ReactNode;
  listRef: MutableRefObject<HTMLOListElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
  addressOf: (commit: string) => string;
  onMore: () => void;
}) {
  const { service, changes } = props;
  const rows = useMemo(() => changes.map(change => ({ change, steps: journeyOf(change, service) })), [changes, service]);
  const columns = changes.length > 0 ? shownEnvironments(changes[0].environments).map(item => item.environment ?? 'no environment') : [];
  return (
    <section className={styles.panel} aria-labelledby="delivery-changes">
      <header className={styles.head}>
        <h2 id="delivery-changes">Changes</h2>
        <span className={styles.hint}>{changes.length > 0 && 'On the line: how long it waited. Under a step: how long it took.'}</span>
        {props.aside}
      </header>
      {changes.length > 0 && (
        <div className={styles.columns} aria-hidden="true">
          <span>Commit</span>
          <div className={styles.columnSteps} style={{ '--steps': columns.length + 2 } as React.CSSProperties}>
            {['Build', 'Image', ...columns].map(column => (
              <span key={column}>{column}</span>
            ))}
          </div>
          <span className={styles.columnElapsed}>Elapsed</span>
        </div>
      )}
      {/* The links inside take the focus; the list hears their arrow keys once for all of them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol className={styles.rows} ref={props.listRef} onKeyDown={props.onKeyDown}>
        {rows.map(({ change, steps }) => (
          <ChangeRow
            key={change.commit}
            change={change}
            steps={steps}
            inLast={isInLast(change)}
            address={props.addressOf(change.commit)}
            active={change.commit === (props.active ?? changes[0].commit)}
          />
        ))}
      </ol>
      {changes.length === 0 && props.why && (
        <p className={styles.why}>
          <b>No changes yet</b> {props.why}
        </p>
      )}
      {props.hasMore && (
        <div className={styles.more}>
          <Button variant="secondary" onPress={props.onMore}>
            Show older changes
          </Button>
        </div>
      )}
    </section>
  );
}
