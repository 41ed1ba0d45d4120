import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { entityRouteRef } from '../routes';
import styles from '../layout/layout.module.css';

/** An entity ref, which leads to its page. */
export function Ref(props: { entityRef: string }) {
  const address = useRouteRef(entityRouteRef);
  return address ? (
    <Link className={styles.link} to={address(parseEntityRef(props.entityRef))}>
      {props.entityRef}
    </Link>
  ) : (
    <>{props.entityRef}</>
  );
}
