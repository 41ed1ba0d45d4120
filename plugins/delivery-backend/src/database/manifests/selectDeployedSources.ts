import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { Transaction } from '../DeliveryDatabase';

export type DbDeployedSources = Pick<ApplicationFacts, 'sources' | 'lastDeployedRevisions'>;

/** What the applications that are there are made of and have deployed, each of it once. */
export async function selectDeployedSources(tx: Transaction): Promise<DbDeployedSources[]> {
  const { rows } = await tx.raw<{ rows: DbDeployedSources[] }>(
    `SELECT DISTINCT projection -> 'facts' -> 'sources' AS sources, projection -> 'facts' -> 'lastDeployedRevisions' AS "lastDeployedRevisions"
     FROM applications JOIN read_models ON read_models.id = applications.model AND read_models.state = 'active'
     WHERE NOT applications.gone`,
  );
  return rows;
}
