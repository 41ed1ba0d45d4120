import { ObservationKind } from '@slipway/plugin-delivery-common';
import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

/** The stages of the projector, in the order in which a fact flows through them; `history` is for what came late and can wait. */
export const MARK_SCOPES = [
  'application',
  'history',
  'entity',
  'claims',
  'binding',
  'commit',
  'fact',
  'repository',
  'image',
  'service',
] as const;

export type MarkScope = (typeof MARK_SCOPES)[number];

/** The stage that takes the observations of each kind; what no page uses yet is recorded and not projected. */
export const SCOPE_OF_KIND: Readonly<Partial<Record<ObservationKind, MarkScope>>> = {
  application: 'application',
  operation: 'application',
  entity: 'entity',
  change: 'commit',
  artifact: 'fact',
  push: 'fact',
  'pull-request': 'fact',
  run: 'fact',
  job: 'fact',
  tag: 'fact',
  workload: 'fact',
  manifests: 'fact',
  'manifest-file': 'fact',
};

/** Lanes per stage: as many transactions may work on one stage at once. A power of two. */
export const BUCKETS = 8;

export interface Mark {
  scope: MarkScope;
  key: string;
  payload?: unknown;
}

/** Marks in every version of the read model that is kept up; call `holdModels` before. */
export async function insertMarksInAllModels(tx: Transaction, marks: Mark[]): Promise<void> {
  await tx.raw(
    `INSERT INTO marks (model, scope, bucket, key, payload)
     SELECT read_models.id, mark.scope, hashtext(mark.key) & ${BUCKETS - 1}, mark.key, mark.payload
     FROM read_models, json_to_recordset(?::json) AS mark(scope text, key text, payload jsonb)
     WHERE read_models.state <> 'retired'`,
    [toJson(marks)],
  );
}

/** Marks in one version of the read model. */
export async function insertMarks(tx: Transaction, model: number, marks: Mark[]): Promise<void> {
  if (marks.length === 0) {
    return;
  }
  await tx.raw(
    `INSERT INTO marks (model, scope, bucket, key, payload)
     SELECT ?, mark.scope, hashtext(mark.key) & ${BUCKETS - 1}, mark.key, mark.payload
     FROM json_to_recordset(?::json) AS mark(scope text, key text, payload jsonb)`,
    [model, toJson(marks)],
  );
}

/**
 * Keeps versions of the read model from being created or switched until the transaction ends: a version that is created
 * reads what was stored before and is marked by what is stored after, and nothing falls between.
 */
export async function holdModels(tx: Transaction): Promise<void> {
  await tx.raw('LOCK TABLE read_models IN ROW SHARE MODE');
}
