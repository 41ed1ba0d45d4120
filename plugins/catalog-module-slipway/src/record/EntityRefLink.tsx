import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, useEntityPresentation } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';

function Title({ entityRef }: { entityRef: string }) {
  return <>{useEntityPresentation(entityRef).primaryTitle}</>;
}

/** Leads to an entity, called as given or as the catalog calls it; all titles of a page are asked for together. */
export function EntityRefLink(props: { entityRef: string; children?: ReactNode }) {
  const address = useRouteRef(entityRouteRef);
  const text = props.children ?? <Title entityRef={props.entityRef} />;
  return address ? <Link to={address(parseEntityRef(props.entityRef))}>{text}</Link> : <>{text}</>;
}
