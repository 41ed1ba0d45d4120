import { isEqual } from 'lodash';
import { compareOrder } from '@slipway/plugin-delivery-common';
import { ApplicationProjection, projectRecord, RecordProjection, StoredObservation } from '..';
import { HISTORY_SETTINGS, RandomHistory, seenAgain } from './histories';

/** Anything that makes a record of observations: the rules themselves, or the rules with a bug in them. */
export type Projector = (observations: readonly StoredObservation[]) => RecordProjection;

/** The rules themselves. */
export const projectTruly: Projector = observations => projectRecord(observations, HISTORY_SETTINGS);

/** What holds of every history, whatever happened in it; each answers whether it does. */
export const INVARIANTS: Record<string, (project: Projector, history: RandomHistory) => boolean> = {
  'any order of arrival gives the same record': (project, { happened, arrived }) => isEqual(project(arrived), project(happened)),
  'what is seen again changes nothing': (project, { arrived }) => isEqual(project([...arrived, ...seenAgain(arrived)]), project(arrived)),
  'the greatest order is the present': (project, { arrived }) =>
    everyApplication(project(arrived), ({ subject, facts }) => isEqual(facts, presentOf(statesOf(arrived, subject)).facts)),
  'every application is itself': (project, { arrived }) => {
    const subjects = new Set(arrived.filter(item => item.kind === 'application').map(item => item.subject));
    const { applications } = project(arrived);
    return isEqual(new Set(applications.keys()), subjects) && [...applications].every(([subject, item]) => item.subject === subject);
  },
  'a deployment is a real sync of its own application': (project, { arrived }) =>
    everyApplication(project(arrived), ({ subject, deployments }) => {
      const seen = operationsOf(arrived, subject).map(item => ({ ...item.facts, subject: item.subject }));
      // Of some only a state tells.
      const spokenOf = statesOf(arrived, subject).flatMap(({ facts }) => facts.operation ?? []);
      const real = new Set([...seen, ...spokenOf].filter(item => !item.dryRun && !item.selfHeal).map(item => item.subject));
      return deployments.every(item => real.has(item.id));
    }),
  'a version is never what a partial sync applied': (project, { arrived }) =>
    everyApplication(project(arrived), ({ version, deployments }) =>
      [version, ...deployments.map(item => item.version)].every(({ images = [] }) => images.every(image => !image.includes('/partial:'))),
    ),
  'only the first deployment is a first one': (project, { arrived }) =>
    everyApplication(project(arrived), ({ deployments }) => deployments.every((item, index) => (item.kind === 'first') === (index === 0))),
  'a deployment that ended badly says why': (project, { arrived }) =>
    everyApplication(project(arrived), ({ deployments }) => deployments.every(item => item.outcome !== 'failed' || Boolean(item.why))),
  'only the last deployment may run': (project, { arrived }) =>
    everyApplication(project(arrived), ({ deployments }) => deployments.slice(0, -1).every(item => item.outcome !== 'running')),
};

function everyApplication({ applications }: RecordProjection, holds: (projection: ApplicationProjection) => boolean): boolean {
  return [...applications.values()].every(holds);
}

function statesOf(observations: readonly StoredObservation[], subject: string) {
  return observations.filter((item): item is StoredObservation<'application'> => item.kind === 'application' && item.subject === subject);
}

function operationsOf(observations: readonly StoredObservation[], application: string) {
  return observations.filter(
    (item): item is StoredObservation<'operation'> =>
      item.kind === 'operation' && (item as StoredObservation<'operation'>).facts.application === application,
  );
}

// Of equally great orders the greater content hash is the present.
function presentOf(states: readonly StoredObservation[]): StoredObservation {
  return states.reduce((best, item) => {
    const order = compareOrder(item.order, best.order);
    return order > 0 || (order === 0 && item.contentHash > best.contentHash) ? item : best;
  });
}
