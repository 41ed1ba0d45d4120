import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { changeRouteRef } from '../routes';
import { NamedChange } from './useNamedChange';
import styles from './filters.module.css';

/** The way to the change that stands in the filter; Enter there goes it too. */
export function GoToChange({ named }: { named: NamedChange }) {
  const changePage = useRouteRef(changeRouteRef);
  return changePage ? (
    <p className={styles.goLine}>
      <Link className={styles.go} to={changePage({ commit: named.name })}>
        {named.words}
      </Link>
      {named.title && <span className={styles.goTitle}>{named.title}</span>}
      <kbd className={styles.enter} aria-hidden="true">
        Enter
      </kbd>
    </p>
  ) : null;
}
