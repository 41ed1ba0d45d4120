import { Cell, CellWord, ServiceRow } from '@slipway/plugin-delivery-common';

/** Something that waits for its owner: a service that is not well in an environment. */
export interface Waiting {
  key: string;
  /** Ref of the service's entity. */
  ref: string;
  word: CellWord;
  title: string;
  reason: string;
  /** Since when, as the source says; null where it does not. */
  since: string | null;
}

const phrases: Partial<Record<CellWord, (name: string, version: string | undefined) => string>> = {
  Failed: name => `${name} could not be deployed to`,
  Degraded: (name, version) => `${[name, version].filter(Boolean).join(' ')} is degraded in`,
  Conflict: name => `${name} is claimed twice in`,
  Drifted: (name, version) => `${[name, version].filter(Boolean).join(' ')} has drifted from Git in`,
};
const harm = Object.keys(phrases) as CellWord[];

function reasonOf(cell: Cell): string {
  const reason = [cell.count, cell.why].filter(Boolean).join('. ');
  return reason ? `${reason.replace(/[.\s]+$/, '')}.` : 'The source does not say why.';
}

/**
 * What waits for the owner of some services, most harmful first: the last environment before the earlier ones, there what failed and
 * what runs badly before what differs. A silent source says nothing that waits: its last word may no longer hold.
 */
export function listWaiting(rows: ServiceRow[], environments: string[]): Waiting[] {
  const last = environments.at(-1);
  return rows
    .flatMap(row =>
      row.cells.flatMap(cell => {
        const phrase = phrases[cell.word];
        if (!phrase || cell.environment === null || cell.lastHeardAt) {
          return [];
        }
        const waiting: Waiting = {
          key: `${row.ref} ${cell.environment}`,
          ref: row.ref,
          word: cell.word,
          title: `${phrase(row.title ?? row.name, cell.version.name ?? undefined)} ${cell.environment}`,
          reason: reasonOf(cell),
          since: cell.since,
        };
        return [{ waiting, rank: harm.indexOf(cell.word) + (cell.environment === last ? 0 : harm.length) }];
      }),
    )
    .sort((a, b) => a.rank - b.rank || a.waiting.title.localeCompare(b.waiting.title))
    .map(({ waiting }) => waiting);
}

const numbers = ['Nothing', 'One thing', 'Two things', 'Three things', 'Four things', 'Five things', 'Six things'];

/** The title of Home, which is its answer. */
export function titleOf(count: number): string {
  const subject = numbers[count] ?? `${count.toLocaleString('en')} things`;
  return `${subject} ${count < 2 ? 'waits' : 'wait'} for you`;
}
