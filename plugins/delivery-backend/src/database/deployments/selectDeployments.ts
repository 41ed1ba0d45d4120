import { allOf, Condition, condition, texts } from '../condition';
import { Transaction } from '../DeliveryDatabase';
import { ACTIVE_MODEL } from '../fleet/activeModel';
import { isVisible } from '../fleet/isVisible';
import { Keyset, keysetOf } from '../fleet/keyset';
import { isApplicationVisible } from '../fleet/selectApplicationPage';
import { Visibility } from '../fleet/ServiceFilter';

const SORTS = { startedAt: ['started_at:timestamptz', 'application:text', 'id:text'] } as const;

export type DeploymentSort = keyof typeof SORTS | `-${keyof typeof SORTS}`;

export interface DeploymentFilter {
  /** Entity ref, or `unclaimed:<id>`. */
  service?: string;
  /** Entity refs: those of services that one of them owns. */
  owner?: string[];
  /** Entity refs: those of services in one of them. */
  system?: string[];
  environment?: string;
  kind?: string;
  outcome?: string;
  /** The beginning of the version's name; a leading `v` does not matter. */
  version?: string;
  /** ISO 8601; those that began then or later. */
  from?: string;
  /** ISO 8601; those that began before. */
  to?: string;
}

export interface DbListedDeploymentRow<Deployment> {
  application: string;
  deployment: Deployment;
  environment: string | null;
  /** Where it belongs, as far as the caller may see. */
  refs: string[];
}

/** A page of deployments, one row longer than asked for when there is more. */
export async function selectDeploymentPage<Deployment>(
  tx: Transaction,
  request: { filter: DeploymentFilter; visibility: Visibility; sort: DeploymentSort; limit: number; cursor?: string },
): Promise<{ rows: Array<DbListedDeploymentRow<Deployment> & { keys: string[] }>; keyset: Keyset }> {
  const { filter, visibility, limit } = request;
  const keyset = keysetOf('deployments', SORTS, request.sort, request.cursor);
  const parts = [keyset.after, isApplicationVisible(visibility), ...conditionsOf(filter, visibility)];
  const where = allOf(parts);
  const seen = isVisible('services', visibility);
  const { rows } = await tx.raw<{ rows: Array<DbListedDeploymentRow<Deployment> & { keys: string[] }> }>(
    `SELECT deployments.application, deployments.deployment, applications.environment, ${keyset.columns} AS keys, ARRAY(
       SELECT bindings.ref FROM bindings JOIN services ON services.model = bindings.model AND services.ref = bindings.ref
       WHERE bindings.model = deployments.model AND bindings.application = deployments.application AND (${seen.sql})
       ORDER BY bindings.ref COLLATE "C") AS refs
     FROM deployments JOIN applications ON applications.model = deployments.model AND applications.subject = deployments.application
     WHERE deployments.model = ${ACTIVE_MODEL} AND ${where.sql}
     ORDER BY ${keyset.order} LIMIT ?`,
    [...seen.values, ...where.values, limit + 1],
  );
  return { rows, keyset };
}

// The very row that the filter names has to be one that the caller may see: another that shares the application would tell of it.
function boundTo(column: 'owner' | 'system', values: string[] | undefined, visibility: Visibility): Condition[] {
  if (!values?.length) {
    return [];
  }
  const seen = isVisible('services', visibility);
  return [
    condition(
      `deployments.application = ANY (ARRAY(SELECT bindings.application FROM bindings JOIN services ON services.model = bindings.model
         AND services.ref = bindings.ref WHERE bindings.model = ${ACTIVE_MODEL} AND services.${column} = ANY (?::text[]) AND (${seen.sql})))`,
      texts(values),
      ...seen.values,
    ),
  ];
}

function conditionsOf(filter: DeploymentFilter, visibility: Visibility): Condition[] {
  const { service, owner, system, environment, kind, outcome, version, from, to } = filter;
  const equal = (column: string, value: string | undefined) => (value === undefined ? [] : [condition(`${column} = ?`, ...texts([value]))]);
  return [
    ...(service === undefined
      ? []
      : [
          condition(
            `deployments.application = ANY (ARRAY(SELECT application FROM bindings WHERE bindings.model = ${ACTIVE_MODEL} AND bindings.ref = ?))`,
            ...texts([service]),
          ),
        ]),
    ...boundTo('owner', owner, visibility),
    ...boundTo('system', system, visibility),
    ...equal('applications.environment', environment),
    ...equal('deployments.kind', kind),
    ...equal('deployments.outcome', outcome),
    ...(version === undefined ? [] : [condition('deployments.version LIKE ?', ...texts([`${likeBeginning(version)}%`]))]),
    ...(from === undefined ? [] : [condition('deployments.started_at >= ?::timestamptz', from)]),
    ...(to === undefined ? [] : [condition('deployments.started_at < ?::timestamptz', to)]),
  ];
}

function likeBeginning(version: string): string {
  return version.replace(/^v(?=\d)/i, '').replace(/[\\%_]/g, '\\$&');
}

export interface DbDeploymentOfRow<Deployment> extends DbListedDeploymentRow<Deployment> {
  /** The one before it that succeeded, of the same application. */
  previous: Deployment | null;
}

/** One deployment that the caller may see, with the one that it took the place of. */
export async function selectDeployment<Deployment>(
  tx: Transaction,
  model: number,
  { id, visibility }: { id: string; visibility: Visibility },
): Promise<DbDeploymentOfRow<Deployment> | undefined> {
  const seen = isVisible('services', visibility);
  const { rows } = await tx.raw<{ rows: Array<DbDeploymentOfRow<Deployment>> }>(
    `SELECT deployments.application, deployments.deployment, applications.environment, own.refs, (
       SELECT earlier.deployment FROM deployments earlier
       WHERE earlier.model = deployments.model AND earlier.application = deployments.application AND earlier.outcome = 'succeeded'
         AND earlier.started_at < deployments.started_at
       ORDER BY earlier.started_at DESC LIMIT 1) AS previous
     FROM deployments
     JOIN applications ON applications.model = deployments.model AND applications.subject = deployments.application
     CROSS JOIN LATERAL (SELECT ARRAY(
       SELECT bindings.ref FROM bindings JOIN services ON services.model = bindings.model AND services.ref = bindings.ref
       WHERE bindings.model = deployments.model AND bindings.application = deployments.application AND (${seen.sql})
       ORDER BY bindings.ref COLLATE "C") AS refs) AS own
     WHERE deployments.model = ? AND deployments.id = ? AND cardinality(own.refs) > 0 LIMIT 1`,
    [...seen.values, model, ...texts([id])],
  );
  return rows[0];
}
