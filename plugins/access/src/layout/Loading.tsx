import { useEffect, useState } from 'react';
import styles from './layout.module.css';

function useLater(milliseconds: number): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return later;
}

/** Grey bars after 200 ms, words after 5 s. */
export function Loading(props: { what: string }) {
  const shown = useLater(200);
  const late = useLater(5_000);
  return (
    <div aria-busy="true">
      {shown && (
        <div className={styles.bars} aria-hidden="true">
          {Array.from({ length: 6 }, (_, index) => (
            <i key={index} />
          ))}
        </div>
      )}
      <p role="status">{late && `Still loading ${props.what}`}</p>
    </div>
  );
}
