import { Knex } from 'knex';
import { Transaction } from '../DeliveryDatabase';
import { prepared } from '../prepared';
import { toJson } from '../toJson';

export interface NewCommit {
  repository: string;
  commit: string;
  parents: string[] | null;
  paths: string[] | null;
  patch_id: string | null;
  source: string;
  /** ISO 8601. */
  seen_at: string;
  facts: unknown;
  reverts: string[];
  picks: string[];
}

/** Writes commits as they are known now; their places stay. */
export async function upsertCommits(tx: Transaction, model: number, commits: NewCommit[]): Promise<void> {
  await tx.raw(
    `INSERT INTO commits (model, repository, commit, parents, paths, patch_id, source, seen_at, facts)
     SELECT ?, repository, commit, parents, paths, patch_id, source, seen_at, facts
     FROM json_to_recordset(?::json) AS incoming(
       repository text, commit text, parents text[], paths text[], patch_id text, source text, seen_at timestamptz, facts jsonb)
     ON CONFLICT (model, repository, commit) DO UPDATE SET
       parents = excluded.parents, paths = excluded.paths, patch_id = excluded.patch_id, source = excluded.source,
       seen_at = excluded.seen_at, facts = excluded.facts`,
    [model, toJson(commits.map(({ reverts, picks, ...row }) => row))],
  );
  const links = commits.flatMap(({ repository, commit, parents, reverts, picks }) => [
    ...(parents ?? []).map(target => ({ repository, target, kind: 'parent', commit })),
    ...reverts.map(target => ({ repository, target, kind: 'reverts', commit })),
    ...picks.map(target => ({ repository, target, kind: 'picks', commit })),
  ]);
  await insertLinks(tx, model, links);
}

export interface NewLink {
  repository: string;
  target: string;
  kind: string;
  commit: string;
}

async function insertLinks(tx: Transaction, model: number, links: NewLink[]): Promise<void> {
  await tx.raw(
    `INSERT INTO commit_links (model, repository, target, kind, commit)
     SELECT ?, repository, target, kind, commit
     FROM json_to_recordset(?::json) AS incoming(repository text, target text, kind text, commit text)
     ON CONFLICT DO NOTHING`,
    [model, toJson(links)],
  );
}

/** Keeps what a push that was not forced proves of its newest commit: what came before it. Answers whether the commit is on the record. */
export async function updateImpliedParents(
  tx: Transaction,
  model: number,
  { repository, commit, parents }: { repository: string; commit: string; parents: string[] },
): Promise<void> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    'UPDATE commits SET implied_parents = ? WHERE model = ? AND repository = ? AND commit = ? AND parents IS NULL RETURNING commit',
    [parents, model, repository, commit],
  );
  if (rows.length > 0) {
    await insertLinks(
      tx,
      model,
      parents.map(target => ({ repository, target, kind: 'parent', commit })),
    );
  }
}

export interface DbCommitRow<Facts> {
  repository: string;
  commit: string;
  parents: string[] | null;
  paths: string[] | null;
  patch_id: string | null;
  source: string;
  seen_at: Date;
  facts: Facts;
  /** Decimal strings: only greater and less mean something. */
  position: string | null;
  landed: string | null;
}

export const COMMIT_COLUMNS =
  'commits.repository, commits.commit, coalesce(commits.parents, commits.implied_parents) AS parents, commits.paths, commits.patch_id, ' +
  'commits.source, commits.seen_at, commits.facts, commits.position, commits.landed';

/** Some commits of their repositories. */
export async function selectCommits<Facts>(
  knex: Knex | Transaction,
  model: number,
  wanted: Array<{ repository: string; commit: string }>,
): Promise<Array<DbCommitRow<Facts>>> {
  if (wanted.length === 0) {
    return [];
  }
  const { rows } = await prepared<{ rows: Array<DbCommitRow<Facts>> }>(
    knex,
    `SELECT ${COMMIT_COLUMNS} FROM json_to_recordset(?::json) AS wanted(repository text, commit text)
     JOIN commits ON commits.model = ? AND commits.repository = wanted.repository AND commits.commit = wanted.commit`,
    [toJson(wanted), model],
  );
  return rows;
}

/** Commits that name one of some commits, by how they name it. */
export async function selectCommitsNaming<Facts>(
  knex: Knex | Transaction,
  model: number,
  { repository, kinds, targets }: { repository: string; kinds: string[]; targets: string[] },
): Promise<Array<DbCommitRow<Facts> & { target: string; kind: string }>> {
  if (targets.length === 0) {
    return [];
  }
  const { rows } = await prepared<{ rows: Array<DbCommitRow<Facts> & { target: string; kind: string }> }>(
    knex,
    `SELECT commit_links.target, commit_links.kind, ${COMMIT_COLUMNS} FROM commit_links
     JOIN commits ON commits.model = commit_links.model AND commits.repository = commit_links.repository AND commits.commit = commit_links.commit
     WHERE commit_links.model = ? AND commit_links.repository = ? AND commit_links.kind = ANY (?::text[]) AND commit_links.target = ANY (?::text[])
     ORDER BY commits.commit`,
    [model, repository, kinds, targets],
  );
  return rows;
}

/** Commits of a repository that make one of some changes, as their patch ids say. */
export async function selectCommitsByPatch<Facts>(
  knex: Knex | Transaction,
  model: number,
  { repository, patches }: { repository: string; patches: string[] },
): Promise<Array<DbCommitRow<Facts>>> {
  if (patches.length === 0) {
    return [];
  }
  const { rows } = await prepared<{ rows: Array<DbCommitRow<Facts>> }>(
    knex,
    `SELECT ${COMMIT_COLUMNS} FROM commits
     WHERE commits.model = ? AND commits.repository = ? AND commits.patch_id = ANY (?::text[]) ORDER BY commits.commit`,
    [model, repository, patches],
  );
  return rows;
}

/** Commits of any repository whose id begins like one of some prefixes, a few of each. */
export async function selectCommitsByPrefix(
  knex: Knex | Transaction,
  model: number,
  prefixes: string[],
): Promise<Array<{ prefix: string; repository: string; commit: string }>> {
  if (prefixes.length === 0) {
    return [];
  }
  // Ids are of the alphabet 0-9a-f, so whatever begins like a prefix stands between it and it with a g.
  const { rows } = await prepared<{ rows: Array<{ prefix: string; repository: string; commit: string }> }>(
    knex,
    `SELECT wanted.prefix, found.repository, found.commit FROM unnest(?::text[]) AS wanted(prefix)
     CROSS JOIN LATERAL (
       SELECT repository, commit FROM commits
       WHERE commits.model = ? AND commits.commit >= wanted.prefix COLLATE "C" AND commits.commit < (wanted.prefix || 'g') COLLATE "C"
       ORDER BY commits.commit, commits.repository LIMIT 20) AS found`,
    [prefixes, model],
  );
  return rows;
}
