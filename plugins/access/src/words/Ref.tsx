import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { entityRouteRef } from '../routes';
import styles from '../layout/layout.module.css';

/** An entity ref, or its name alone, which leads to its page. */
export function Ref(props: { entityRef: string; short?: boolean }) {
  const address = useRouteRef(entityRouteRef);
  const parts = parseEntityRef(props.entityRef);
  const text = props.short ? parts.name : props.entityRef;
  return address ? (
    <Link className={styles.link} to={address(parts)} title={props.entityRef}>
      {text}
    </Link>
  ) : (
    <span title={props.entityRef}>{text}</span>
  );
}
