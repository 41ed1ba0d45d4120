import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, useEntity, useStarredEntity } from '@backstage/plugin-catalog-react';
import { EntityHeaderLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { ButtonIcon } from '@backstage/ui';
import { Age, InstantTip } from '@slipway/plugin-delivery';
import { RiStarFill, RiStarLine } from '@remixicon/react';
import { Link } from 'react-router-dom';
import { EntityRefLink } from '../record/EntityRefLink';
import { ProductionState } from '../record/ProductionState';
import { useRows } from '../record/useRows';
import { placeTabs } from './placeTabs';
import styles from './head.module.css';

const targetOf = (entity: Entity, relation: string) => entity.relations?.find(({ type }) => type === relation)?.targetRef;

function Star({ entity }: { entity: Entity }) {
  const { isStarredEntity, toggleStarredEntity } = useStarredEntity(entity);
  return (
    <ButtonIcon
      variant="tertiary"
      icon={isStarredEntity ? <RiStarFill size={16} /> : <RiStarLine size={16} />}
      aria-label={isStarredEntity ? 'Take the star away' : 'Star'}
      aria-pressed={isStarredEntity}
      onPress={toggleStarredEntity}
    />
  );
}

/** What runs of a component in the last environment, and when something went out last. */
function Running({ entity }: { entity: Entity }) {
  const ref = stringifyEntityRef(entity);
  const { data } = useRows([ref]);
  const row = data?.byRef.get(ref);
  if (!data || !row) {
    return null;
  }
  return (
    <>
      <div>
        <dt>In {data.environments.at(-1) ?? 'production'}</dt>
        <dd>
          <ProductionState row={row} environments={data.environments} />
        </dd>
      </div>
      <div>
        <dt>Last deployment</dt>
        <dd>{row.lastDeployedAt ? <Age instant={row.lastDeployedAt} /> : 'none known'}</dd>
      </div>
    </>
  );
}

/** The head of an entity's page: where it belongs, who owns it, what runs of it, and the tabs. */
export function EntityHead(props: EntityHeaderLayoutProps) {
  const { entity } = useEntity();
  const address = useRouteRef(entityRouteRef);
  const { kind, metadata, spec } = entity;
  const base = address?.({ kind, namespace: metadata.namespace ?? 'default', name: metadata.name }) ?? '';
  const owner = targetOf(entity, 'ownedBy');
  const place = targetOf(entity, 'partOf') ?? targetOf(entity, 'childOf');
  return (
    <InstantTip>
      <header className={styles.header}>
        <div className={styles.name}>
          <nav className={styles.crumbs} aria-label="Breadcrumb">
            <Link to={`/catalog?kind=${kind.toLocaleLowerCase('en-US')}`}>Catalog</Link>
            {place && (
              <>
                <i aria-hidden="true">›</i>
                <EntityRefLink entityRef={place} />
              </>
            )}
          </nav>
          <h1>{metadata.title ?? metadata.name}</h1>
        </div>
        <dl className={styles.facts}>
          {owner && (
            <div>
              <dt>Owner</dt>
              <dd>
                <EntityRefLink entityRef={owner} />
              </dd>
            </div>
          )}
          {spec?.lifecycle && (
            <div>
              <dt>Lifecycle</dt>
              <dd>{String(spec.lifecycle)}</dd>
            </div>
          )}
          {kind === 'Component' && <Running entity={entity} />}
        </dl>
        <Star entity={entity} />
      </header>
      <nav className={styles.tabs} aria-label={`${metadata.name}: views`}>
        {placeTabs(props.tabs).map(({ id, label, href }) => (
          <Link key={id} to={href ? `${base}/${href}` : base} aria-current={id === props.activeTabId ? 'page' : undefined}>
            {label}
          </Link>
        ))}
      </nav>
    </InstantTip>
  );
}
