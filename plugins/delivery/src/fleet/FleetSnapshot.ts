import { ServiceCounts, ServiceRow, Source } from '@slipway/plugin-delivery-common';
import { StreamHealth } from '../stream/events';
import { CellChange } from './mergeRows';

/** What the page knows at one moment; a new object for every change. */
export interface FleetSnapshot {
  phase: 'loading' | 'ready' | 'failed';
  /** Why the rows could not be loaded. */
  error?: Error;
  /** When the page tries again by itself, in milliseconds; absent where trying again cannot help. */
  retryAt?: number;
  rows: ServiceRow[];
  /** How many rows match the filters, as far as is known. */
  total: number;
  hasMore: boolean;
  /** Totals under the filters, without the state filter; absent until they are known. */
  counts?: ServiceCounts;
  sources: Source[];
  environments: string[];
  /** Parts that could not be read, in words. */
  problems: string[];
  health: StreamHealth;
  /** When the stream last brought a change, in milliseconds. */
  lastChangeAt?: number;
  /** When each cell last changed before the reader's eyes, by `cellKey`. */
  changedAt: ReadonlyMap<string, number>;
  /** What changed last, for those who hear the page. */
  lastChanges: CellChange[];
}

/** The page before anything was read. */
export const emptySnapshot: FleetSnapshot = {
  phase: 'loading',
  rows: [],
  total: 0,
  hasMore: false,
  sources: [],
  environments: [],
  problems: [],
  health: 'connecting',
  changedAt: new Map(),
  lastChanges: [],
};
