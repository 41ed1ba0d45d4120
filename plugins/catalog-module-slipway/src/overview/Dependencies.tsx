import { Entity } from '@backstage/catalog-model';
import { lookOfWord, silentLook, StateIcon } from '@slipway/plugin-delivery';
import { CellWord } from '@slipway/plugin-delivery-common';
import { EntityRefLink } from '../record/EntityRefLink';
import { lastCellOf } from '../record/ProductionState';
import { Rows, useRows } from '../record/useRows';
import { listNeighbours, Neighbour } from './neighbours';
import styles from './overview.module.css';

const NODE = 52;

const nouns: Record<string, string> = { component: 'Component', api: 'API', resource: 'Resource', system: 'System' };

function Health(props: { neighbour: Neighbour; rows: Rows | undefined }) {
  const { neighbour, rows } = props;
  const cells = neighbour.services.flatMap(ref => lastCellOf(rows?.byRef.get(ref), rows?.environments ?? []) ?? []);
  const [cell] = cells;
  if (!cell) {
    return <StateIcon look={{ shape: neighbour.known ? 'absent' : 'unknown', role: 'neutral' }} />;
  }
  const word: CellWord = cell.word;
  return (
    <span title={`${rows?.environments.at(-1)}: ${cell.lastHeardAt ? 'last heard ' : ''}${word}`}>
      <StateIcon look={cell.lastHeardAt ? silentLook : lookOfWord(word)} />
      <span className={styles.hidden}>{word} </span>
    </span>
  );
}

function Side(props: { title: string; none: string; neighbours: Neighbour[]; rows: Rows | undefined }) {
  return (
    <section className={styles.side} aria-label={props.title}>
      <h3>{props.title}</h3>
      {props.neighbours.length === 0 && <p className={styles.none}>{props.none}</p>}
      <ul>
        {props.neighbours.map(neighbour => (
          <li key={neighbour.ref} data-known={neighbour.known}>
            <Health neighbour={neighbour} rows={props.rows} />
            <span className={styles.node}>
              {neighbour.known ? <EntityRefLink entityRef={neighbour.ref}>{neighbour.name}</EntityRefLink> : neighbour.name}
              <span className={styles.quiet}>
                {neighbour.known ? (nouns[neighbour.kind.toLocaleLowerCase('en-US')] ?? neighbour.kind) : 'not in the catalog'}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Lines(props: { count: number; most: number; towards: 'left' | 'right' }) {
  const { count, most, towards } = props;
  const height = Math.max(1, most) * NODE;
  const from = (index: number) => (height - count * NODE) / 2 + index * NODE + NODE / 2;
  const path = (y: number) =>
    towards === 'left' ? `M0 ${y}C24 ${y} 24 ${height / 2} 48 ${height / 2}` : `M0 ${height / 2}C24 ${height / 2} 24 ${y} 48 ${y}`;
  return (
    <svg className={styles.lines} width="48" height={height} viewBox={`0 0 48 ${height}`} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <path key={index} d={path(from(index))} />
      ))}
    </svg>
  );
}

/** What an entity needs and what needs it, one step each way, with the health of each in the last environment. */
export function Dependencies(props: { entity: Entity; found: Entity[] }) {
  const { neededBy, needs } = listNeighbours(props.entity, props.found);
  const services = [...new Set([...neededBy, ...needs].flatMap(each => each.services))].sort();
  const { data } = useRows(services);
  const most = Math.max(neededBy.length, needs.length);
  return (
    <section className={styles.panel} aria-labelledby="dependencies">
      <h2 id="dependencies">Dependencies</h2>
      {most === 0 ? (
        <p className={styles.none}>None are declared. dependsOn, consumesApis and providesApis in its catalog-info.yaml say them.</p>
      ) : (
        <div className={styles.graph} style={{ '--rows': `${Math.max(1, most) * NODE}px` } as React.CSSProperties}>
          <Side title="Needed by" none="nothing in the catalog" neighbours={neededBy} rows={data} />
          <Lines count={neededBy.length} most={most} towards="left" />
          <b className={styles.centre}>{props.entity.metadata.title ?? props.entity.metadata.name}</b>
          <Lines count={needs.length} most={most} towards="right" />
          <Side title="Needs" none="nothing in the catalog" neighbours={needs} rows={data} />
        </div>
      )}
    </section>
  );
}
