import { InputError } from '@backstage/errors';
import { Transaction } from '../DeliveryDatabase';
import { prepared } from '../prepared';
import { COMMIT_COLUMNS, DbCommitRow } from './commits';
import { LinePlaces, newestPlaces } from './linePlaces';

export interface ChangePageRequest {
  repository: string;
  /** Paths of which the commit has to touch one; none for all commits. */
  paths: string[];
  limit: number;
  cursor?: string;
}

const LEAST_PLACE = '-9223372036854775808';
const GREATEST_PLACE = '9223372036854775807';

/** The commits of the default branch's line, newest first; one whose paths nobody told counts as touching everything. One more than asked for. */
export async function selectChangePage<Facts>(
  tx: Transaction,
  model: number,
  { repository, paths, limit, cursor }: ChangePageRequest,
): Promise<Array<DbCommitRow<Facts>>> {
  if (cursor !== undefined && !/^-?\d{1,18}$/.test(cursor)) {
    throw new InputError('The cursor is not one that this list gave; begin without one');
  }
  const upTo = cursor === undefined ? GREATEST_PLACE : String(BigInt(cursor) - 1n);
  return selectChangesBetween(tx, { model, repository, paths, above: LEAST_PLACE, upTo }, limit + 1);
}

/** Commits of the line between two places, newest first, that touch some paths. */
export async function selectChangesBetween<Facts>(tx: Transaction, places: LinePlaces, limit: number): Promise<Array<DbCommitRow<Facts>>> {
  const newest = newestPlaces(places, limit);
  const { rows } = await prepared<{ rows: Array<DbCommitRow<Facts>> }>(
    tx,
    `SELECT ${COMMIT_COLUMNS} FROM (${newest.sql}) AS newest
     JOIN commits ON commits.model = ? AND commits.repository = ? AND commits.position = newest.position
     ORDER BY commits.position DESC`,
    [...newest.values, places.model, places.repository],
  );
  return rows;
}

/** Commits of the line up to a place, newest first, that touch some paths. */
export async function selectChangesUpTo<Facts>(
  tx: Transaction,
  places: Omit<LinePlaces, 'above'>,
  limit: number,
): Promise<Array<DbCommitRow<Facts>>> {
  return selectChangesBetween(tx, { ...places, above: LEAST_PLACE }, limit);
}

/** The version of the read model that is read, for questions that take several statements; ask them in one snapshot. */
export async function selectActiveModel(tx: Transaction): Promise<number | undefined> {
  const { rows } = await prepared<{ rows: Array<{ id: number }> }>(tx, `SELECT id FROM read_models WHERE state = 'active'`, []);
  return rows[0]?.id;
}
