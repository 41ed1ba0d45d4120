import { KeyboardEvent, ReactNode, SyntheticEvent, useCallback, useRef, useState } from 'react';
import { formatInstant } from '../words/calendar';
import styles from './InstantTip.module.css';

interface Tip {
  left: number;
  top: number;
  instant: string;
}

function findTime(target: EventTarget): HTMLElement | null {
  const element = target as HTMLElement;
  return element.closest<HTMLElement>('[data-instant]') ?? null;
}

/**
 * Shows an age's instant in local time and UTC while the pointer rests on it, or while what holds the one age has the
 * focus. One of it serves all ages inside, so that a thousand cells carry no tooltip each. Esc puts it away.
 */
export function InstantTip(props: { children: ReactNode }) {
  const [tip, setTip] = useState<Tip>();
  const over = useRef(false);

  const show = useCallback((time: HTMLElement | null) => {
    const instant = time?.dataset.instant;
    if (!time || !instant || Number.isNaN(Date.parse(instant))) {
      setTip(undefined);
      return;
    }
    const box = time.getBoundingClientRect();
    setTip({ left: box.left, top: box.bottom, instant });
  }, []);

  const onFocus = (event: SyntheticEvent) => {
    const holder = event.target as HTMLElement;
    const times = holder.querySelectorAll<HTMLElement>('[data-instant]');
    show(holder.matches(':focus-visible') && times.length === 1 ? times[0] : null);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setTip(undefined);
    }
  };

  const words = tip && formatInstant(new Date(tip.instant));
  return (
    // It only listens for what happens to the ages inside; they and their cells are what is acted on.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onPointerOver={event => !over.current && show(findTime(event.target))}
      onPointerLeave={() => setTip(undefined)}
      onFocus={onFocus}
      onBlur={() => setTip(undefined)}
      onKeyDown={onKeyDown}
    >
      {props.children}
      {tip && words && (
        <div
          role="tooltip"
          className={styles.tip}
          style={{ left: Math.max(8, Math.min(tip.left, window.innerWidth - 232)), top: tip.top + 4 }}
          onPointerEnter={() => {
            over.current = true;
          }}
          onPointerLeave={() => {
            over.current = false;
          }}
        >
          <div>{words.local}</div>
          <div className={styles.utc}>{words.utc}</div>
        </div>
      )}
    </div>
  );
}
