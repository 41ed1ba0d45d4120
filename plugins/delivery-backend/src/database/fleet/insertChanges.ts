import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

export interface NewChange {
  kind: 'service' | 'sources' | 'reset';
  ref?: string;
  claimed?: boolean;
  owner?: string | null;
  system?: string | null;
  tags?: string[];
  environments?: string[];
}

/**
 * Tells the stream what changed. Runs last in its transaction: sequences are given out under a lock that is held until the
 * commit, so that whoever reads up to a sequence has seen everything before it.
 */
export async function insertChanges(tx: Transaction, changes: NewChange[]): Promise<void> {
  if (changes.length === 0) {
    return;
  }
  await tx.raw('LOCK TABLE changes IN SHARE ROW EXCLUSIVE MODE');
  await tx.raw(
    `INSERT INTO changes (kind, ref, claimed, owner, system, tags, environments)
     SELECT kind, ref, claimed, owner, system, tags, environments
     FROM json_to_recordset(?::json) AS incoming(
       kind text, ref text, claimed boolean, owner text, system text, tags text[], environments text[])`,
    [toJson(changes)],
  );
}
