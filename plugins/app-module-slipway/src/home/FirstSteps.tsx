import { useRouteRef } from '@backstage/frontend-plugin-api';
import { fleetRouteRef } from '@slipway/plugin-delivery';
import { Link } from 'react-router-dom';
import { usePagePath } from './usePagePath';
import styles from './home.module.css';

/** What to connect first, where the record is empty. */
export function FirstSteps() {
  const fleet = useRouteRef(fleetRouteRef);
  const catalog = usePagePath('page:catalog');
  return (
    <section className={`${styles.panel} ${styles.padded}`} aria-labelledby="first-steps">
      <h2 id="first-steps">Connect the first source</h2>
      <p className={styles.hint}>Slipway shows what runs where as soon as a source reports it. In this order:</p>
      <ol className={styles.steps}>
        <li>
          <b>Argo CD</b>, or an event from CI. {fleet && <Link to={fleet()}>Delivery shows both, ready to copy</Link>}.
        </li>
        <li>
          <b>The catalog</b>: which entity owns what runs. What no entity claims is listed with a ready catalog-info.yaml.{' '}
          {catalog && <Link to={catalog}>Open the catalog</Link>}
        </li>
        <li>
          <b>The Git host and the registry</b>, so that a commit is followed from push to production. The guides under docs/guides say how.
        </li>
      </ol>
    </section>
  );
}
