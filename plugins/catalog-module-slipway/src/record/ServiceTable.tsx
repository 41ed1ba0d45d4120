import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Age, MiniRail } from '@slipway/plugin-delivery';
import { EntityRefLink } from './EntityRefLink';
import { ProductionState } from './ProductionState';
import { Rows } from './useRows';
import styles from './record.module.css';

const targetOf = (entity: Entity, relation: string) => entity.relations?.find(({ type }) => type === relation)?.targetRef;

/** Components with their owner, lifecycle and what the record knows of them: the same columns wherever services are listed. */
export function ServiceTable(props: { entities: Entity[]; rows: Rows | undefined; label: string; bare?: boolean }) {
  const { entities, rows } = props;
  const environments = rows?.environments ?? [];
  return (
    <table className={styles.table} aria-label={props.label}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          {!props.bare && <th scope="col">Owner</th>}
          <th scope="col">Lifecycle</th>
          <th scope="col">{environments.join(', ') || 'Environments'}</th>
          <th scope="col">In {environments.at(-1) ?? 'production'}</th>
          <th scope="col">Last deployment</th>
        </tr>
      </thead>
      <tbody>
        {entities.map(entity => {
          const ref = stringifyEntityRef(entity);
          const row = rows?.byRef.get(ref);
          const owner = targetOf(entity, 'ownedBy');
          const system = targetOf(entity, 'partOf');
          return (
            <tr key={ref}>
              <th scope="row">
                <EntityRefLink entityRef={ref}>
                  <b>{entity.metadata.title ?? entity.metadata.name}</b>
                </EntityRefLink>
                {system && !props.bare && (
                  <span className={styles.second}>
                    in <EntityRefLink entityRef={system} />
                  </span>
                )}
              </th>
              {!props.bare && <td className={styles.owner}>{owner ? <EntityRefLink entityRef={owner} /> : 'nobody'}</td>}
              <td className={styles.lifecycle}>{String(entity.spec?.lifecycle ?? 'not said')}</td>
              <td className={styles.rail}>{row && <MiniRail environments={environments} cells={row.cells} />}</td>
              <td className={styles.production}>{rows && <ProductionState row={row} environments={environments} />}</td>
              <td className={styles.when}>
                {row?.lastDeployedAt ? <Age instant={row.lastDeployedAt} /> : rows && <span className={styles.quiet}>none known</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
