import { ServiceDeployment } from '@slipway/plugin-delivery-common';
import { DeploymentFilter, DeploymentSort, selectActiveModel, selectDeploymentPage, Transaction, Visibility } from '../../database';
import { ApplicationDeployment } from '../../domain';
import { readNamings } from './readNamings';
import { toServiceDeployment } from './toServiceDeployment';

export interface DeploymentPageRequest {
  filter: DeploymentFilter;
  visibility: Visibility;
  sort: DeploymentSort;
  limit: number;
  cursor?: string;
}

/** A page of deployments, out of one snapshot. */
export async function listDeployments(
  tx: Transaction,
  request: DeploymentPageRequest,
): Promise<{ items: ServiceDeployment[]; nextCursor: string | null }> {
  const model = await selectActiveModel(tx);
  const { rows, keyset } = await selectDeploymentPage<ApplicationDeployment>(tx, request);
  const page = rows.slice(0, request.limit);
  if (model === undefined || page.length === 0) {
    return { items: [], nextCursor: null };
  }
  const namingOf = await readNamings(tx, model, page);
  return {
    items: page.map(row => toServiceDeployment(row, namingOf(row))),
    nextCursor: rows.length > request.limit ? keyset.cursorOf(page[page.length - 1].keys) : null,
  };
}
