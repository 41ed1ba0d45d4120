import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { InstantTip, LiveLine, LoadingBars, LoadProblem, useLiveRecord } from '@slipway/plugin-delivery';
import { useEffect, useState } from 'react';
import { DeployedLately } from './DeployedLately';
import { FirstSteps } from './FirstSteps';
import { MyServices } from './MyServices';
import { HomeData, readHome } from './readHome';
import { Shortcuts } from './Shortcuts';
import { StarredAndRecent } from './StarredAndRecent';
import { Today } from './Today';
import { listWaiting, titleOf } from './waiting';
import { WaitingList } from './WaitingList';
import styles from './home.module.css';

function useOwners(): string[] | undefined {
  const identityApi = useApi(identityApiRef);
  const [owners, setOwners] = useState<string[]>();
  useEffect(() => {
    let current = true;
    identityApi.getBackstageIdentity().then(
      identity => current && setOwners([...new Set([identity.userEntityRef, ...identity.ownershipEntityRefs])]),
      // Nobody owns nothing; what the record then answers says that nobody is signed in.
      () => current && setOwners([]),
    );
    return () => {
      current = false;
    };
  }, [identityApi]);
  return owners;
}

function Record({ owners }: { owners: string[] }) {
  const { snapshot, retry } = useLiveRecord<HomeData>({
    key: owners.join(' '),
    read: api => readHome(api, owners),
    concerns: event => event.type === 'changed' || event.type === 'sources',
  });
  const { data, error, health, lastChangeAt } = snapshot;
  const waiting = data && listWaiting(data.services, data.environments);
  return (
    <>
      <header className={styles.header}>
        <div>
          <Today />
          <h1 className={styles.title}>{waiting ? titleOf(waiting.length) : 'Home'}</h1>
        </div>
        <LiveLine health={health} lastChangeAt={lastChangeAt} />
      </header>
      <div className={styles.columns}>
        <div className={styles.left}>
          {!data && !error && <LoadingBars what="your services" />}
          {!data && error && <LoadProblem what="Your services" error={error} retryAt={snapshot.retryAt} onRetry={retry} />}
          {data && (
            <>
              {[...data.problems, ...(error ? [`This is what was known before: ${error.message}`] : [])].map(problem => (
                <p key={problem} className={styles.note}>
                  {problem}
                </p>
              ))}
              {waiting && waiting.length > 0 && <WaitingList waiting={waiting} />}
              {data.anyService ? (
                <>
                  <MyServices data={data} />
                  <DeployedLately data={data} />
                </>
              ) : (
                <FirstSteps />
              )}
            </>
          )}
        </div>
        <aside className={styles.right} aria-label="Create, find and read">
          <Shortcuts />
          <StarredAndRecent />
        </aside>
      </div>
    </>
  );
}

/** Home: what needs the person who is signed in, what they own, and what went out around it. */
export function HomePage() {
  const owners = useOwners();
  return (
    <main className={styles.page}>
      <InstantTip>{owners && <Record owners={owners} />}</InstantTip>
    </main>
  );
}
