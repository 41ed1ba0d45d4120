import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { changeRouteRef } from '../routes';
import { pastedCommit, shortCommit } from '../words/commits';
import styles from './filters.module.css';

/** Where somebody typed or pasted a commit into the filter: the way to its page. */
export function GoToChange({ text }: { text: string }) {
  const changePage = useRouteRef(changeRouteRef);
  const commit = pastedCommit(text);
  if (!commit || !changePage) {
    return null;
  }
  return (
    <Link className={styles.go} to={changePage({ commit })}>
      Go to change {shortCommit(commit)}
    </Link>
  );
}
