import { Transaction } from '../DeliveryDatabase';

/** Originals are looked for among so many of the newest commits of the line. */
const NEWEST = 5_000;
/** The same author may have written several commits of one title. */
const MOST_ORIGINALS = 3;

export interface DbLikelyPickRow {
  repository: string;
  original: string;
  pick: string;
  /** Those of the two that have a patch id. */
  known: string[];
}

/**
 * Some commits beside the line, each with the commits of the line by the same author of the same moment or title; the most alike and newest
 * first. Commits that say themselves what they are picked from are left out, and merges.
 */
export async function selectLikelyPicks(
  tx: Transaction,
  model: number,
  { repository, commits }: { repository: string; commits: string[] },
): Promise<DbLikelyPickRow[]> {
  const { rows } = await tx.raw<{ rows: DbLikelyPickRow[] }>(
    `WITH line AS MATERIALIZED (
       SELECT commit, patch_id, position, lower(facts -> 'author' ->> 'email') AS author, facts ->> 'authoredAt' AS authored, facts ->> 'title' AS title
       FROM commits WHERE model = :model AND repository = :repository AND position IS NOT NULL AND cardinality(parents) = 1
       ORDER BY position DESC LIMIT :newest)
     SELECT :repository AS repository, alike.commit AS original, pick.commit AS pick,
       array_remove(ARRAY[CASE WHEN alike.patch_id IS NOT NULL THEN alike.commit END, CASE WHEN pick.patch_id IS NOT NULL THEN pick.commit END], NULL) AS known
     FROM commits AS pick
     CROSS JOIN LATERAL (
       SELECT line.commit, line.patch_id FROM line
       WHERE line.author = lower(pick.facts -> 'author' ->> 'email')
         AND (line.authored = pick.facts ->> 'authoredAt' OR line.title = pick.facts ->> 'title')
       ORDER BY coalesce(line.authored = pick.facts ->> 'authoredAt', FALSE) DESC, line.position DESC LIMIT :originals) AS alike
     WHERE pick.model = :model AND pick.repository = :repository AND pick.commit = ANY (:commits::text[]) AND pick.position IS NULL
       AND pick.landed IS NULL AND cardinality(pick.parents) = 1 AND (pick.patch_id IS NULL OR alike.patch_id IS NULL)
       AND NOT EXISTS (
         SELECT FROM commit_links WHERE commit_links.model = :model AND commit_links.repository = :repository
           AND commit_links.commit = pick.commit AND commit_links.kind = 'picks')
     ORDER BY pick.commit, alike.commit`,
    { model, repository, commits, newest: NEWEST, originals: MOST_ORIGINALS },
  );
  return rows;
}

/** Those of some commits that are on the line by now, or that say themselves what they are picked from. */
export async function selectSettledCommits(
  tx: Transaction,
  model: number,
  { repository, commits }: { repository: string; commits: string[] },
): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ commit: string }> }>(
    `SELECT commit FROM commits WHERE model = :model AND repository = :repository AND commit = ANY (:commits::text[])
       AND (landed IS NOT NULL OR EXISTS (
         SELECT FROM commit_links WHERE commit_links.model = :model AND commit_links.repository = :repository
           AND commit_links.commit = commits.commit AND commit_links.kind = 'picks'))`,
    { model, repository, commits },
  );
  return rows.map(row => row.commit);
}
