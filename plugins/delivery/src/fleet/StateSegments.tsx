import { ServiceCounts } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { FleetFilters, fleetStates } from './fleetFilters';
import styles from './filters.module.css';

/** The state filters with their counts; each is an address of its own. */
export function StateSegments(props: {
  active: FleetFilters['state'];
  counts?: ServiceCounts;
  addressOf: (state: FleetFilters['state']) => string;
}) {
  const { active, counts, addressOf } = props;
  return (
    <nav className={styles.segments} aria-label="State">
      {fleetStates.map(({ state, title }) => {
        const count = state ? counts?.states[state] : counts?.total;
        return (
          <Link key={title} to={addressOf(state)} replace className={styles.segment} aria-current={active === state ? 'true' : undefined}>
            {title} <span>{count?.toLocaleString('en')}</span>
          </Link>
        );
      })}
    </nav>
  );
}
