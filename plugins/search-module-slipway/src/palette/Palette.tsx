import { useEffect, useId, useRef, useState } from 'react';
import { Dialog, DialogBody, DialogHeader, VisuallyHidden } from '@backstage/ui';
import { useNavigate } from 'react-router-dom';
import { KindIcon } from '../findings/KindIcon';
import { LONGEST_TERM, useFindings } from '../findings/useFindings';
import styles from './palette.module.css';

const MOST = 10;

function wordsBelow(term: string, found: number | undefined, asking: boolean): string {
  if (term.trim() === '') {
    return 'Type a service, a person, a page, a commit or a version.';
  }
  if (found === undefined) {
    return asking ? 'Searching' : '';
  }
  if (found > 0 || asking) {
    return '';
  }
  const nothing = `Nothing is called or speaks of “${term.trim()}” among what you may see.`;
  return /^[0-9a-f]{3,6}$/i.test(term.trim()) ? `${nothing} A commit is found by seven characters or more.` : nothing;
}

/** The search over everything: a field and what it found, by keyboard alone. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [term, setTerm] = useState('');
  const [active, setActive] = useState(0);
  const { findings, asking } = useFindings({ term, limit: MOST });
  const navigate = useNavigate();
  const listId = useId();
  const list = useRef<HTMLUListElement>(null);
  const items = findings?.items ?? [];
  const all = `/search?query=${encodeURIComponent(term.trim())}`;

  useEffect(() => setActive(0), [term]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const go = (to: string) => {
    onClose();
    navigate(to);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(now => Math.min(Math.max(now + step, 0), Math.max(items.length - 1, 0)));
    } else if (event.key === 'Enter' && term.trim() !== '') {
      event.preventDefault();
      go(items[active]?.to ?? all);
    }
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} className={styles.dialog}>
      <DialogHeader>Search</DialogHeader>
      <DialogBody className={styles.body}>
        <input
          className={styles.field}
          type="search"
          role="combobox"
          aria-label="Search everything"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items[active] ? `${listId}-${active}` : undefined}
          autoComplete="off"
          // The palette is opened to type into it.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          maxLength={LONGEST_TERM}
          placeholder="Search or jump to"
          value={term}
          onChange={event => setTerm(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <ul id={listId} ref={list} role="listbox" aria-label="Found" className={styles.list}>
          {items.map(({ key, kind, title, detail, to }, index) => (
            // The keyboard acts in the field, which says which option is active.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={key}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className={styles.item}
              onMouseMove={() => setActive(index)}
              onMouseDown={event => event.preventDefault()}
              onClick={() => go(to)}
            >
              <span className={styles.icon}>
                <KindIcon kind={kind} />
              </span>
              <span className={styles.words}>
                <span className={styles.title}>{title}</span>
                {detail && <span className={styles.detail}>{detail}</span>}
              </span>
              <span className={styles.kind}>{kind}</span>
            </li>
          ))}
        </ul>
        <p className={styles.below} role="status">
          {wordsBelow(term, findings && items.length, asking)}
          {items.length > 0 && <VisuallyHidden>{items.length} found</VisuallyHidden>}
        </p>
        {findings?.problems.map(problem => (
          <p key={problem} className={styles.problem}>
            {problem}
          </p>
        ))}
        {items.length > 0 && (
          <button type="button" className={styles.all} onClick={() => go(all)}>
            All that was found
          </button>
        )}
      </DialogBody>
    </Dialog>
  );
}
