import { Cell, ServiceRow, Target } from '@slipway/plugin-delivery-common';
import { earliestOf } from '../instants';

type Overlaid = (Cell & { sources?: string[] }) | Target | ServiceRow;

/**
 * What a reader sees while sources are silent: `lastHeardAt` is set on every target of theirs and on every cell that depends on one.
 * Words and versions stay what was said last. `silentSources` holds when each silent source was heard last.
 */
export function overlaySilence<T extends Overlaid>(item: T, silentSources: ReadonlyMap<string, string>): T {
  if (silentSources.size === 0) {
    return item;
  }
  if ('cells' in item) {
    return {
      ...item,
      cells: item.cells.map(cell => overlaySilence(cell, silentSources)),
    };
  }
  const sources = ('sources' in item ? item.sources : undefined) ?? (item.source === undefined ? [] : [item.source]);
  const lastHeardAt = earliestOf(...sources.map(source => silentSources.get(source)));
  return lastHeardAt === null ? item : { ...item, lastHeardAt };
}
