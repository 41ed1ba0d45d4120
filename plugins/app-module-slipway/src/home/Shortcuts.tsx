import { ButtonLink } from '@backstage/ui';
import { docsIcon, plusIcon, searchIcon } from '../navigation/icons';
import { usePagePath } from './usePagePath';
import styles from './home.module.css';

/** The shortest way to create, find and read; a way that is not installed is absent. */
export function Shortcuts() {
  const ways = [
    { title: 'Create', icon: plusIcon, path: usePagePath('page:scaffolder') },
    { title: 'Find', icon: searchIcon, path: usePagePath('page:search') },
    { title: 'Read', icon: docsIcon, path: usePagePath('page:techdocs') },
  ];
  return (
    <div className={styles.ways}>
      {ways.map(
        ({ title, icon, path }) =>
          path && (
            <ButtonLink key={title} variant="secondary" href={path} iconStart={icon}>
              {title}
            </ButtonLink>
          ),
      )}
    </div>
  );
}
