import { Entity } from '@backstage/catalog-model';
import { getEntitySourceLocation, useEntity } from '@backstage/plugin-catalog-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import styles from './overview.module.css';

const textOf = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

function Source({ entity }: { entity: Entity }) {
  const integrations = useApi(scmIntegrationsApiRef);
  const source = getEntitySourceLocation(entity, integrations);
  const target = source?.locationTargetUrl;
  return target && /^https?:/.test(target) ? (
    <a href={target}>{target.replace(/^https?:\/\//, '')}</a>
  ) : (
    <span>{target ?? 'not said'}</span>
  );
}

/** What the entity says of itself, and where it leads. */
export function About() {
  const { entity } = useEntity();
  const { description, tags = [], links = [] } = entity.metadata;
  const type = textOf(entity.spec?.type);
  return (
    <section className={styles.panel} aria-labelledby="about">
      <h2 id="about">About</h2>
      <p className={description ? styles.words : styles.none}>
        {description ?? 'It has no description. metadata.description says what it is for.'}
      </p>
      <dl className={styles.facts}>
        <div>
          <dt>{entity.kind}</dt>
          <dd>{type ?? 'of no type'}</dd>
        </div>
        {tags.length > 0 && (
          <div>
            <dt>Tags</dt>
            <dd>{tags.join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>Source</dt>
          <dd>
            <Source entity={entity} />
          </dd>
        </div>
      </dl>
      {links.length > 0 && (
        <ul className={styles.links}>
          {links.map(({ url, title }) => (
            <li key={url}>
              <a href={url}>{title ?? url}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
