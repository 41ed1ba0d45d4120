import { CellWord, Deployment } from '@slipway/plugin-delivery-common';

/** The drawn shape of a state; shapes differ, not only fills. */
export type StateShape =
  | 'healthy'
  | 'rolling'
  | 'syncing'
  | 'degraded'
  | 'failed'
  | 'drifted'
  | 'conflict'
  | 'silent'
  | 'unknown'
  | 'notLinked'
  | 'absent'
  | 'suspended'
  | 'removing'
  | 'replaced'
  | 'passed'
  | 'building'
  | 'waiting'
  | 'partly'
  | 'undone'
  | 'commit'
  | 'image'
  | 'deployment';

/** What the colour of a state means; `held` is what is kept out or undone on purpose, `neutral` is ink without colour. */
export type StateRole = 'positive' | 'announcement' | 'warning' | 'negative' | 'held' | 'neutral';

/** How a state is drawn. */
export interface StateLook {
  shape: StateShape;
  role: StateRole;
}

const cellLooks: Record<CellWord, StateLook> = {
  Conflict: { shape: 'conflict', role: 'warning' },
  Failed: { shape: 'failed', role: 'negative' },
  Degraded: { shape: 'degraded', role: 'negative' },
  Removing: { shape: 'removing', role: 'neutral' },
  Syncing: { shape: 'syncing', role: 'announcement' },
  'Rolling out': { shape: 'rolling', role: 'announcement' },
  Drifted: { shape: 'drifted', role: 'warning' },
  Suspended: { shape: 'suspended', role: 'neutral' },
  'Not deployed': { shape: 'absent', role: 'neutral' },
  Unknown: { shape: 'unknown', role: 'neutral' },
  'Not linked': { shape: 'notLinked', role: 'neutral' },
  Healthy: { shape: 'healthy', role: 'positive' },
};

/** The look of a source that is silent; it is laid over a cell's own. */
export const silentLook: StateLook = { shape: 'silent', role: 'neutral' };

/** The cell words, worst first. */
export const cellWords = Object.keys(cellLooks) as CellWord[];

/** The look of a cell word; a word that is not known looks unknown. */
export function lookOfWord(word: CellWord): StateLook {
  return cellLooks[word] ?? cellLooks.Unknown;
}

/** Whether something moves right now: only then is a cell tinted. */
export function isInMotion(word: CellWord): boolean {
  return word === 'Syncing' || word === 'Rolling out';
}

/** Whether a cell says more than that all is well; heads of groups count these. */
export function isException(word: CellWord): boolean {
  return word !== 'Healthy' && word !== 'Not deployed';
}

const outcomeLooks: Record<Deployment['outcome'], StateLook & { word: string }> = {
  running: { shape: 'rolling', role: 'announcement', word: 'Running' },
  succeeded: { shape: 'healthy', role: 'positive', word: 'Succeeded' },
  failed: { shape: 'failed', role: 'negative', word: 'Failed' },
  superseded: { shape: 'replaced', role: 'neutral', word: 'Replaced' },
  unknown: { shape: 'unknown', role: 'neutral', word: 'Unknown' },
};

/** The look and word of how a deployment ended. */
export function lookOfOutcome(outcome: Deployment['outcome']): StateLook & { word: string } {
  return outcomeLooks[outcome] ?? outcomeLooks.unknown;
}
