import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { Transaction } from '../DeliveryDatabase';

/** What a source recorded last of each of these digests; nothing of those that it never saw. */
export async function selectRecordedArtifacts(tx: Transaction, source: string, digests: readonly string[]): Promise<ArtifactFacts[]> {
  const { rows } = await tx.raw<{ rows: Array<{ facts: ArtifactFacts }> }>(
    `SELECT newest.facts FROM unnest(CAST(:digests AS text[])) AS wanted(digest)
     CROSS JOIN LATERAL (
       SELECT facts FROM observations
       WHERE observations.subject = 'artifact/' || wanted.digest AND observations.source = :source
       ORDER BY epoch DESC, position DESC, content_hash COLLATE "C" DESC LIMIT 1) AS newest`,
    { source, digests: [...digests] },
  );
  return rows.map(row => row.facts);
}
