import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Cell, ServiceRow } from '@slipway/plugin-delivery-common';
import { Age, fleetRouteRef, formatVersion, isException, MiniRail, StateText, lookOfWord } from '@slipway/plugin-delivery';
import { Link } from 'react-router-dom';
import { HomeData } from './readHome';
import { useServicePath } from './useServicePath';
import styles from './home.module.css';

function State({ cell }: { cell: Cell | undefined }) {
  if (!cell || cell.word === 'Not deployed') {
    return <>Not deployed</>;
  }
  if (cell.lastHeardAt) {
    return (
      <>
        Last heard <Age instant={cell.lastHeardAt} as="at" />, was {cell.word.toLowerCase()}
      </>
    );
  }
  return (
    <>
      {isException(cell.word) ? <StateText colour={lookOfWord(cell.word).role}>{cell.word}</StateText> : cell.word}{' '}
      {cell.since ? <Age instant={cell.since} as="since" /> : 'since when unknown'}
    </>
  );
}

function behindText(cell: Cell | undefined): string {
  if (cell?.behind === null || cell?.behind === undefined) {
    return 'unknown';
  }
  return cell.behind === 0 ? 'none' : `${cell.behind.toLocaleString('en')} ${cell.behind === 1 ? 'change' : 'changes'}`;
}

function onlyIn(environments: string[]): string {
  return environments.length > 1 ? `In ${environments.at(-2)} only` : 'Not yet there';
}

function Row(props: { row: ServiceRow; environments: string[]; address: string | undefined }) {
  const { row, environments, address } = props;
  const last = environments.at(-1);
  const cell = row.cells.find(({ environment }) => environment === last);
  const name = <b>{row.title ?? row.name}</b>;
  return (
    <tr>
      <th scope="row">{address ? <Link to={address}>{name}</Link> : name}</th>
      <td className={styles.railCell}>
        <MiniRail environments={environments} cells={row.cells} />
      </td>
      <td className={styles.version}>{cell?.spread ?? formatVersion(cell?.version) ?? (cell ? 'unknown' : '—')}</td>
      <td className={styles.state}>
        <State cell={cell} />
      </td>
      <td className={styles.behind}>
        {behindText(cell)}
        <span className={styles.only}> {onlyIn(environments).toLowerCase()}</span>
      </td>
    </tr>
  );
}

/** The services that the person owns, with what runs in the last environment. */
export function MyServices({ data }: { data: HomeData }) {
  const pathOf = useServicePath();
  const fleet = useRouteRef(fleetRouteRef);
  const { services, environments } = data;
  const last = environments.at(-1) ?? 'production';
  if (services.length === 0) {
    return (
      <section className={`${styles.panel} ${styles.padded}`} aria-labelledby="my-services">
        <h2 id="my-services">No service is yours yet</h2>
        <p className={styles.hint}>
          A service is yours when its entity in the catalog names you, or a group that you are in, as its owner.{' '}
          {fleet && <Link to={fleet()}>Look at all services</Link>}
        </p>
      </section>
    );
  }
  return (
    <section className={styles.panel} aria-labelledby="my-services">
      <header className={styles.head}>
        <h2 id="my-services">My services</h2>
        {fleet && <Link to={fleet()}>{data.more ? 'The first 200; all in Delivery' : 'All in Delivery'}</Link>}
      </header>
      <table className={styles.services}>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">{environments.join(', ')}</th>
            <th scope="col">In {last}</th>
            <th scope="col">State</th>
            <th scope="col" className={styles.behind}>
              {onlyIn(environments)}
            </th>
          </tr>
        </thead>
        <tbody>
          {services.map(row => (
            <Row key={row.ref} row={row} environments={environments} address={pathOf(row.ref)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
