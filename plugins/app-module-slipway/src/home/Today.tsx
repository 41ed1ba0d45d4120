import { useEffect, useState } from 'react';
import styles from './home.module.css';

const formatted = () =>
  new Date().toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });

/** The day and the time of day in the reader's zone. */
export function Today() {
  const [text, setText] = useState(formatted);
  useEffect(() => {
    const timer = setInterval(() => setText(formatted()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return <p className={styles.today}>{text.replace(' at ', ', ')}</p>;
}
