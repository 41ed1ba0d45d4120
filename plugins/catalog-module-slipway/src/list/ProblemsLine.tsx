import { discoveryApiRef, fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  CatalogUnprocessedEntitiesClient,
  UnprocessedEntity,
  unprocessedEntitiesReadPermission,
} from '@backstage/plugin-catalog-unprocessed-entities-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { useEffect, useState } from 'react';
import styles from './list.module.css';
import { problemsOf } from './problemsOf';

/** What the catalog was given and could not take, with the reason of each; nothing where all is well or the person may not see it. */
export function ProblemsLine() {
  const { allowed } = usePermission({ permission: unprocessedEntitiesReadPermission });
  const discovery = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [waiting, setWaiting] = useState<UnprocessedEntity[] | Error>([]);
  useEffect(() => {
    if (!allowed) {
      return undefined;
    }
    let left = false;
    const client = new CatalogUnprocessedEntitiesClient(discovery, fetchApi);
    Promise.all([client.failed(), client.pending()])
      .then(answers => answers.flatMap(({ entities }) => entities))
      .catch(error => (error instanceof Error ? error : new Error(String(error))))
      .then(found => left || setWaiting(found));
    return () => {
      left = true;
    };
  }, [allowed, discovery, fetchApi]);
  if (waiting instanceof Error) {
    return (
      <p className={styles.note}>
        Whether the catalog has what it could not take is not known: {waiting.message}. Load the page again to ask once more.
      </p>
    );
  }
  const problems = problemsOf(waiting);
  if (problems.length === 0) {
    return null;
  }
  return (
    <details className={styles.note}>
      <summary>
        {problems.length === 1
          ? 'One entry of the catalog could not be taken'
          : `${problems.length.toLocaleString('en')} entries of the catalog could not be taken`}
      </summary>
      <ul className={styles.problems}>
        {problems.map(({ id, what, why }) => (
          <li key={id}>
            <b>{what}</b>: {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
