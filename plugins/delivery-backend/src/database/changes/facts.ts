import { Knex } from 'knex';
import { Transaction } from '../DeliveryDatabase';
import { prepared } from '../prepared';
import { toJson } from '../toJson';

export interface DbFactsRow<Facts = unknown> {
  subject: string;
  kind: string;
  source: string;
  seen_at: Date;
  facts: Facts;
}

export interface NewFacts {
  subject: string;
  kind: string;
  source: string;
  /** ISO 8601. */
  seen_at: string;
  facts: unknown;
  keys: string[];
}

/** Writes what is known of some subjects, with the keys that find it. */
export async function upsertFacts(tx: Transaction, model: number, facts: NewFacts[]): Promise<void> {
  await tx.raw(
    `INSERT INTO latest_facts (model, subject, kind, source, seen_at, facts)
     SELECT ?, subject, kind, source, seen_at, facts
     FROM json_to_recordset(?::json) AS incoming(subject text, kind text, source text, seen_at timestamptz, facts jsonb)
     ON CONFLICT (model, subject) DO UPDATE SET source = excluded.source, seen_at = excluded.seen_at, facts = excluded.facts`,
    [model, toJson(facts.map(({ keys, ...row }) => row))],
  );
  const keys = toJson(facts.flatMap(({ subject, keys: all }) => [...new Set(all)].map(key => ({ key, subject }))));
  await tx.raw(
    `DELETE FROM fact_keys WHERE model = ? AND subject = ANY (?::text[]) AND NOT EXISTS (
       SELECT FROM json_to_recordset(?::json) AS incoming(key text, subject text)
       WHERE incoming.key = fact_keys.key AND incoming.subject = fact_keys.subject)`,
    [model, facts.map(({ subject }) => subject), keys],
  );
  await tx.raw(
    `INSERT INTO fact_keys (model, key, subject)
     SELECT ?, key, subject FROM json_to_recordset(?::json) AS incoming(key text, subject text) ON CONFLICT DO NOTHING`,
    [model, keys],
  );
}

/** What is known under some keys, each with the key that found it. */
export async function selectFactsByKey<Facts>(
  knex: Knex | Transaction,
  model: number,
  keys: string[],
): Promise<Array<DbFactsRow<Facts> & { key: string }>> {
  if (keys.length === 0) {
    return [];
  }
  const { rows } = await prepared<{ rows: Array<DbFactsRow<Facts> & { key: string }> }>(
    knex,
    `SELECT fact_keys.key, latest_facts.subject, kind, source, seen_at, facts
     FROM fact_keys JOIN latest_facts ON latest_facts.model = fact_keys.model AND latest_facts.subject = fact_keys.subject
     WHERE fact_keys.model = ? AND fact_keys.key = ANY (?::text[])
     ORDER BY fact_keys.key, latest_facts.subject COLLATE "C"`,
    [model, keys],
  );
  return rows;
}
