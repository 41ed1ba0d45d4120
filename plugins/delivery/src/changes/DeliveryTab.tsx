import { useCallback, useMemo, useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { InstantTip } from '../components/InstantTip';
import { LoadProblem } from '../components/LoadProblem';
import { FleetLoading } from '../fleet/FleetLoading';
import { KeysDialog, KeyWords } from '../fleet/KeysDialog';
import { LiveLine } from '../fleet/LiveLine';
import { SignedOutNotice } from '../fleet/SignedOutNotice';
import { SilentSources } from '../fleet/SilentSources';
import { usePageKeys, useSingleKeys } from '../fleet/usePageKeys';
import { useLiveRecord } from '../record/useLiveRecord';
import { ChangeSheet } from './ChangeSheet';
import { ChangeTable } from './ChangeTable';
import { NotDelivered } from './NotDelivered';
import { readTab, TabData } from './readTab';
import { stageContents } from './stageContents';
import { StagePath } from './StagePath';
import { useChangeAddress } from './useChangeAddress';
import { useRowKeys } from './useRowKeys';
import notice from '../fleet/notice.module.css';
import styles from './tab.module.css';

const FIRST = 20;
const MORE = 40;

const keys: readonly KeyWords[] = [
  ['j k', 'To the next change, to the one before'],
  ['o', 'Open the change'],
  ['c', 'Copy its SHA'],
  ['Esc', 'Close, and give the focus back'],
  ['?', 'This list'],
];

/** What runs where of a service, and the way of each of its changes. */
export function ServiceDelivery({ serviceRef }: { serviceRef: string }) {
  const [wanted, setWanted] = useState(FIRST);
  const { snapshot, retry } = useLiveRecord<TabData>({
    key: serviceRef,
    read: api => readTab(api, serviceRef, wanted),
    concerns: event => event.type === 'sources' || (event.type === 'changed' && event.refs.includes(serviceRef)),
  });
  const { commit, open, addressOf } = useChangeAddress();
  const { listRef, active, move, current } = useRowKeys();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const [keysOpen, setKeysOpen] = useState(false);
  const [said, setSaid] = useState('');
  const { data, error, health } = snapshot;
  const stages = useMemo(() => data && stageContents(data), [data]);

  const copy = useCallback((sha: string | undefined) => {
    if (sha) {
      navigator.clipboard.writeText(sha).then(
        () => setSaid(`Copied ${sha.slice(0, 7)}`),
        () => setSaid('The browser does not allow copying'),
      );
    }
  }, []);

  usePageKeys(singleKeys, {
    j: () => move(1),
    k: () => move(-1),
    o: () => open(current()),
    c: () => copy(current()),
    '?': () => setKeysOpen(true),
  });

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
          addressOf={addressOf}
          onMore={() => {
            setWanted(wanted + MORE);
            retry();
          }}
        />
        <p className={styles.foot}>
          <span className={styles.keys}>Press ? for keys.</span> <span role="status">{said}</span>
        </p>
      </div>
      <ChangeSheet commit={commit} service={service} changes={changes} onClose={() => open(undefined)} />
      <KeysDialog open={keysOpen} singleKeys={singleKeys} onClose={() => setKeysOpen(false)} onSingleKeys={setSingleKeys} keys={keys} />
    </InstantTip>
  );
}

/** The Delivery tab of the entity whose page is open. */
export function DeliveryTab() {
  const { entity } = useEntity();
  return <ServiceDelivery serviceRef={stringifyEntityRef(entity)} />;
}
