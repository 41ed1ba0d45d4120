import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import styles from './header.module.css';

/** The head of the Delivery pages: title, what stands beside it, and the tabs that exist. */
export function DeliveryHeader(props: { aside?: ReactNode }) {
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.title}>Delivery</h1>
        {props.aside}
      </header>
      <nav className={styles.tabs} aria-label="Delivery">
        <Link to="." aria-current="page">
          Fleet
        </Link>
      </nav>
    </>
  );
}
