import { Age } from '../components/Age';
import { StreamHealth } from '../stream/events';
import styles from './header.module.css';

const words: Record<StreamHealth, string> = {
  connecting: 'Connecting',
  live: 'Live',
  retrying: 'Not live, connecting again',
  signedOut: 'Not live, signed out',
};

/** Whether the page is live, and when something changed last. */
export function LiveLine(props: { health: StreamHealth; lastChangeAt?: number }) {
  const instant = props.lastChangeAt && new Date(props.lastChangeAt).toISOString();
  return (
    <span className={styles.live} data-health={props.health}>
      <i aria-hidden="true" />
      <span>
        {words[props.health]}
        {instant && (
          <>
            , last change <Age instant={instant} />
          </>
        )}
      </span>
    </span>
  );
}
