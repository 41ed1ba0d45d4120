import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';

/** Leads to an entity; by its name where nothing else is to be read. */
export function EntityRefLink(props: { entityRef: string; children?: ReactNode }) {
  const address = useRouteRef(entityRouteRef);
  const ref = parseEntityRef(props.entityRef, { defaultKind: 'component', defaultNamespace: 'default' });
  const text = props.children ?? ref.name;
  return address ? <Link to={address(ref)}>{text}</Link> : <>{text}</>;
}
