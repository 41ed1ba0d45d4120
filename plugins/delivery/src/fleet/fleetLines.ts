import { CellWord, ServiceCounts, ServiceRow } from '@slipway/plugin-delivery-common';
import { formatRef } from '../words/refs';
import { cellWords, isException } from '../words/states';

/** A word and how many rows of a group say it; `silent` counts the rows whose source is not heard. */
export interface GroupCount {
  word: CellWord | 'silent';
  count: number;
}

/** One line of the grid: the head of a group, a row, or the place of a row that is not loaded yet. */
export type FleetLine =
  | { kind: 'head'; key: string; title: string; total?: number; claimed: boolean; exceptions: GroupCount[] }
  | { kind: 'row'; key: string; row: ServiceRow }
  | { kind: 'waiting'; key: string };

const groupKey = (claimed: boolean, system: string | null | undefined) => (claimed ? `system ${system ?? ''}` : 'unclaimed');

function titleOf(row: ServiceRow): string {
  if (!row.claimed) {
    return 'Not in the catalog';
  }
  return row.system ? formatRef(row.system) : 'Without a system';
}

function exceptionsOf(group: ServiceCounts['groups'][number]): GroupCount[] {
  const words: GroupCount[] = cellWords.filter(isException).map(word => ({ word, count: group.words[word] ?? 0 }));
  return [...words, { word: 'silent' as const, count: group.silent }].filter(({ count }) => count > 0);
}

function groupsByKey(counts: ServiceCounts | undefined) {
  const groups = new Map<string, { total: number; exceptions: Map<GroupCount['word'], number> }>();
  for (const group of counts?.groups ?? []) {
    const key = groupKey(group.claimed !== false, group.system);
    const sum = groups.get(key) ?? { total: 0, exceptions: new Map() };
    sum.total += group.total;
    exceptionsOf(group).forEach(({ word, count }) => sum.exceptions.set(word, (sum.exceptions.get(word) ?? 0) + count));
    groups.set(key, sum);
  }
  return groups;
}

/** The grid's lines: rows under the heads of their groups, then a place for each row that is still to come. */
export function buildLines(options: {
  rows: ServiceRow[];
  counts?: ServiceCounts;
  waiting: number;
  countsWholeGroups: boolean;
  /** False where the rows are sorted by something else than their systems; then there are no heads. */
  grouped?: boolean;
}): FleetLine[] {
  const groups = groupsByKey(options.counts);
  const lines: FleetLine[] = [];
  let open: string | undefined;
  for (const row of options.rows) {
    const key = groupKey(row.claimed, row.system);
    if (key !== open && options.grouped !== false) {
      open = key;
      const group = groups.get(key);
      const exceptions = [...(group?.exceptions ?? [])].map(([word, count]) => ({ word, count }));
      const total = options.countsWholeGroups ? group?.total : undefined;
      lines.push({ kind: 'head', key: `head ${row.ref}`, title: titleOf(row), claimed: row.claimed, total, exceptions });
    }
    lines.push({ kind: 'row', key: row.ref, row });
  }
  for (let index = 0; index < options.waiting; index++) {
    lines.push({ kind: 'waiting', key: `waiting ${index}` });
  }
  return lines;
}
