import { Transaction } from '../DeliveryDatabase';
import { isVisible } from '../fleet/isVisible';
import { Visibility } from '../fleet/ServiceFilter';

/** Some of the repositories in which the source of the services stands that a caller may see. */
export async function selectShownRepositories(
  tx: Transaction,
  model: number,
  { visibility, limit }: { visibility: Visibility; limit: number },
): Promise<string[]> {
  const where = isVisible('services', visibility);
  const { rows } = await tx.raw<{ rows: Array<{ repository: string }> }>(
    `SELECT DISTINCT service_repositories.repository COLLATE "C" AS repository FROM service_repositories
     JOIN services ON services.model = service_repositories.model AND services.ref = service_repositories.ref
     WHERE service_repositories.model = ? AND (${where.sql}) ORDER BY 1 LIMIT ?`,
    [model, ...where.values, limit],
  );
  return rows.map(row => row.repository);
}
