import { ServiceDeployment } from '@slipway/plugin-delivery-common';
import { Age, Duration, formatRef, formatVersion, lookOfOutcome, StateIcon, StateText } from '@slipway/plugin-delivery';
import { Link } from 'react-router-dom';
import { HomeData } from './readHome';
import { useServicePath } from './useServicePath';
import styles from './home.module.css';

function Outcome({ deployment }: { deployment: ServiceDeployment }) {
  const { outcome, startedAt, finishedAt, why } = deployment;
  const look = lookOfOutcome(outcome);
  if (outcome === 'succeeded') {
    return finishedAt ? (
      <>
        Healthy after <Duration from={startedAt} until={finishedAt} bare />
      </>
    ) : (
      <>Succeeded</>
    );
  }
  return (
    <span title={why ?? undefined}>
      <StateText colour={look.role}>{look.word}</StateText>
    </span>
  );
}

/** Where an environment has several clusters one version comes to each, and the cluster tells them apart. */
function clusterOf(deployment: ServiceDeployment, all: readonly ServiceDeployment[]): string | undefined {
  const isBeside = ({ services, environment, version, cluster }: ServiceDeployment) =>
    services[0] === deployment.services[0] &&
    environment === deployment.environment &&
    version.name === deployment.version.name &&
    cluster !== deployment.cluster;
  return all.some(isBeside) ? deployment.cluster : undefined;
}

function Item({ deployment, cluster }: { deployment: ServiceDeployment; cluster: string | undefined }) {
  const [ref] = deployment.services;
  const path = useServicePath()(ref ?? 'unclaimed:');
  const name = <b>{path ? formatRef(ref) : (deployment.application ?? 'an application')}</b>;
  return (
    <li>
      <span className={styles.when}>
        <Age instant={deployment.startedAt} as="at" />
      </span>
      <StateIcon look={lookOfOutcome(deployment.outcome)} />
      <span className={styles.what}>
        {path ? <Link to={path}>{name}</Link> : name} {formatVersion(deployment.version) ?? 'version unknown'} <i>in</i>{' '}
        {deployment.environment ?? 'no environment'}
        {cluster && <i> on {cluster}</i>}
        {deployment.kind === 'rollback' && <i> · rolled back</i>}
        {deployment.kind === 'config' && <i> · configuration only</i>}
      </span>
      <span className={styles.outcome}>
        <Outcome deployment={deployment} />
      </span>
    </li>
  );
}

/** The newest deployments in the systems of the person's services. */
export function DeployedLately({ data }: { data: HomeData }) {
  if (data.deployments.length === 0) {
    return null;
  }
  return (
    <section className={styles.panel} aria-labelledby="deployed-lately">
      <header className={styles.head}>
        <h2 id="deployed-lately">Deployed lately</h2>
        <span className={styles.quiet}>{data.systems.length > 0 ? data.systems.map(formatRef).join(', ') : 'in every system'}</span>
      </header>
      <ul className={styles.lately}>
        {data.deployments.map(deployment => (
          <Item key={deployment.id} deployment={deployment} cluster={clusterOf(deployment, data.deployments)} />
        ))}
      </ul>
    </section>
  );
}
