import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { mineRouteRef, tokensRouteRef } from '../routes';
import styles from './layout.module.css';

/** The head of the Access pages. The tab of the tokens is there for who may see them. */
export function AccessHeader(props: { current: 'mine' | 'tokens'; mayReadTokens: boolean; action?: ReactNode }) {
  const mine = useRouteRef(mineRouteRef);
  const tokens = useRouteRef(tokensRouteRef);
  const tabs = [
    { place: 'mine', title: 'What may I do', address: mine?.(), shown: true },
    { place: 'tokens', title: 'Tokens of machines', address: tokens?.(), shown: props.mayReadTokens },
  ];
  return (
    <>
      <header className={styles.header}>
        <h1>Access</h1>
        {props.action}
      </header>
      <nav className={styles.tabs} aria-label="Access">
        {tabs
          .filter(({ shown }) => shown)
          .map(({ place, title, address }) => (
            <Link key={place} to={address ?? '.'} aria-current={place === props.current ? 'page' : undefined}>
              {title}
            </Link>
          ))}
      </nav>
    </>
  );
}
