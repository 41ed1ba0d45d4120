import { insertMarks, selectApplicationsLabelled, selectApplicationsNamed, selectApplicationsRuled } from '../../database';
import { EntityClaim } from '../../domain';
import { ClaimsPayload } from './projectEntities';
import { StageContext } from './stage';

/**
 * Marks the applications that changed claims may speak of, the claims that went included. A stage of its own: it reads applications
 * after the claims are committed, as the binding stage reads claims after the application is, so one of the two sees the other.
 */
export async function rebindClaims({ tx, model }: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  const claims = ([...marks.values()].flat() as ClaimsPayload[]).flatMap(payload => payload.claims);
  const names = claims.filter(claim => claim.by === 'app-name').map(claim => claim.name ?? '');
  const selectors = claims.map(selectorOf).filter(selector => Object.keys(selector).length > 0);
  const ruled = claims.filter(claim => claim.by === 'rule').map(claim => claim.ref);
  const subjects = new Set([
    ...(names.length > 0 ? await selectApplicationsNamed(tx, model, names) : []),
    ...(selectors.length > 0 ? await selectApplicationsLabelled(tx, model, selectors) : []),
    ...(ruled.length > 0 ? await selectApplicationsRuled(tx, model, ruled) : []),
  ]);
  await insertMarks(
    tx,
    model,
    [...subjects].map(key => ({ scope: 'binding', key, payload: {} })),
  );
}

function selectorOf(claim: EntityClaim): Record<string, string> {
  return claim.by === 'app-name' ? {} : (claim.selector ?? {});
}
