/** A page that was looked at and has a name worth finding again. */
export interface Visit {
  kind: 'entity' | 'change' | 'doc';
  path: string;
  name: string;
  /** What it is, in a word: `component`, `change`, `doc`. */
  what: string;
}

const MOST = 12;
const KEY = 'slipway:visits';

const patterns: Array<[RegExp, (parts: string[]) => Visit]> = [
  [
    /^\/catalog\/([^/]+)\/([^/]+)\/([^/]+)/,
    ([path, , kind, name]) => ({ kind: 'entity', path, name: decodeURIComponent(name), what: decodeURIComponent(kind) }),
  ],
  [
    /^\/delivery\/changes\/([^/]+)/,
    ([path, commit]) => ({ kind: 'change', path, name: decodeURIComponent(commit).slice(0, 12), what: 'change' }),
  ],
  [/^\/docs\/([^/]+)\/([^/]+)\/([^/]+)/, ([path, , , name]) => ({ kind: 'doc', path, name: decodeURIComponent(name), what: 'doc' })],
];

/** The page that an address belongs to, whichever of its tabs is open; undefined for lists and other pages without a name. */
export function visitOf(pathname: string): Visit | undefined {
  for (const [pattern, visit] of patterns) {
    const match = pattern.exec(pathname);
    if (match) {
      return visit([...match]);
    }
  }
  return undefined;
}

/** The pages that this person looked at in this browser, newest first. */
export function readVisits(person: string): Visit[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`${KEY}:${person}`) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    // What another version wrote, or a browser that keeps nothing: then nothing was visited.
    return [];
  }
}

/** Puts a page first among those that this person looked at. */
export function keepVisit(person: string, visit: Visit): void {
  const others = readVisits(person).filter(({ path }) => path !== visit.path);
  try {
    localStorage.setItem(`${KEY}:${person}`, JSON.stringify([visit, ...others].slice(0, MOST)));
  } catch {
    // A full or forbidden storage only shortens the list.
  }
}
