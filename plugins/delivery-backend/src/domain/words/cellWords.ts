import { CellWord } from '@slipway/plugin-delivery-common';

/** Every word of a cell, worst first: the first that applies is said, and a row sorts by it. */
export const CELL_WORDS: readonly CellWord[] = [
  'Conflict',
  'Failed',
  'Degraded',
  'Removing',
  'Syncing',
  'Rolling out',
  'Drifted',
  'Suspended',
  'Not deployed',
  'Unknown',
  'Not linked',
  'Healthy',
];

/** The words behind the fleet's state filters. A silent source's cells count as uncertain too, and as silent. */
export const wordGroups = {
  attention: ['Conflict', 'Failed', 'Degraded', 'Drifted'],
  motion: ['Removing', 'Syncing', 'Rolling out'],
  uncertain: ['Unknown', 'Not linked'],
} as const satisfies Record<string, readonly CellWord[]>;

/** Order of harm of a word: 0 is the worst. */
export function rankOf(word: CellWord): number {
  return CELL_WORDS.indexOf(word);
}

/** The word of several targets: the worst of theirs. */
export function worstWord(words: readonly CellWord[]): CellWord {
  return CELL_WORDS.find(word => words.includes(word)) ?? 'Not deployed';
}

const HEALTHS = ['Degraded', 'Missing', 'Unknown', 'Progressing', 'Suspended', 'Healthy'] as const;
const SYNCS = ['OutOfSync', 'Unknown', 'Synced'] as const;

/** The health of several targets: the worst of theirs, unknown when there is none. */
export function worstHealth(healths: readonly string[]): (typeof HEALTHS)[number] {
  return HEALTHS.find(health => healths.includes(health)) ?? 'Unknown';
}

/** The sync word of several targets: the worst of theirs, unknown when there is none. */
export function worstSync(syncs: readonly string[]): (typeof SYNCS)[number] {
  return SYNCS.find(sync => syncs.includes(sync)) ?? 'Unknown';
}
