import styles from './saidLine.module.css';

/** What a key did, said at the foot of the window, where the eye finds it however far the page is scrolled. */
export function SaidLine({ said }: { said: string }) {
  return (
    <span role="status" className={styles.place}>
      {said && <span className={styles.said}>{said}</span>}
    </span>
  );
}
