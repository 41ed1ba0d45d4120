import { Button } from '@backstage/ui';
import { useState } from 'react';
import { InstantTip } from '../components/InstantTip';
import { LoadProblem } from '../components/LoadProblem';
import { DeliveryHeader } from '../fleet/DeliveryHeader';
import { FleetLoading } from '../fleet/FleetLoading';
import { LiveLine } from '../fleet/LiveLine';
import { SignedOutNotice } from '../fleet/SignedOutNotice';
import { useLiveRecord } from '../record/useLiveRecord';
import { readUnclaimed, UnclaimedData } from './readUnclaimed';
import { UnclaimedRow } from './UnclaimedRow';
import notice from '../fleet/notice.module.css';
import page from '../fleet/page.module.css';
import styles from './unclaimed.module.css';

const FIRST = 50;

function sentenceOf({ groups, hasMore }: UnclaimedData): string {
  const applications = groups.reduce((sum, group) => sum + group.targets.length, 0);
  const number = `${applications.toLocaleString('en')}${hasMore ? ' and more' : ''}`;
  return applications === 1 && !hasMore ? '1 application belongs to no entity' : `${number} applications belong to no entity`;
}

function NothingUnclaimed() {
  return (
    <section className={notice.panel} aria-labelledby="nothing-unclaimed">
      <h2 id="nothing-unclaimed" className={notice.heading}>
        Nothing is unclaimed
      </h2>
      <p className={notice.words}>
        Every application on the record belongs to an entity of the catalog, or what does not is not shown to you.
      </p>
    </section>
  );
}

/** The applications that no entity claims: why, and what to paste so that one does. */
export function UnclaimedPage() {
  const [wanted, setWanted] = useState(FIRST);
  const { snapshot, retry } = useLiveRecord<UnclaimedData>({
    key: 'unclaimed',
    read: api => readUnclaimed(api, wanted),
    concerns: event => event.type === 'changed',
  });
  const { data, error } = snapshot;
  return (
    <main className={page.page}>
      <InstantTip>
        <DeliveryHeader current="unclaimed" aside={<LiveLine health={snapshot.health} lastChangeAt={snapshot.lastChangeAt} />} />
        <div className={page.content}>
          {snapshot.health === 'signedOut' && data && <SignedOutNotice />}
          {data && error && <p className={notice.note}>This is what was known before: {error.message}</p>}
          {!data && !error && <FleetLoading what="unclaimed applications" />}
          {!data && error && <LoadProblem what="Unclaimed applications" error={error} retryAt={snapshot.retryAt} onRetry={retry} />}
          {data?.groups.length === 0 && <NothingUnclaimed />}
          {data && data.groups.length > 0 && (
            <>
              <p className={styles.sentence}>{sentenceOf(data)}</p>
              <ul className={styles.rows}>
                {data.groups.map(group => (
                  <UnclaimedRow key={group.ref} group={group} />
                ))}
              </ul>
              {data.hasMore && (
                <div className={styles.more}>
                  <Button
                    variant="secondary"
                    onPress={() => {
                      setWanted(wanted + FIRST);
                      retry();
                    }}
                  >
                    Show more
                  </Button>
                </div>
              )}
            </>
          )}
        </div>
      </InstantTip>
    </main>
  );
}
