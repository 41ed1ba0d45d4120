import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ServiceDetail, Target } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { environmentsOf } from '../compare/chosenPair';
import { CompareLink } from '../compare/CompareLink';
import { CodeBlock } from '../components/CodeBlock';
import { entityRouteRef } from '../routes';
import { toSentence } from '../words/lists';
import { formatRef } from '../words/refs';
import { DeploymentList } from './DeploymentList';
import { TargetList } from './TargetList';
import styles from './sheet.module.css';

type PlacedTarget = ServiceDetail['targets'][number];

/** Targets by environment, the last environment first, what no rule maps at the end. */
export function groupTargets(targets: PlacedTarget[], environments: string[]): Array<{ environment: string | null; targets: Target[] }> {
  const rank = (environment: string | null) => {
    const index = environment === null ? -2 : environments.indexOf(environment);
    return -index;
  };
  const groups = new Map<string | null, Target[]>();
  for (const target of targets) {
    const environment = target.environment ?? null;
    groups.set(environment, [...(groups.get(environment) ?? []), target]);
  }
  return [...groups]
    .map(([environment, grouped]) => ({ environment, targets: grouped }))
    .sort((a, b) => rank(a.environment) - rank(b.environment));
}

function Place({ detail }: { detail: ServiceDetail }) {
  const { claimed, owner, system, ref } = detail;
  const entityLink = useRouteRef(entityRouteRef);
  if (!claimed) {
    return <p className={styles.belongs}>Not in the catalog</p>;
  }
  const address = entityLink?.(parseEntityRef(ref));
  const words = [owner && `owned by ${formatRef(owner)}`, system && `part of ${formatRef(system)}`].filter(Boolean).join(', ');
  return (
    <>
      {words && <p className={styles.belongs}>{toSentence(words)}</p>}
      <p className={styles.links}>
        {address && <Link to={`${address}/delivery`}>Delivery</Link>}
        {address && <Link to={`${address}/kubernetes`}>Kubernetes</Link>}
        {address && <Link to={address}>Open in the catalog</Link>}
        {environmentsOf(detail).length > 1 && <CompareLink service={ref}>Compare environments</CompareLink>}
      </p>
    </>
  );
}

/** A service's targets and why they are as they are, what was deployed lately, and for an unclaimed group how to claim it. */
export function ServiceDetails(props: { detail: ServiceDetail; environments: string[]; deployedTo?: string }) {
  const { detail, environments, deployedTo } = props;
  const deployments = (
    <section className={styles.section}>
      <h3>{deployedTo ? `Deployments to ${deployedTo}` : 'Recent deployments'}</h3>
      <DeploymentList
        deployments={detail.deployments.filter(each => deployedTo === undefined || each.environment === deployedTo)}
        environment={deployedTo}
      />
    </section>
  );
  return (
    <>
      <Place detail={detail} />
      {deployedTo && deployments}
      {!detail.claimed && (
        <section className={styles.section}>
          <h3>Why it is not in the catalog</h3>
          <p className={styles.why}>{detail.whyHere ?? 'The record does not say.'}</p>
          {detail.catalogInfo && (
            <>
              <p className={styles.hint}>Put this in the service's repository and register it in the catalog:</p>
              <CodeBlock label="catalog-info.yaml" text={detail.catalogInfo} />
            </>
          )}
        </section>
      )}
      {groupTargets(detail.targets, environments).map(group => (
        <section key={group.environment ?? ''} className={styles.section}>
          <h3>{group.environment ?? 'no environment'}</h3>
          <TargetList targets={group.targets} />
        </section>
      ))}
      {detail.targets.length === 0 && <p className={styles.hint}>No application of this service is known.</p>}
      {!deployedTo && deployments}
    </>
  );
}
