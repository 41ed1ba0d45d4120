import { ChangeFacts } from '@slipway/plugin-delivery-common';
import { DbCommitRow, selectChangesBetween, selectCommits, Transaction } from '../../database';
import { Apart, apartIn, contains, Reach, touches } from '../../domain';
import { readKinship } from './readKinship';

export interface CommitsBetween {
  /** What the newer version has and the older one has not, newest first. */
  commits: Array<DbCommitRow<ChangeFacts>>;
  /** Those of them that change nothing, each with why. */
  apart: Array<{ row: DbCommitRow<ChangeFacts>; apart: Apart }>;
}

export interface CommitsBetweenRequest {
  repository: string;
  /** The paths that are the service's own. */
  paths: string[];
  older: Reach & { position: string };
  newer: Reach & { position: string };
  limit: number;
}

/** The commits that a newer version of a service has and an older one has not: on the line of the default branch, and beside it. */
export async function readCommitsBetween(
  tx: Transaction,
  model: number,
  { repository, paths, older, newer, limit }: CommitsBetweenRequest,
): Promise<CommitsBetween> {
  const range = { model, repository, paths, above: older.position, upTo: newer.position };
  const line = await selectChangesBetween<ChangeFacts>(tx, range, limit);
  const beside = await selectCommits<ChangeFacts>(
    tx,
    model,
    [...newer.side].filter(commit => !older.side.has(commit)).map(commit => ({ repository, commit })),
  );
  const own = beside
    .filter(row => touches(paths, row.paths) !== false && contains(older, row) !== true)
    .sort((a, b) => ((a.facts.committedAt ?? '') < (b.facts.committedAt ?? '') ? 1 : -1));
  // What stands beside the line comes after the place at which it left it.
  const rows = [...own, ...line].slice(0, limit);
  const kin = await readKinship(
    tx,
    model,
    repository,
    rows.map(row => row.commit),
  );
  const told = rows.map(row => ({ row, apart: apartIn(row.commit, kin, { older, newer }) }));
  return {
    commits: told.filter(item => item.apart === null).map(item => item.row),
    apart: told.flatMap(({ row, apart }) => (apart === null ? [] : [{ row, apart }])),
  };
}
