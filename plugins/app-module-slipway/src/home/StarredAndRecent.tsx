import { parseEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, starredEntitiesApiRef } from '@backstage/plugin-catalog-react';
import { ReactElement, useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { catalogIcon, commitIcon, docsIcon, starIcon } from '../navigation/icons';
import { usePerson } from '../navigation/usePerson';
import { readVisits, Visit } from '../visits/visits';
import styles from './home.module.css';

const MOST = 8;
const icons: Record<Visit['kind'], ReactElement> = { entity: catalogIcon, change: commitIcon, doc: docsIcon };

function useStarred(): string[] {
  const api = useApi(starredEntitiesApiRef);
  const [refs, setRefs] = useState<string[]>([]);
  useEffect(() => {
    const subscription = api.starredEntitie$().subscribe(starred => setRefs([...starred].sort()));
    return () => subscription.unsubscribe();
  }, [api]);
  return refs;
}

function Item(props: { path: string; icon: ReactElement; name: string; what: string; starred?: boolean }) {
  return (
    <li>
      <Link to={props.path}>
        {props.icon}
        <span className={styles.clip}>
          {props.starred && <span className={styles.hidden}>Starred: </span>}
          {props.name}
        </span>
        <span className={styles.quiet}>{props.what}</span>
      </Link>
    </li>
  );
}

/** What the person starred, then what they looked at last in this browser. */
export function StarredAndRecent() {
  const person = usePerson();
  const entity = useRouteRef(entityRouteRef);
  const starred = useStarred().map(ref => ({ ref, ...parseEntityRef(ref) }));
  const visits = useMemo(() => (person ? readVisits(person.ref) : []), [person]);
  const shownAlready = new Set(entity ? starred.map(each => entity(each)) : []);
  const recent = visits.filter(({ path }) => !shownAlready.has(path)).slice(0, MOST);
  return (
    <section className={`${styles.panel} ${styles.padded}`} aria-labelledby="starred-and-recent">
      <h2 id="starred-and-recent">Starred and recent</h2>
      {starred.length + recent.length === 0 ? (
        <p className={styles.hint}>What you star in the catalog, and the services, changes and docs that you looked at last.</p>
      ) : (
        <ul className={styles.links}>
          {entity &&
            starred.map(each => <Item key={each.ref} path={entity(each)} icon={starIcon} name={each.name} what={each.kind} starred />)}
          {recent.map(({ path, kind, name, what }) => (
            <Item key={path} path={path} icon={icons[kind]} name={name} what={what} />
          ))}
        </ul>
      )}
    </section>
  );
}
