import { Knex } from 'knex';
import { allOf, Condition, condition, texts, TRUE } from '../condition';
import { ACTIVE_MODEL } from './activeModel';
import { isVisible } from './isVisible';
import { Keyset, keysetOf } from './keyset';
import { Visibility } from './ServiceFilter';

const SORTS = {
  name: ['name_sort:text', 'subject:text'],
  seenAt: ['seen_at:timestamptz', 'subject:text'],
} as const;

export type ApplicationSort = keyof typeof SORTS | `-${keyof typeof SORTS}`;

/** A page of the applications that are there, one row longer than asked for when there is more. */
export async function selectApplicationPage(
  knex: Knex,
  request: { instance?: string; q?: string; visibility: Visibility; sort: ApplicationSort; limit: number; cursor?: string },
): Promise<{ rows: Array<{ row: unknown; keys: string[] }>; keyset: Keyset }> {
  const keyset = keysetOf('applications', SORTS, request.sort, request.cursor);
  const parts = [keyset.after, condition('NOT applications.gone'), isApplicationVisible(request.visibility)];
  if (request.instance !== undefined) {
    parts.push(condition('applications.instance = ?', ...texts([request.instance])));
  }
  if (request.q) {
    const pattern = texts([request.q])[0]
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&');
    parts.push(condition('applications.search LIKE ?', `%${pattern}%`));
  }
  const where = allOf(parts);
  const { rows } = await knex.raw<{ rows: Array<{ row: unknown; keys: string[] }> }>(
    `SELECT applications.row, ${keyset.columns} AS keys FROM applications
     WHERE applications.model = ${ACTIVE_MODEL} AND ${where.sql}
     ORDER BY ${keyset.order} LIMIT ?`,
    [...where.values, request.limit + 1],
  );
  return { rows, keyset };
}

export interface DbTrialTargetRow {
  subject: string;
  name: string;
  instance: string;
  cluster: string;
  destination: { server?: string; name?: string; namespace?: string };
  labels: Record<string, string>;
  project: string;
  application_set: string | null;
  /** Where it belongs, and why. */
  bindings: Array<{ ref: string; why: string }>;
}

/** What rules look at, of every application that is there and that the caller may see. */
export async function selectTrialTargets(knex: Knex, visibility: Visibility): Promise<DbTrialTargetRow[]> {
  const where = isApplicationVisible(visibility);
  const { rows } = await knex.raw<{ rows: DbTrialTargetRow[] }>(
    `SELECT subject, name, instance, cluster, projection -> 'facts' -> 'destination' AS destination, labels,
       projection -> 'facts' ->> 'project' AS project, projection -> 'facts' ->> 'applicationSet' AS application_set,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('ref', ref, 'why', why) ORDER BY ref), '[]') FROM bindings
        WHERE bindings.model = applications.model AND application = subject) AS bindings
     FROM applications
     WHERE applications.model = ${ACTIVE_MODEL} AND NOT applications.gone AND (${where.sql})
     ORDER BY name_sort, subject`,
    where.values,
  );
  return rows;
}

/**
 * Which of some refs the catalog has, as far as the caller may know: who sees not everything learns only of those that are rows of
 * the fleet.
 */
export async function selectKnownEntities(knex: Knex, visibility: Visibility, refs: string[]): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: Array<{ ref: string }> }>(
    visibility.filter === 'all'
      ? `SELECT ref FROM entities WHERE model = ${ACTIVE_MODEL} AND ref = ANY (?::text[]) AND facts ->> 'gone' IS DISTINCT FROM 'true'`
      : `SELECT ref FROM services WHERE model = ${ACTIVE_MODEL} AND ref = ANY (?::text[]) AND claimed AND (${isVisible('services', visibility).sql})`,
    [refs, ...(visibility.filter === 'all' ? [] : isVisible('services', visibility).values)],
  );
  return rows.map(row => row.ref);
}

/** True for an application that belongs to a row of the fleet which the caller may see. */
export function isApplicationVisible(visibility: Visibility): Condition {
  if (visibility.filter === 'all' && visibility.includeUnclaimed) {
    return TRUE;
  }
  const visible = isVisible('services', visibility);
  return condition(
    `EXISTS (SELECT FROM bindings JOIN services ON services.model = bindings.model AND services.ref = bindings.ref
       WHERE bindings.model = applications.model AND bindings.application = applications.subject AND (${visible.sql}))`,
    ...visible.values,
  );
}
