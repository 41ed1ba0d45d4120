import { Workload, WorkloadPod } from '@slipway/plugin-delivery-common';
import { Age } from '../components/Age';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { podWord, revisionWord } from './workloadWords';
import styles from './kubernetes.module.css';

const DIGEST_SHOWN = 'sha256:'.length + 12;

function Containers({ pod }: { pod: WorkloadPod }) {
  return (
    <ul className={styles.containers}>
      {pod.containers.map(({ name, image, digest, role }) => (
        <li key={name}>
          {image}
          <span className={styles.quiet}>
            {[role, digest ? `runs ${digest.slice(0, DIGEST_SHOWN)}` : 'what it runs is not known'].filter(Boolean).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

function PodRow({ workload, pod }: { workload: Workload; pod: WorkloadPod }) {
  const { word, look, why } = podWord(pod);
  const revision = revisionWord(workload, pod);
  const restarts = pod.containers.reduce((sum, container) => sum + container.restarts, 0);
  return (
    <tr className={styles.row}>
      <th scope="row">
        {pod.argocdUrl ? (
          <a href={pod.argocdUrl} target="_blank" rel="noreferrer">
            {pod.name} <span className={styles.hidden}>with its log in Argo CD, opens a new tab</span>
            <span aria-hidden="true">↗</span>
          </a>
        ) : (
          pod.name
        )}
        {revision && <span className={styles.quiet}>{revision}</span>}
      </th>
      <td>
        <span className={styles.word}>
          <StateIcon look={look} />
          <StateText colour={look.role}>{word}</StateText>
        </span>
        {why && <span className={styles.quiet}>{why}</span>}
      </td>
      <td>{restarts > 1 ? `${restarts} or more` : restarts}</td>
      <td>{pod.startedAt ? <Age instant={pod.startedAt} /> : <span className={styles.quiet}>not started</span>}</td>
      <td>
        <Containers pod={pod} />
      </td>
    </tr>
  );
}

/** The pods of a workload: state and why, restarts, age, and what runs in each. */
export function PodTable({ workload }: { workload: Workload }) {
  return (
    <div className={styles.wide}>
      <table className={styles.table} aria-label={`Pods of ${workload.name}`}>
        <thead>
          <tr>
            <th scope="col">Pod</th>
            <th scope="col">State</th>
            <th scope="col">Restarts</th>
            <th scope="col">Started</th>
            <th scope="col">Images</th>
          </tr>
        </thead>
        <tbody>
          {workload.pods.map(pod => (
            <PodRow key={pod.uid} workload={workload} pod={pod} />
          ))}
        </tbody>
      </table>
      {workload.morePods > 0 && <p className={styles.quiet}>and {workload.morePods} more</p>}
    </div>
  );
}
