import { Knex } from 'knex';
import { insertChanges } from '../fleet/insertChanges';
import { Transaction } from '../DeliveryDatabase';
import { BUCKETS, MARK_SCOPES, SCOPE_OF_KIND } from '../record/insertMarks';

/** The tables that each version of the read model has a partition of. */
export const PROJECTED_TABLES = [
  'applications',
  'deployments',
  'application_workloads',
  'entities',
  'entity_claims',
  'bindings',
  'services',
  'service_cells',
  'service_details',
  'latest_facts',
  'fact_keys',
  'repositories',
  'commits',
  'commit_links',
  'path_places',
  'service_repositories',
  'application_images',
  'user_keys',
] as const;

export interface ReadModelVersion {
  id: number;
  state: 'building' | 'active';
}

/**
 * Finds the version with a fingerprint, or creates it beside the others with everything that was ever recorded marked. What is
 * recorded later marks it too: intake waits while a version is created.
 */
export async function findOrCreateModel(tx: Transaction, fingerprint: string): Promise<ReadModelVersion> {
  await tx.raw('LOCK TABLE read_models IN EXCLUSIVE MODE');
  const known = await selectModel(tx, fingerprint);
  if (known) {
    return known;
  }
  const { rows } = await tx.raw<{ rows: Array<{ id: number }> }>(
    `INSERT INTO read_models (fingerprint, state) VALUES (?, 'building') RETURNING id`,
    [fingerprint],
  );
  const { id } = rows[0];
  for (const table of PROJECTED_TABLES) {
    // Attached and not created as a partition, which would lock out whoever reads the others.
    await tx.raw(`CREATE TABLE ${table}_${id} (LIKE ${table} INCLUDING ALL)`);
    await tx.raw(`ALTER TABLE ${table} ATTACH PARTITION ${table}_${id} FOR VALUES IN (${id})`);
  }
  await tx.raw(
    'INSERT INTO lanes (model, scope, bucket) SELECT ?, scope, bucket FROM unnest(?::text[]) AS scope, generate_series(0, ?) AS bucket',
    [id, [...MARK_SCOPES], BUCKETS - 1],
  );
  await tx.raw(
    `INSERT INTO marks (model, scope, bucket, key)
     SELECT ?, recorded.scope, hashtext(recorded.about) & ${BUCKETS - 1}, recorded.about FROM (
       SELECT DISTINCT subjects.about, scopes.scope FROM subjects
       JOIN json_each_text(?::json) AS scopes(kind, scope) ON scopes.kind = subjects.kind) AS recorded
     ORDER BY recorded.scope DESC, recorded.about`,
    [id, JSON.stringify(SCOPE_OF_KIND)],
  );
  return { id, state: 'building' };
}

/** The version with a fingerprint that is kept up, if there is one. */
export async function selectModel(tx: Transaction, fingerprint: string): Promise<ReadModelVersion | undefined> {
  const { rows } = await tx.raw<{ rows: ReadModelVersion[] }>(
    `SELECT id, state FROM read_models WHERE fingerprint = ? AND state <> 'retired' ORDER BY id DESC LIMIT 1`,
    [fingerprint],
  );
  return rows[0];
}

/** True once there is a version that is read. */
export async function hasActiveModel(knex: Knex): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(`SELECT id FROM read_models WHERE state = 'active'`);
  return rows.length > 0;
}

/** Keeps intake and other switches out until the transaction ends; fails when they do not make room within a second. */
export async function lockModels(tx: Transaction): Promise<void> {
  await tx.raw(`SET LOCAL lock_timeout = '1s'`);
  await tx.raw('LOCK TABLE read_models IN EXCLUSIVE MODE');
}

/** Waits until nobody works on a version, and keeps everybody from it until the transaction ends. */
export async function lockLanes(tx: Transaction, model: number): Promise<void> {
  await tx.raw('SELECT bucket FROM lanes WHERE model = ? ORDER BY scope, bucket FOR UPDATE', [model]);
}

/** How many marks a version has, counted up to a limit. */
export async function countMarks(tx: Transaction, model: number, limit: number): Promise<number> {
  const { rows } = await tx.raw<{ rows: Array<{ n: number }> }>(
    'SELECT count(*)::integer AS n FROM (SELECT FROM marks WHERE model = ? LIMIT ?) AS first_marks',
    [model, limit],
  );
  return rows[0].n;
}

/** Makes a version the one that is read; every other one is retired. Readers see the old one until the commit, then the new one. */
export async function activateModel(tx: Transaction, model: number): Promise<void> {
  await tx.raw(`UPDATE read_models SET state = 'retired', retired_at = now() WHERE state <> 'retired' AND id <> ?`, [model]);
  await tx.raw(`UPDATE read_models SET state = 'active', activated_at = now() WHERE id = ?`, [model]);
  await insertChanges(tx, [{ kind: 'reset' }]);
}

/** Versions that were retired longer ago than a statement runs. */
export async function selectModelsToDrop(tx: Transaction, seconds: number): Promise<number[]> {
  const { rows } = await tx.raw<{ rows: Array<{ id: number }> }>(
    `SELECT id FROM read_models WHERE state = 'retired' AND retired_at < now() - ? * interval '1 second' ORDER BY id`,
    [seconds],
  );
  return rows.map(row => row.id);
}

/** Drops everything of a retired version; gives up when a reader stands in the way for two seconds. */
export async function dropModel(tx: Transaction, model: number): Promise<void> {
  await tx.raw(`SET LOCAL lock_timeout = '2s'`);
  for (const table of PROJECTED_TABLES) {
    await tx.raw(`DROP TABLE IF EXISTS ${table}_${model}`);
  }
  await tx.raw('DELETE FROM marks WHERE model = ?', [model]);
  await tx.raw('DELETE FROM lanes WHERE model = ?', [model]);
  await tx.raw('DELETE FROM read_models WHERE id = ?', [model]);
}
