import { useEffect, useRef, useState } from 'react';
import { formatVersion } from '../words/versions';
import { CellChange } from './mergeRows';

const QUIET_TIME = 5_000;

/** What changed, as a sentence. */
export function announce(changes: CellChange[]): string {
  if (changes.length === 0) {
    return '';
  }
  const services = new Set(changes.map(change => change.ref));
  if (changes.length > 1) {
    return services.size === 1 ? `${changes[0].name} changed in ${changes.length} environments.` : `${services.size} services changed.`;
  }
  const [{ name, cell }] = changes;
  const version = formatVersion(cell.version);
  const place = cell.environment ?? 'no environment';
  return `${name} in ${place}: ${cell.lastHeardAt ? 'source is silent' : cell.word}${version ? `, version ${version}` : ''}.`;
}

/** A sentence for those who hear the page, at most one in 5 s; changes that come meanwhile are told together. */
export function useAnnouncement(changes: CellChange[]): string {
  const [sentence, setSentence] = useState('');
  const waiting = useRef<CellChange[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const spokenAt = useRef(-Infinity);

  useEffect(() => {
    if (changes.length === 0) {
      return;
    }
    waiting.current = [...waiting.current, ...changes];
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        spokenAt.current = Date.now();
        setSentence(announce(waiting.current));
        waiting.current = [];
      },
      Math.max(0, spokenAt.current + QUIET_TIME - Date.now()),
    );
  }, [changes]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return sentence;
}
