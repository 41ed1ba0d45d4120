import { Transaction } from '../DeliveryDatabase';

/** A repository's line of first parents, as far as it is laid out. */
export interface DbRepositoryRow {
  repository: string;
  branch: string;
  head: string;
}

export async function selectRepository(tx: Transaction, model: number, repository: string): Promise<DbRepositoryRow | undefined> {
  const { rows } = await tx.raw<{ rows: DbRepositoryRow[] }>(
    'SELECT repository, branch, head FROM repositories WHERE model = ? AND repository = ?',
    [model, repository],
  );
  return rows[0];
}

export async function upsertRepository(tx: Transaction, model: number, { repository, branch, head }: DbRepositoryRow): Promise<void> {
  await tx.raw(
    `INSERT INTO repositories (model, repository, branch, head) VALUES (?, ?, ?, ?)
     ON CONFLICT (model, repository) DO UPDATE SET branch = excluded.branch, head = excluded.head`,
    [model, repository, branch, head],
  );
}

export interface DbLineRow {
  commit: string;
  /** Its first parent; null for a root, and where nobody told. */
  parent: string | null;
  /** True where its parents are known, so that an absent parent means a root. */
  known: boolean;
  position: string | null;
}

/** A commit and its first parents, newest first, down to the first that has a place already, at most `limit`. */
export async function selectLine(
  tx: Transaction,
  model: number,
  { repository, head, limit }: { repository: string; head: string; limit: number },
): Promise<DbLineRow[]> {
  const { rows } = await tx.raw<{ rows: DbLineRow[] }>(
    `WITH RECURSIVE line AS (
       SELECT commit, coalesce(parents, implied_parents) AS parents, position, 1 AS depth FROM commits
       WHERE model = :model AND repository = :repository AND commit = :head
       UNION ALL
       SELECT older.commit, coalesce(older.parents, older.implied_parents), older.position, line.depth + 1
       FROM line JOIN commits older ON older.model = :model AND older.repository = :repository AND older.commit = line.parents[1]
       WHERE line.position IS NULL AND line.depth < :limit)
     SELECT commit, parents[1] AS parent, parents IS NOT NULL AS known, position FROM line ORDER BY depth`,
    { model, repository, head, limit },
  );
  return rows;
}

/** The greatest and the least place of a repository; null where nothing is laid out. */
export async function selectEnds(
  tx: Transaction,
  model: number,
  repository: string,
): Promise<{ newest: DbEnd | null; oldest: DbEnd | null }> {
  const end = async (direction: 'ASC' | 'DESC') => {
    const { rows } = await tx.raw<{ rows: DbEnd[] }>(
      `SELECT commit, position, (coalesce(parents, implied_parents))[1] AS parent FROM commits
       WHERE model = ? AND repository = ? AND position IS NOT NULL ORDER BY position ${direction} LIMIT 1`,
      [model, repository],
    );
    return rows[0] ?? null;
  };
  return { newest: await end('DESC'), oldest: await end('ASC') };
}

export interface DbEnd {
  commit: string;
  position: string;
  parent: string | null;
}

/** Takes the places above one away: those commits are not on the line any more. Without one, all of them. */
export async function clearPlaces(tx: Transaction, model: number, repository: string, above?: string): Promise<void> {
  const range = { model, repository, above: above ?? '-9223372036854775808' };
  await tx.raw(
    `UPDATE commits SET position = CASE WHEN position > :above THEN NULL ELSE position END, landed = NULL
     WHERE model = :model AND repository = :repository AND landed > :above`,
    range,
  );
  await tx.raw('DELETE FROM path_places WHERE model = :model AND repository = :repository AND position > :above', range);
}

/** Gives commits their places on the line: the first of the list gets `first`, each further one the next smaller. */
export async function placeOnLine(
  tx: Transaction,
  model: number,
  { repository, commits, first }: { repository: string; commits: string[]; first: bigint },
): Promise<void> {
  await tx.raw(
    `UPDATE commits SET position = :first::bigint - (placed.ordinal - 1), landed = :first::bigint - (placed.ordinal - 1)
     FROM unnest(:commits::text[]) WITH ORDINALITY AS placed(commit, ordinal)
     WHERE commits.model = :model AND commits.repository = :repository AND commits.commit = placed.commit`,
    { model, repository, commits, first: String(first) },
  );
}

/** Lets commits that are new take the earliest place of those that have them as a parent. Answers those that got one. */
export async function landByChildren(tx: Transaction, model: number, repository: string, commits: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ commit: string }> }>(
    `UPDATE commits SET landed = first.landed FROM (
       SELECT commit_links.target, min(child.landed) AS landed FROM commit_links
       JOIN commits child ON child.model = commit_links.model AND child.repository = commit_links.repository AND child.commit = commit_links.commit
       WHERE commit_links.model = :model AND commit_links.repository = :repository AND commit_links.kind = 'parent'
         AND commit_links.target = ANY (:commits::text[]) AND child.landed IS NOT NULL
       GROUP BY commit_links.target) AS first
     WHERE commits.model = :model AND commits.repository = :repository AND commits.commit = first.target
       AND commits.position IS NULL AND (commits.landed IS NULL OR commits.landed > first.landed)
     RETURNING commits.commit`,
    { model, repository, commits },
  );
  return rows.map(row => row.commit);
}

/** Hands the place of commits on to their parents that are not on the line and have none, or a later one. Answers those parents. */
export async function landParents(tx: Transaction, model: number, repository: string, commits: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ commit: string }> }>(
    `UPDATE commits SET landed = first.landed FROM (
       SELECT parent, min(child.landed) AS landed FROM commits child
       CROSS JOIN LATERAL unnest(coalesce(child.parents, child.implied_parents)) AS parent
       WHERE child.model = :model AND child.repository = :repository AND child.commit = ANY (:commits::text[]) AND child.landed IS NOT NULL
       GROUP BY parent) AS first
     WHERE commits.model = :model AND commits.repository = :repository AND commits.commit = first.parent
       AND commits.position IS NULL AND (commits.landed IS NULL OR commits.landed > first.landed)
     RETURNING commits.commit`,
    { model, repository, commits },
  );
  return rows.map(row => row.commit);
}

/**
 * The least place among some commits and their children on the line whose first parent is known and does not stand right below them:
 * they were placed while less was known. Null where all is in order.
 */
export async function selectMisplaced(tx: Transaction, model: number, repository: string, commits: string[]): Promise<string | null> {
  const { rows } = await tx.raw<{ rows: Array<{ least: string | null }> }>(
    `SELECT min(own.position) AS least FROM (
       SELECT commit, position, (coalesce(parents, implied_parents))[1] AS parent FROM commits
       WHERE model = :model AND repository = :repository AND position IS NOT NULL AND commit = ANY (ARRAY(
         SELECT unnest(:commits::text[])
         UNION SELECT commit FROM commit_links
         WHERE model = :model AND repository = :repository AND kind = 'parent' AND target = ANY (:commits::text[])))) AS own
     JOIN commits below ON below.model = :model AND below.repository = :repository AND below.commit = own.parent
     WHERE below.position IS DISTINCT FROM own.position - 1
       AND own.position > (SELECT min(position) FROM commits WHERE model = :model AND repository = :repository)`,
    { model, repository, commits },
  );
  return rows[0].least;
}

/** The services whose source stands in one of some repositories. */
export async function selectRefsOfRepositories(tx: Transaction, model: number, repositories: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ ref: string }> }>(
    'SELECT DISTINCT ref FROM service_repositories WHERE model = ? AND repository = ANY (?::text[]) ORDER BY ref',
    [model, repositories],
  );
  return rows.map(row => row.ref);
}
