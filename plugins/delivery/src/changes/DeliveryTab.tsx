import { useMemo, useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { InstantTip } from '../components/InstantTip';
import { LoadProblem } from '../components/LoadProblem';
import { SaidLine } from '../components/SaidLine';
import { useCopy } from '../components/useCopy';
import { FleetLoading } from '../fleet/FleetLoading';
import { LiveLine } from '../fleet/LiveLine';
import { SignedOutNotice } from '../fleet/SignedOutNotice';
import { SilentSources } from '../fleet/SilentSources';
import { PageKeys } from '../keys/PageKeys';
import { useLiveRecord } from '../record/useLiveRecord';
import { ChangeSheet } from './ChangeSheet';
import { ChangeTable } from './ChangeTable';
import { NotDelivered } from './NotDelivered';
import { readTab, TabData } from './readTab';
import { stageContents } from './stageContents';
import { StagePath } from './StagePath';
import { useChangeAddress } from './useChangeAddress';
import { useRowKeys } from './useRowKeys';
import { shortCommit } from '../words/commits';
import notice from '../fleet/notice.module.css';
import page from '../fleet/page.module.css';
import styles from './tab.module.css';

const FIRST = 20;
const MORE = 40;

/** What runs where of a service, and the way of each of its changes. */
export function ServiceDelivery({ serviceRef }: { serviceRef: string }) {
  const [wanted, setWanted] = useState(FIRST);
  const { snapshot, retry } = useLiveRecord<TabData>({
    key: serviceRef,
    read: api => readTab(api, serviceRef, wanted),
    concerns: event => event.type === 'sources' || (event.type === 'changed' && event.refs.includes(serviceRef)),
  });
  const { commit, open, addressOf } = useChangeAddress();
  const { listRef, active, move, current, onKeyDown } = useRowKeys();
  const { said, copy } = useCopy();
  const { data, error, health } = snapshot;
  const stages = useMemo(() => data && stageContents(data), [data]);

  const copyCurrent = () => {
    const sha = current();
    if (sha) {
      copy(sha, `Copied ${shortCommit(sha)}`);
    }
  };

  if (!data || !stages) {
    if (!error) {
      return <FleetLoading what="changes" />;
    }
    return error instanceof DeliveryRequestError && error.status === 404 ? (
      <NotDelivered />
    ) : (
      <LoadProblem what="Changes" error={error} retryAt={snapshot.retryAt} onRetry={retry} />
    );
  }
  const { service, changes } = data;
  return (
    <InstantTip>
      <div className={styles.tab}>
        {health === 'signedOut' && <SignedOutNotice />}
        {[...data.problems, ...(error ? [`This is what was known before: ${error.message}`] : [])].map(problem => (
          <p key={problem} className={notice.note}>
            {problem}
          </p>
        ))}
        <SilentSources sources={data.sources} rows={[service]} complete />
        {service.targets.length === 0 && (
          <p className={notice.note}>No application of this service is known yet. Its changes are shown as far as its source tells.</p>
        )}
        <StagePath service={serviceRef} stages={stages} />
        <ChangeTable
          service={service}
          changes={changes}
          why={data.why}
          hasMore={data.hasMore}
          active={active}
          aside={<LiveLine health={health} lastChangeAt={snapshot.lastChangeAt} />}
          listRef={listRef}
          onKeyDown={onKeyDown}
          addressOf={addressOf}
          onMore={() => {
            setWanted(wanted + MORE);
            retry();
          }}
        />
        <p className={page.foot}>
          <PageKeys
            keys={[
              { key: 'j', words: 'To the next change', act: () => move(1) },
              { key: 'k', words: 'To the change before', act: () => move(-1) },
              { key: '↑ ↓', words: 'The same, inside the list' },
              { key: 'o', words: 'Open the change', act: () => open(current()) },
              { key: 'c', words: 'Copy its SHA', act: copyCurrent },
            ]}
          />
        </p>
        <SaidLine said={said} />
      </div>
      <ChangeSheet commit={commit} service={service} changes={changes} onClose={() => open(undefined)} />
    </InstantTip>
  );
}

/** The Delivery tab of the entity whose page is open. */
export function DeliveryTab() {
  const { entity } = useEntity();
  return <ServiceDelivery serviceRef={stringifyEntityRef(entity)} />;
}
