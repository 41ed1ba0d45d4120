import { useCopy } from './useCopy';
import styles from './copyButton.module.css';

/** Copies a text that is shown abbreviated, and says so. */
export function CopyButton(props: { text: string; label: string }) {
  const { said, copy } = useCopy();
  return (
    <span className={styles.copy}>
      <button type="button" aria-label={props.label} title={props.label} onClick={() => copy(props.text)}>
        <svg width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
          <rect x="5.4" y="5.4" width="8" height="8" rx="1.6" />
          <path d="M10.6 3.6v-.2a1 1 0 0 0-1-1H3.6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h.2" />
        </svg>
      </button>
      <span role="status">{said}</span>
    </span>
  );
}
