import { RefObject, useEffect, useRef, useState } from 'react';
import styles from './filters.module.css';

const TYPING_PAUSE = 250;

/** The text filter. What is typed counts after a short pause; Esc empties it. */
export function SearchBox(props: {
  inputRef: RefObject<HTMLInputElement>;
  text: string;
  onChange: (text: string) => void;
  onEnter: (typed: string) => void;
}) {
  const { inputRef, text, onChange } = props;
  const [typed, setTyped] = useState(text);
  const told = useRef(text);

  // The address may change by other means, as "Clear filter" or the browser's Back.
  useEffect(() => {
    if (text !== told.current) {
      told.current = text;
      setTyped(text);
    }
  }, [text]);

  useEffect(() => {
    if (typed.trim() === told.current) {
      return undefined;
    }
    const timer = setTimeout(() => {
      told.current = typed.trim();
      onChange(told.current);
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [typed, onChange]);

  return (
    <label className={styles.search}>
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <circle cx="7" cy="7" r="4.6" />
        <path d="M10.5 10.5L14 14" />
      </svg>
      <input
        ref={inputRef}
        type="search"
        aria-label="Filter services"
        placeholder="Service or commit"
        maxLength={200}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            setTyped('');
          } else if (event.key === 'Enter') {
            props.onEnter(typed.trim());
          }
        }}
      />
      <kbd className={styles.key} aria-hidden="true">
        /
      </kbd>
    </label>
  );
}
