import { DeliveryHeader } from '../fleet/DeliveryHeader';
import { FleetLoading } from '../fleet/FleetLoading';
import { LiveLine } from '../fleet/LiveLine';
import { SignedOutNotice } from '../fleet/SignedOutNotice';
import { InstantTip } from '../components/InstantTip';
import { LoadProblem } from '../components/LoadProblem';
import { CodeBlock } from '../components/CodeBlock';
import { argocdConfiguration } from '../fleet/connectExamples';
import { useLiveRecord } from '../record/useLiveRecord';
import { SourceList } from '../api/deliveryApi';
import { SourceTable } from './SourceTable';
import { sourcesSentence } from './sourceWords';
import notice from '../fleet/notice.module.css';
import page from '../fleet/page.module.css';
import styles from './sources.module.css';

function NoSources() {
  return (
    <section className={notice.panel} aria-labelledby="no-sources">
      <h2 id="no-sources" className={notice.heading}>
        Nothing is connected yet
      </h2>
      <p className={notice.words}>Connect Argo CD, a Git host, a registry or a cluster, or send events from CI.</p>
      <CodeBlock label="Argo CD configuration" text={argocdConfiguration} />
    </section>
  );
}

/** How each source is doing: its state, what it did not see, and what the last comparison found. */
export function SourcesPage() {
  const { snapshot, retry } = useLiveRecord<SourceList>({
    key: 'sources',
    read: api => api.listSources(),
    concerns: event => event.type === 'sources' || event.type === 'changed',
  });
  const { data, error } = snapshot;
  return (
    <main className={page.page}>
      <InstantTip>
        <DeliveryHeader current="sources" aside={<LiveLine health={snapshot.health} lastChangeAt={snapshot.lastChangeAt} />} />
        <div className={page.content}>
          {snapshot.health === 'signedOut' && data && <SignedOutNotice />}
          {data && error && <p className={notice.note}>This is what was known before: {error.message}</p>}
          {!data && !error && <FleetLoading what="sources" />}
          {!data && error && <LoadProblem what="Sources" error={error} retryAt={snapshot.retryAt} onRetry={retry} />}
          {data?.items.length === 0 && <NoSources />}
          {data && data.items.length > 0 && (
            <>
              <p className={styles.sentence}>{sourcesSentence(data.items)}</p>
              <SourceTable sources={data.items} />
            </>
          )}
        </div>
      </InstantTip>
    </main>
  );
}
