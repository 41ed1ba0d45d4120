import { Workload } from '@slipway/plugin-delivery-common';
import { Age } from '../components/Age';
import { StateIcon } from '../components/StateIcon';
import { silentLook } from '../words/states';
import { PodTable } from './PodTable';
import { workloadWords } from './workloadWords';
import styles from './kubernetes.module.css';

/** Conditions that say that something is wrong; the others only repeat the counts. */
const isTrouble = ({ type, status }: Workload['conditions'][number]) =>
  (type === 'ReplicaFailure' || type === 'Failed' || type === 'InvalidSpec' || type === 'Degraded') === (status === 'True') &&
  /^(ReplicaFailure|Failed|InvalidSpec|Degraded|Progressing)$/.test(type);

/** One workload: where it is, how it is, its pods, and who says so since when. */
export function WorkloadPanel({ workload }: { workload: Workload }) {
  const { kind, name, namespace, cluster, environment, lastHeardAt, source, seenAt } = workload;
  const heading = `workload-${workload.subject}`;
  return (
    <section className={styles.panel} aria-labelledby={heading} data-silent={lastHeardAt ? '' : undefined}>
      <h3 id={heading} className={styles.heading}>
        {kind} {name}
        <span className={styles.quiet}>{[environment, namespace, cluster].filter(Boolean).join(' · ')}</span>
      </h3>
      <p className={styles.line}>
        {workloadWords(workload).join(', ')}
        {workload.argocdUrl && (
          <a href={workload.argocdUrl} target="_blank" rel="noreferrer">
            Manifest <span className={styles.hidden}>of {name} in Argo CD, opens a new tab</span>
            <span aria-hidden="true">↗</span>
          </a>
        )}
      </p>
      {workload.conditions.filter(isTrouble).map(({ type, reason, message }) => (
        <p key={type} className={styles.trouble}>
          <StateIcon look={{ shape: 'degraded', role: 'negative' }} /> {[reason ?? type, message].filter(Boolean).join(': ')}
        </p>
      ))}
      {workload.pods.length > 0 ? <PodTable workload={workload} /> : <p className={styles.quiet}>It has no pods.</p>}
      <p className={styles.source}>
        {lastHeardAt ? (
          <>
            <StateIcon look={silentLook} /> {source} was last heard <Age instant={lastHeardAt} />; this is what it said then
          </>
        ) : (
          <>
            As {source} saw it <Age instant={seenAt} />
          </>
        )}
      </p>
    </section>
  );
}
