import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Comparison, NamedPerson } from '@slipway/plugin-delivery-common';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { PersonMark } from '../components/PersonMark';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { entityRouteRef } from '../routes';
import { shortRepository } from '../words/commits';
import { authorName, imageChange, migrationWarning } from './comparisonWords';
import styles from './compare.module.css';

function Panel<Item>(props: { title: string; items: readonly Item[]; lead?: ReactNode; children: (item: Item) => ReactNode }) {
  return props.items.length > 0 ? (
    <section className={styles.panel} aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.lead}
      <ul className={styles.list}>
        {props.items.map((item, index) => (
          <li key={index}>{props.children(item)}</li>
        ))}
      </ul>
    </section>
  ) : null;
}

function Author({ person }: { person: NamedPerson }) {
  const entity = useRouteRef(entityRouteRef);
  const address = person.user && entity?.(parseEntityRef(person.user));
  return (
    <span className={styles.person}>
      <PersonMark person={person} />
      {address ? <Link to={address}>{authorName(person)}</Link> : <span>{authorName(person)}</span>}
    </span>
  );
}

/** What comes with the commits: the files that change a database, images, tickets, and who wrote them. A panel without anything stays away. */
export function BesidePanels({ comparison }: { comparison: Comparison }) {
  const { migrations, images, tickets, authors } = comparison;
  const warning = (
    <p className={styles.warning}>
      <StateIcon look={{ shape: 'degraded', role: 'warning' }} />
      <StateText colour="warning">{migrationWarning(migrations)}</StateText>
    </p>
  );
  return (
    <>
      <Panel title="Migrations" items={migrations} lead={warning}>
        {file => <code className={styles.code}>{file}</code>}
      </Panel>
      <Panel title="Images that differ" items={images}>
        {image => (
          <>
            <span title={image.repository}>{shortRepository(image.repository)}</span>
            <span className={styles.detail} title={[image.to, image.from].filter(Boolean).join('\n')}>
              {imageChange(image)}
            </span>
          </>
        )}
      </Panel>
      <Panel title="Tickets" items={tickets}>
        {ticket => (
          <a href={ticket.url} target="_blank" rel="noreferrer">
            {ticket.id} <span className={styles.hidden}>opens a new tab</span>
            <span aria-hidden="true">↗</span>
          </a>
        )}
      </Panel>
      <Panel title="Authors" items={authors}>
        {person => <Author person={person} />}
      </Panel>
    </>
  );
}
