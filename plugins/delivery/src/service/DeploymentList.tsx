import { Deployment } from '@slipway/plugin-delivery-common';
import { Age } from '../components/Age';
import { Duration } from '../components/Duration';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { lookOfOutcome } from '../words/states';
import { formatVersion } from '../words/versions';
import styles from './sheet.module.css';

const kindWords: Record<Deployment['kind'], string> = {
  first: 'first deployment',
  version: 'new version',
  config: 'configuration only',
  rollback: 'rolled back',
};

function Ending(props: { deployment: Deployment }) {
  const { outcome, startedAt, finishedAt } = props.deployment;
  if (outcome === 'running') {
    return <Duration from={startedAt} />;
  }
  return finishedAt ? (
    <>
      took <Duration from={startedAt} until={finishedAt} />
    </>
  ) : (
    <>end unknown</>
  );
}

function DeploymentItem(props: { deployment: Deployment }) {
  const { deployment } = props;
  const look = lookOfOutcome(deployment.outcome);
  return (
    <li className={styles.deployment}>
      <StateIcon look={look} />
      <div className={styles.deploymentText}>
        <div>
          <b>{formatVersion(deployment.version) ?? 'version unknown'}</b> to {deployment.environment ?? 'no environment'}
          <span className={styles.quiet}> · {kindWords[deployment.kind]}</span>
          {deployment.inGit === false && <span className={styles.quiet}> · not in Git</span>}
        </div>
        <div className={styles.meta}>
          <StateText colour={look.role}>{look.word}</StateText>
          <span>
            <Age instant={deployment.startedAt} />
          </span>
          <span>
            <Ending deployment={deployment} />
          </span>
          {deployment.cluster && (
            <span>
              {deployment.cluster}/{deployment.namespace}
            </span>
          )}
          {deployment.initiatedBy && <span>by {deployment.initiatedBy}</span>}
          {deployment.recoveredAt && (
            <span>
              recovered <Age instant={deployment.recoveredAt} />
            </span>
          )}
        </div>
        {deployment.why && <p className={styles.why}>{deployment.why}</p>}
        {deployment.revisions && deployment.revisions.length > 0 && (
          <div className={styles.meta}>
            {deployment.revisions.map(revision => (
              <code key={revision} title={revision}>
                {revision.slice(0, 7)}
              </code>
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

/** Deployments, newest first; of one environment where that is said. */
export function DeploymentList(props: { deployments: Deployment[]; environment?: string }) {
  if (props.deployments.length === 0 && props.environment) {
    return <p className={styles.hint}>None of the newest 50 deployments of this service went to {props.environment}.</p>;
  }
  if (props.deployments.length === 0) {
    return <p className={styles.hint}>No deployment is known. Slipway counts them from the first sync that it sees.</p>;
  }
  return (
    <ul className={styles.deployments}>
      {props.deployments.map(deployment => (
        <DeploymentItem key={deployment.id} deployment={deployment} />
      ))}
    </ul>
  );
}
