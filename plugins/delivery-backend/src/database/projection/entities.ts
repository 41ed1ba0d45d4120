import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

/** Writes the newest facts of some entities. */
export async function upsertEntities(tx: Transaction, model: number, entities: Array<{ ref: string; facts: unknown }>): Promise<void> {
  await tx.raw(
    `INSERT INTO entities (model, ref, facts)
     SELECT ?, ref, facts FROM json_to_recordset(?::json) AS incoming(ref text, facts jsonb)
     ON CONFLICT (model, ref) DO UPDATE SET facts = excluded.facts`,
    [model, toJson(entities)],
  );
}

/** The facts of some entities. */
export async function selectEntities<Facts>(tx: Transaction, model: number, refs: string[]): Promise<Map<string, Facts>> {
  const { rows } = await tx.raw<{ rows: Array<{ ref: string; facts: Facts }> }>(
    'SELECT ref, facts FROM entities WHERE model = ? AND ref = ANY (?::text[])',
    [model, refs],
  );
  return new Map(rows.map(row => [row.ref, row.facts]));
}

export interface DbClaim<Claim> {
  ref: string;
  /** The application name, or the first label of the selector as `key=value`. */
  match_key: string;
  claim: Claim;
}

/** The claims of some entities. */
export async function selectClaims<Claim>(tx: Transaction, model: number, refs: string[]): Promise<Array<DbClaim<Claim>>> {
  const { rows } = await tx.raw<{ rows: Array<DbClaim<Claim>> }>(
    'SELECT ref, match_key, claim FROM entity_claims WHERE model = ? AND ref = ANY (?::text[]) ORDER BY ref, ordinal',
    [model, refs],
  );
  return rows;
}

/** The claims that may speak of an application with one of some keys. */
export async function selectClaimsByKey<Claim>(tx: Transaction, model: number, keys: string[]): Promise<Array<DbClaim<Claim>>> {
  const { rows } = await tx.raw<{ rows: Array<DbClaim<Claim>> }>(
    'SELECT ref, match_key, claim FROM entity_claims WHERE model = ? AND match_key = ANY (?::text[]) ORDER BY ref, ordinal',
    [model, keys],
  );
  return rows;
}

/** Replaces the claims of some entities. */
export async function replaceClaims(tx: Transaction, model: number, refs: string[], claims: Array<DbClaim<unknown>>): Promise<void> {
  await tx.raw('DELETE FROM entity_claims WHERE model = ? AND ref = ANY (?::text[])', [model, refs]);
  await tx.raw(
    `INSERT INTO entity_claims (model, ref, ordinal, match_key, claim)
     SELECT ?, ref, ordinal, match_key, claim
     FROM json_to_recordset(?::json) AS incoming(ref text, ordinal integer, match_key text, claim jsonb)`,
    [model, toJson(claims.map((claim, ordinal) => ({ ...claim, ordinal })))],
  );
}
