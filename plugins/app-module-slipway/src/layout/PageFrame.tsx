import { useEffect } from 'react';
import { PageLayoutProps } from '@backstage/frontend-plugin-api';
import { Link, useLocation, useResolvedPath } from 'react-router-dom';
import styles from './pageFrame.module.css';

/** An entity's page says itself what it is; a second title above it would say the same less well. */
const hasOwnHead = (pathname: string) => /^\/catalog\/[^/]+\/[^/]+\/[^/]+/.test(pathname);

/** The head that every page has which brings none of its own: its title, what can be done, and its tabs. */
export function PageFrame(props: PageLayoutProps) {
  const { pathname } = useLocation();
  const parent = useResolvedPath('.').pathname.replace(/\/$/, '');
  const ownHead = hasOwnHead(pathname);
  useEffect(() => {
    if (props.title && !ownHead) {
      document.title = `${props.title} · Slipway`;
    }
  }, [props.title, ownHead]);
  if (props.noHeader || ownHead) {
    return <>{props.children}</>;
  }
  const tabs = (props.tabs ?? []).map(tab => ({ ...tab, href: tab.href.startsWith('/') ? tab.href : `${parent}/${tab.href}` }));
  return (
    <>
      <header className={styles.header}>
        <h1>{props.title}</h1>
        <div className={styles.actions}>{props.headerActions}</div>
      </header>
      {tabs.length > 0 && (
        <nav className={styles.tabs} aria-label={props.title}>
          {tabs.map(({ id, label, href }) => (
            <Link key={id} to={href} aria-current={`${pathname}/`.startsWith(`${href}/`) ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
      )}
      {props.children}
    </>
  );
}
