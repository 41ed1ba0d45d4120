import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '../record/EntityRefLink';
import styles from '../record/record.module.css';

const targetsOf = (entity: Entity, relation: string) =>
  (entity.relations ?? []).flatMap(({ type, targetRef }) => (type === relation ? targetRef : []));

const nameOf = (entity: Entity) =>
  (entity.spec?.profile as { displayName?: string } | undefined)?.displayName ?? entity.metadata.title ?? entity.metadata.name;

/** Entities that do not run: their name, what they are, whose they are. */
export function EntityTable(props: { entities: Entity[]; label: string }) {
  return (
    <table className={`${styles.table} ${styles.plain}`} aria-label={props.label}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Belongs to</th>
          <th scope="col">What it is for</th>
        </tr>
      </thead>
      <tbody>
        {props.entities.map(entity => {
          const ref = stringifyEntityRef(entity);
          const owners = [...targetsOf(entity, 'ownedBy'), ...targetsOf(entity, 'memberOf'), ...targetsOf(entity, 'childOf')];
          return (
            <tr key={ref}>
              <th scope="row">
                <EntityRefLink entityRef={ref}>
                  <b>{nameOf(entity)}</b>
                </EntityRefLink>
              </th>
              <td>{typeof entity.spec?.type === 'string' ? entity.spec.type : ''}</td>
              <td>
                {owners.map((owner, index) => (
                  <span key={owner}>
                    {index > 0 && ', '}
                    <EntityRefLink entityRef={owner} />
                  </span>
                ))}
              </td>
              <td>{entity.metadata.description}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
