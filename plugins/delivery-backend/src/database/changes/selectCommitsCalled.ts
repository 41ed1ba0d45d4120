import { Transaction } from '../DeliveryDatabase';
import { ACTIVE_MODEL } from '../fleet/activeModel';
import { prepared } from '../prepared';
import { COMMIT_COLUMNS, DbCommitRow } from './commits';

/** How somebody names a commit. */
export interface CommitName {
  /** What its id begins with; null where that cannot be meant. */
  prefix: string | null;
  /** The key of pull requests with a number; null where none can be meant. */
  pullRequest: string | null;
  /** The key of the tag of that name. */
  tag: string;
}

/** The commits that may be meant by a name, in the version of the read model that is read: a few by their id, those of pull requests and tags. */
export async function selectCommitsCalled<Facts>(
  tx: Transaction,
  name: CommitName,
): Promise<Array<DbCommitRow<Facts> & { model: number }>> {
  const { prefix, pullRequest, tag } = name;
  const isWhole = prefix !== null && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(prefix);
  const keys = [pullRequest, tag].filter(key => key !== null);
  const { rows } = await prepared<{ rows: Array<DbCommitRow<Facts> & { model: number }> }>(
    tx,
    `WITH by_id AS MATERIALIZED (
       SELECT repository, commit FROM commits
       WHERE model = ${ACTIVE_MODEL} AND commit >= :prefix::text COLLATE "C" AND commit < (:prefix::text || 'g') COLLATE "C"
       ORDER BY commit, repository LIMIT 20),
     by_name AS (
       SELECT latest_facts.facts ->> 'repository' AS repository,
         -- What it was merged as, which is where its own commits are found however it was merged.
         CASE kind WHEN 'pull-request' THEN coalesce(facts ->> 'mergeCommit', facts ->> 'head') ELSE facts ->> 'after' END AS commit
       FROM fact_keys JOIN latest_facts ON latest_facts.model = fact_keys.model AND latest_facts.subject = fact_keys.subject
       WHERE fact_keys.model = ${ACTIVE_MODEL} AND fact_keys.key = ANY (:keys::text[])
         AND NOT (:whole::boolean AND EXISTS (SELECT FROM by_id)))
     SELECT commits.model, ${COMMIT_COLUMNS} FROM (SELECT * FROM by_id UNION SELECT * FROM by_name) AS called
     JOIN commits ON commits.model = ${ACTIVE_MODEL} AND commits.repository = called.repository AND commits.commit = called.commit
     ORDER BY commits.commit, commits.repository`,
    { prefix, keys, whole: isWhole },
  );
  return rows;
}
