import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceTable } from '../record/ServiceTable';
import { EntityRefLink } from '../record/EntityRefLink';
import { useRows } from '../record/useRows';
import styles from './overview.module.css';

const ofKind = (entities: Entity[], kind: string) =>
  entities.filter(entity => entity.kind === kind).sort((a, b) => a.metadata.name.localeCompare(b.metadata.name));

const headings: Array<[string, string]> = [
  ['Domain', 'Domains'],
  ['System', 'Systems'],
  ['API', 'APIs'],
  ['Resource', 'Resources'],
  ['Template', 'Templates'],
  ['Group', 'Teams'],
  ['User', 'People'],
];

function List(props: { title: string; entities: Entity[] }) {
  return (
    <section className={styles.panel} aria-label={props.title}>
      <h2>{props.title}</h2>
      <ul className={styles.members}>
        {props.entities.map(entity => (
          <li key={stringifyEntityRef(entity)}>
            <EntityRefLink entityRef={stringifyEntityRef(entity)}>
              {(entity.spec?.profile as { displayName?: string } | undefined)?.displayName ?? entity.metadata.title ?? entity.metadata.name}
            </EntityRefLink>
            {entity.metadata.description && <span className={styles.quiet}>{entity.metadata.description}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What belongs to a system, a domain, a team or a person: services with what runs of them first, then the rest by kind. */
export function Members(props: { entities: Entity[]; none: string }) {
  const components = ofKind(props.entities, 'Component');
  const { data } = useRows(components.map(stringifyEntityRef));
  return (
    <>
      {components.length > 0 && (
        <section className={`${styles.panel} ${styles.wide}`} aria-labelledby="services">
          <h2 id="services">Services</h2>
          <ServiceTable entities={components} rows={data} label="Services" bare />
        </section>
      )}
      {headings.map(([kind, title]) => {
        const entities = ofKind(props.entities, kind);
        return entities.length > 0 && <List key={kind} title={title} entities={entities} />;
      })}
      {props.entities.length === 0 && (
        <section className={styles.panel}>
          <p className={styles.none}>{props.none}</p>
        </section>
      )}
    </>
  );
}
