import layout from '../layout/layout.module.css';
import styles from './tokens.module.css';

const MISSING = `backend:
  auth:
    externalAccess:
      - type: slipway
        options: {}`;

/** Says that tokens are refused for want of a line of configuration, and which. */
export function NotTaken() {
  return (
    <section className={`${layout.panel} ${layout.warning}`} role="status" aria-label="Tokens are not taken">
      <h2>Slipway takes none of these tokens</h2>
      <p>The configuration has a list backend.auth.externalAccess without this item. Add it and start again:</p>
      <pre className={styles.missing}>{MISSING}</pre>
    </section>
  );
}
