import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { fleetRouteRef, sourcesRouteRef, unclaimedRouteRef } from '../routes';
import styles from './header.module.css';

export type DeliveryPlace = 'fleet' | 'sources' | 'unclaimed';

/** The head of the Delivery pages: title, what stands beside it, and the tabs that exist. */
export function DeliveryHeader(props: { current: DeliveryPlace; aside?: ReactNode }) {
  const fleet = useRouteRef(fleetRouteRef);
  const sources = useRouteRef(sourcesRouteRef);
  const unclaimed = useRouteRef(unclaimedRouteRef);
  const tabs: Array<{ place: DeliveryPlace; title: string; address: string | undefined }> = [
    { place: 'fleet', title: 'Fleet', address: fleet?.() },
    { place: 'sources', title: 'Sources', address: sources?.() },
    { place: 'unclaimed', title: 'Unclaimed', address: unclaimed?.() },
  ];
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.title}>Delivery</h1>
        {props.aside}
      </header>
      <nav className={styles.tabs} aria-label="Delivery">
        {tabs.map(({ place, title, address }) =>
          place === props.current || address !== undefined ? (
            <Link key={place} to={address ?? '.'} aria-current={place === props.current ? 'page' : undefined}>
              {title}
            </Link>
          ) : null,
        )}
      </nav>
    </>
  );
}
