import { useLater } from './useLater';
import styles from './notice.module.css';

const BARS = 8;

/** Grey bars in the place of the grid after 200 ms, words after 5 s. */
export function FleetLoading(props: { what?: string }) {
  const shown = useLater(200);
  const late = useLater(5_000);
  return (
    <div aria-busy="true">
      {shown && (
        <div className={`${styles.panel} ${styles.bars}`} style={{ padding: 0 }} aria-hidden="true" data-testid="loading-bars">
          {Array.from({ length: BARS }, (_, index) => (
            <div key={index} className={styles.bar}>
              <i />
              <i />
              <i />
              <i />
            </div>
          ))}
        </div>
      )}
      <p className={styles.late} role="status">
        {late && `Still loading ${props.what ?? 'services'}`}
      </p>
    </div>
  );
}
