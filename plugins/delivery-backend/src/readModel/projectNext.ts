import { LoggerService } from '@backstage/backend-plugin-api';
import { claimMarks, DeliveryDatabase, MarkScope, selectModel } from '../database';
import { RuleSettings } from '../domain';
import { bindApplications } from './stages/bindApplications';
import { markImages } from './stages/markImages';
import { projectApplications, projectHistories } from './stages/projectApplications';
import { projectCommits } from './stages/projectCommits';
import { projectEntities } from './stages/projectEntities';
import { projectFacts } from './stages/projectFacts';
import { projectRepositories } from './stages/projectRepositories';
import { projectServices } from './stages/projectServices';
import { rebindClaims } from './stages/rebindClaims';
import { Stage } from './stages/stage';

const STAGES: Record<MarkScope, Stage> = {
  application: projectApplications,
  history: projectHistories,
  entity: projectEntities,
  claims: rebindClaims,
  binding: bindApplications,
  commit: projectCommits,
  fact: projectFacts,
  repository: projectRepositories,
  image: markImages,
  service: projectServices,
};

const KEYS_AT_ONCE = 500;
/** Whole histories are read: what is new waits for no more than these. */
const HISTORIES_AT_ONCE = 10;

export interface ProjectionOptions {
  database: DeliveryDatabase;
  fingerprint: string;
  settings: RuleSettings;
  logger: LoggerService;
  /** Does what came late before what is new; after it by default. */
  historyFirst?: boolean;
}

/** What one step of the projector did; `more` when its stage has more to do than one step takes. */
export type StepOutcome = { worked: false } | { worked: true; scope: MarkScope; active: boolean; more: boolean };

/**
 * Does the oldest marks of one lane: claims them, runs their stage and marks the next one, in one transaction. Any number of callers,
 * on any number of replicas, may do so at once.
 */
export async function projectNext({
  database,
  fingerprint,
  settings,
  logger,
  historyFirst = false,
}: ProjectionOptions): Promise<StepOutcome> {
  return database.inTransaction(
    async tx => {
      const version = await selectModel(tx, fingerprint);
      const claimed = version && (await claimMarks(tx, version.id, { keysOf, historyFirst }));
      if (!claimed) {
        return { worked: false };
      }
      const active = version.state === 'active';
      await STAGES[claimed.scope]({ tx, model: version.id, active, settings, logger }, claimed.marks);
      return { worked: true, scope: claimed.scope, active, more: claimed.more };
    },
    // The marks come back with whatever a crash undoes, so nobody need wait for the disk.
    { isolation: 'snapshot', durability: 'late' },
  );
}

function keysOf(scope: MarkScope): number {
  return scope === 'history' ? HISTORIES_AT_ONCE : KEYS_AT_ONCE;
}
