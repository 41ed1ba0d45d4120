import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ServiceDetail } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { InstantTip } from '../components/InstantTip';
import { LiveLine } from '../fleet/LiveLine';
import { SignedOutNotice } from '../fleet/SignedOutNotice';
import { useLiveRecord } from '../record/useLiveRecord';
import { entityRouteRef, fleetRouteRef } from '../routes';
import { formatRef } from '../words/refs';
import { choosePair } from './chosenPair';
import { comparisonTitle } from './comparisonWords';
import { ComparisonPanels } from './ComparisonPanels';
import { NoComparison } from './NoComparison';
import { PairChooser } from './PairChooser';
import { ComparisonData, readComparison } from './readComparison';
import { useCompareAddress } from './useCompareAddress';
import header from '../fleet/header.module.css';
import notice from '../fleet/notice.module.css';
import page from '../fleet/page.module.css';
import styles from './compare.module.css';

function Crumb({ service }: { service: string | undefined }) {
  const fleet = useRouteRef(fleetRouteRef);
  const entity = useRouteRef(entityRouteRef);
  const address = service && entity?.(parseEntityRef(service));
  return (
    <p className={styles.crumb}>
      {fleet && <Link to={fleet()}>Delivery</Link>}
      <span aria-hidden="true">›</span>
      {service && (address ? <Link to={`${address}/delivery`}>{formatRef(service)}</Link> : <span>{formatRef(service)}</span>)}
      {service && <span aria-hidden="true">›</span>}
      <span>Compare</span>
    </p>
  );
}

/** What would go from one environment of a service to another. */
export function ComparePage() {
  const { service: ref, from, to, choose } = useCompareAddress();
  const concerns = (event: { type: string; refs?: string[] }) => event.type === 'changed' && Boolean(ref && event.refs?.includes(ref));
  // The service is a record of its own, so that the selects stay while another pair is read.
  const place = useLiveRecord<ServiceDetail | undefined>({
    key: ref ?? '',
    read: async api => (ref === undefined ? undefined : api.getService(ref)),
    concerns,
  });
  const service = place.snapshot.data;
  const pair = choosePair({ from, to }, service);
  const compared = useLiveRecord<ComparisonData | undefined>({
    key: JSON.stringify([ref, pair]),
    read: async api => (ref === undefined || pair === undefined || pair.from === pair.to ? undefined : readComparison(api, ref, pair)),
    concerns,
  });
  const { data, health, lastChangeAt } = compared.snapshot;
  const error = compared.snapshot.error ?? place.snapshot.error;
  const title = data ? comparisonTitle(data.comparison, data.stages) : `Compare environments${ref ? ` of ${formatRef(ref)}` : ''}`;
  const retry = () => {
    place.retry();
    compared.retry();
  };
  return (
    <main className={page.page}>
      <InstantTip>
        <header className={header.header}>
          <div className={styles.heading}>
            <Crumb service={ref} />
            <h1 className={header.title}>{title}</h1>
          </div>
          <LiveLine health={health} lastChangeAt={lastChangeAt} />
        </header>
        <div className={page.content}>
          {health === 'signedOut' && (data || service) && <SignedOutNotice />}
          {service && pair && <PairChooser service={service} stages={data?.stages ?? []} pair={pair} onChange={choose} />}
          {data && error && <p className={notice.note}>This is what was known before: {error.message}</p>}
          {data ? (
            <ComparisonPanels comparison={data.comparison} />
          ) : (
            <NoComparison
              serviceRef={ref}
              service={service}
              pair={pair}
              error={error}
              retryAt={compared.snapshot.retryAt ?? place.snapshot.retryAt}
              onRetry={retry}
            />
          )}
        </div>
      </InstantTip>
    </main>
  );
}
