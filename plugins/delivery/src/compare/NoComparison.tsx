import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ServiceDetail } from '@slipway/plugin-delivery-common';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { LoadProblem } from '../components/LoadProblem';
import { FleetLoading } from '../fleet/FleetLoading';
import { fleetRouteRef } from '../routes';
import { toSentence } from '../words/lists';
import { formatRef } from '../words/refs';
import { EnvironmentPair } from './chosenPair';
import notice from '../fleet/notice.module.css';
import styles from './compare.module.css';

function Notice(props: { title: string; children: ReactNode }) {
  return (
    <section className={notice.panel} aria-label={props.title}>
      <h2 className={notice.heading}>{props.title}</h2>
      <p className={notice.words}>{props.children}</p>
    </section>
  );
}

function FleetLink() {
  const fleet = useRouteRef(fleetRouteRef);
  return fleet ? (
    <Link className={styles.link} to={fleet()}>
      Open the fleet
    </Link>
  ) : null;
}

/** Why there is no comparison yet: it is read, it could not be, or there are no two environments to compare. */
export function NoComparison(props: {
  serviceRef: string | undefined;
  service: ServiceDetail | undefined;
  pair: EnvironmentPair | undefined;
  error: Error | undefined;
  retryAt: number | undefined;
  onRetry: () => void;
}) {
  const { serviceRef, service, pair, error } = props;
  if (serviceRef === undefined) {
    return (
      <Notice title="No service is chosen">
        The address names no service. Open a service in the fleet and choose Compare environments. <FleetLink />
      </Notice>
    );
  }
  if (error instanceof DeliveryRequestError && error.status === 404) {
    return (
      <Notice title={service ? 'There is no such environment' : `${formatRef(serviceRef)} is not on the record`}>
        {toSentence(error.message)} {!service && <FleetLink />}
      </Notice>
    );
  }
  if (error) {
    return <LoadProblem what="The comparison" error={error} retryAt={props.retryAt} onRetry={props.onRetry} />;
  }
  if (pair && pair.from === pair.to) {
    return <Notice title={`${pair.from} stands on both sides`}>Choose another environment on one side.</Notice>;
  }
  if (service && !pair) {
    return (
      <Notice title="There are no two environments to compare">{service.title ?? service.name} has fewer than two environments.</Notice>
    );
  }
  return <FleetLoading what="the comparison" />;
}
