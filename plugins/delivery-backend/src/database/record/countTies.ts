import { Transaction } from '../DeliveryDatabase';

/** How many of the inserted rows met an older row with their subject and order and other content, per source. */
export async function countTies(tx: Transaction, seqs: string[]): Promise<Map<string, number>> {
  const result = await tx.raw<{
    rows: Array<{ source: string; ties: number }>;
  }>(
    `SELECT inserted.source, count(*)::integer AS ties
     FROM observations inserted
     WHERE inserted.seq = ANY (?::bigint[]) AND EXISTS (
       SELECT FROM observations older
       WHERE older.subject = inserted.subject AND older.epoch = inserted.epoch AND older.position = inserted.position
         AND older.seq < inserted.seq)
     GROUP BY inserted.source`,
    [seqs],
  );
  return new Map(result.rows.map(row => [row.source, row.ties]));
}
