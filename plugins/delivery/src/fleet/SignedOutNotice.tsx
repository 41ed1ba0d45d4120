import { Button } from '@backstage/ui';
import styles from './notice.module.css';

/** The session ended while the page was open: what is shown stays, and does not change any more. */
export function SignedOutNotice() {
  return (
    <div role="alert" className={styles.note}>
      <span className={styles.grow}>
        <b>You are signed out.</b> This page shows what it knew before. To get a new link, run npm start -- --link where Slipway runs.
      </span>
      <Button variant="secondary" size="small" onPress={() => window.location.reload()}>
        Sign in again
      </Button>
    </div>
  );
}
