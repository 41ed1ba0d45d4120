import { Workload, WorkloadPod } from '@slipway/plugin-delivery-common';
import { Age } from '../components/Age';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { shortDigest } from '../words/commits';
import { podWord, revisionWord } from './workloadWords';
import styles from './kubernetes.module.css';

/** An image without the digest that it is pinned to: what runs says that, and shorter. */
const nameOf = (image: string) => image.split('@')[0];

function Containers({ pod }: { pod: WorkloadPod }) {
  return (
    <ul className={styles.containers}>
      {pod.containers.map(({ name, image, digest, role }) => (
        <li key={name} title={image}>
          {nameOf(image)}
          <span className={styles.quiet} title={digest}>
            {[role, digest ? `runs ${shortDigest(digest)}` : 'what it runs is not known'].filter(Boolean).join(', ')}
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
      <td data-label="Restarts">{restarts > 1 ? `${restarts} or more` : restarts}</td>
      <td data-label="Started">{pod.startedAt ? <Age instant={pod.startedAt} /> : <span className={styles.quiet}>not started</span>}</td>
      <td data-label="Images">
        <Containers pod={pod} />
      </td>
    </tr>
  );
}

/** The pods of a workload: state and why, restarts, age, and what runs in each. */
export function PodTable({ workload }: { workload: Workload }) {
  return (
    <>
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
    </>
  );
}
