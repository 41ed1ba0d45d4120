import { ButtonLink } from '@backstage/ui';
import { Age, lookOfWord, StateIcon } from '@slipway/plugin-delivery';
import { KeyboardEvent, useRef } from 'react';
import { Waiting } from './waiting';
import { useServicePath } from './useServicePath';
import styles from './home.module.css';

/** What waits for the person, most harmful first; `j` and `k` go through it, Enter opens. */
export function WaitingList(props: { waiting: Waiting[] }) {
  const pathOf = useServicePath();
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { j: 1, k: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    <section className={styles.panel} aria-label="Waits for you">
      {/* The keys only move the focus among the links inside. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul className={styles.waiting} ref={list} onKeyDown={onKeyDown}>
        {props.waiting.map(({ key, ref, word, title, reason, since }) => (
          <li key={key}>
            <StateIcon look={lookOfWord(word)} />
            <div>
              <b>{title}</b>
              <p>{reason}</p>
            </div>
            <span className={styles.age}>{since ? <Age instant={since} /> : 'since when unknown'}</span>
            <ButtonLink variant="secondary" size="small" href={pathOf(ref)} aria-label={`Open: ${title}`}>
              Open
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
