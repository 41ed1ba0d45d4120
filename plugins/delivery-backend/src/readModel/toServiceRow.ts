import { Cell, ServiceRow } from '@slipway/plugin-delivery-common';
import { hashFacts } from '@slipway/plugin-delivery-node';
import { sum } from 'lodash';
import { NewService } from '../database';
import { rankOf, ServiceProjection } from '../domain';

const MOST_BEHIND = 9_999;

/** What the stored row has beside the API's: the sources of each cell, which the overlay of silence needs. */
export type StoredServiceRow = Omit<ServiceRow, 'cells'> & { cells: Array<Cell & { sources: string[] }> };

/** A projected row as the read model stores it, with the columns that filters and sorts need. */
export function toServiceRow(projection: ServiceProjection): NewService {
  const { cells, row, targets, deployments, catalogInfo, whyHere } = projection;
  const stored: StoredServiceRow = { ...row, cells: cells.map(({ rank, ...cell }) => cell) };
  const detail = { targets, deployments, catalogInfo, whyHere };
  // A cell without targets has no health or sync of its own, so filters of those pass over it.
  const present = cells.filter(cell => cell.targets > 0);
  return {
    ref: row.ref,
    claimed: row.claimed,
    owner: row.owner ?? null,
    system: row.system ?? null,
    tags: row.tags ?? [],
    environments: present.flatMap(cell => cell.environment ?? []),
    words: unique(cells.map(cell => cell.word)),
    healths: unique(present.map(cell => cell.health ?? 'Unknown')),
    syncs: unique(present.map(cell => cell.sync ?? 'Unknown')),
    sources: projection.sources,
    search: [row.name, row.title, ...cells.map(cell => cell.version.name)].filter(Boolean).join('\n').toLowerCase(),
    name_sort: row.name.toLowerCase(),
    system_sort: systemSort(row),
    health_sort: Math.min(rankOf('Healthy'), ...(present.length > 0 ? present.map(cell => cell.rank) : [rankOf('Not deployed')])),
    deployed_sort: row.lastDeployedAt ?? '-infinity',
    behind_sort: Math.min(MOST_BEHIND, sum(cells.map(cell => cell.behind ?? 0))),
    content_hash: hashFacts({ stored, detail }),
    row: stored,
    detail,
    cells: cells.map(cell => ({
      environment: cell.environment ?? '',
      word: cell.word,
      health: cell.targets > 0 ? (cell.health ?? 'Unknown') : '',
      sync: cell.targets > 0 ? (cell.sync ?? 'Unknown') : '',
      sources: cell.sources,
    })),
  };
}

function systemSort({ claimed, system }: ServiceRow): string {
  if (!claimed) {
    return '2';
  }
  return system ? `0${system.toLowerCase()}` : '1';
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
