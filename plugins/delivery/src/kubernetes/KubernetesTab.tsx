import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { WorkloadList } from '@slipway/plugin-delivery-common';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { NotDelivered } from '../changes/NotDelivered';
import { InstantTip } from '../components/InstantTip';
import { LoadProblem } from '../components/LoadProblem';
import { FleetLoading } from '../fleet/FleetLoading';
import { LiveLine } from '../fleet/LiveLine';
import { SignedOutNotice } from '../fleet/SignedOutNotice';
import { useLiveRecord } from '../record/useLiveRecord';
import { WorkloadPanel } from './WorkloadPanel';
import { workloadsSentence } from './workloadWords';
import notice from '../fleet/notice.module.css';
import styles from './kubernetes.module.css';

/** The workloads of a service with their pods, as the watches hold them. */
export function ServiceWorkloads({ serviceRef }: { serviceRef: string }) {
  const { snapshot, retry } = useLiveRecord<WorkloadList>({
    key: serviceRef,
    read: api => api.listWorkloads(serviceRef),
    concerns: event => event.type === 'sources' || (event.type === 'changed' && event.refs.includes(serviceRef)),
  });
  const { data, error, health } = snapshot;
  if (!data) {
    if (!error) {
      return <FleetLoading what="workloads" />;
    }
    return error instanceof DeliveryRequestError && error.status === 404 ? (
      <NotDelivered />
    ) : (
      <LoadProblem what="Workloads" error={error} retryAt={snapshot.retryAt} onRetry={retry} />
    );
  }
  return (
    <InstantTip>
      <div className={styles.tab}>
        {health === 'signedOut' && <SignedOutNotice />}
        {error && <p className={notice.note}>This is what was known before: {error.message}</p>}
        <header className={styles.head}>
          {data.items.length > 0 && <h2 className={styles.sentence}>{workloadsSentence(data.items)}</h2>}
          <LiveLine health={health} lastChangeAt={snapshot.lastChangeAt} />
        </header>
        {data.items.length === 0 && (
          <p className={notice.note}>
            No workload of this service is known. Connect its cluster under delivery.kubernetes; a workload is found by Argo CD's tracking
            id or the label backstage.io/kubernetes-id.
          </p>
        )}
        {data.items.map(workload => (
          <WorkloadPanel key={workload.subject} workload={workload} />
        ))}
      </div>
    </InstantTip>
  );
}

/** The Kubernetes tab of the entity whose page is open. */
export function KubernetesTab() {
  const { entity } = useEntity();
  return <ServiceWorkloads serviceRef={stringifyEntityRef(entity)} />;
}
