import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { sourcesRouteRef } from '../routes';
import { toSentence } from '../words/lists';
import notice from '../fleet/notice.module.css';
import styles from './change.module.css';

/** A change that is not on the record: where it was looked for, and what may be amiss. */
export function NotFound(props: { name: string; said: string }) {
  const sources = useRouteRef(sourcesRouteRef);
  return (
    <section className={notice.panel} aria-labelledby="change-not-found">
      <h2 id="change-not-found" className={notice.heading}>
        {props.name} is not on the record
      </h2>
      <p className={notice.words}>{toSentence(props.said)}</p>
      <p className={notice.words}>
        A commit of a branch that was not pushed, or of a repository that no Git host connection reads, is not there either.{' '}
        {sources && (
          <Link className={styles.link} to={sources()}>
            What the sources have seen
          </Link>
        )}
      </p>
    </section>
  );
}
