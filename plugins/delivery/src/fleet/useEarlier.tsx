import { useCallback, useMemo, useState } from 'react';
import styles from './grid.module.css';

/** In which rows the earlier environments stand one by one: in all, or where somebody opened them. */
export function useEarlier() {
  const [all, setAll] = useState(false);
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set());

  const toggle = useCallback(
    (key: string) =>
      setOthers(current => {
        const next = new Set(current);
        if (!next.delete(key)) {
          next.add(key);
        }
        return next;
      }),
    [],
  );
  const toggleAll = useCallback(() => {
    setAll(current => !current);
    setOthers(new Set());
  }, []);
  return useMemo(() => ({ all, isOpen: (key: string) => others.has(key) !== all, toggle, toggleAll }), [all, others, toggle, toggleAll]);
}

/** The head of the folded column, which opens it in all rows. */
export function EarlierHead(props: { title: string; all: boolean; onToggle: () => void }) {
  return (
    <button type="button" className={styles.earlierHead} aria-expanded={props.all} onClick={props.onToggle}>
      {props.title}
    </button>
  );
}
