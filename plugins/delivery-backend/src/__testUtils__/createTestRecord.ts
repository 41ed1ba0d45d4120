import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AnyObservation } from '@slipway/plugin-delivery-common';
import { findOrCreateModel } from '../database';
import { RuleSettings } from '../domain';
import { DatabaseRecorder } from '../ingest';
import { DatabaseQueries } from '../readModel/DatabaseQueries';
import { fingerprintOf } from '../readModel/fingerprintOf';
import { projectNext } from '../readModel/projectNext';
import { switchModel } from '../readModel/switchModel';
import { createTestDatabase } from './createTestDatabase';

export const SETTINGS: RuleSettings = {
  environments: ['dev', 'staging', 'production'].map(name => ({ name, match: [] })),
  services: [],
  clusters: [],
  argocdUrls: {},
  tracesImages: false,
};

export const EVERYTHING = { filter: 'all', includeUnclaimed: true } as const;

export const SEEN_AT = '2026-03-04T05:06:07.000Z';

/** A record with its read model in a database of its own, projected when the test asks for it. */
export async function createTestRecord(databases: TestDatabases, settings: RuleSettings = SETTINGS) {
  const { knex, database } = await createTestDatabase(databases);
  const recorder = new DatabaseRecorder(database);
  const projectionOf = (rules: RuleSettings) => ({
    database,
    settings: rules,
    fingerprint: fingerprintOf(rules),
    logger: mockServices.logger.mock(),
  });

  return {
    knex,
    database,
    recorder,
    queries: new DatabaseQueries(database, settings, { tickets: [], migrations: ['**/db/migrate/**'] }),
    record: (observations: AnyObservation[], seenAt: string = SEEN_AT) =>
      recorder.recordObservations(
        observations.map(observation => ({ observation, credential: observation.source })),
        { seenAt },
      ),
    /** Does one turn of the projector. */
    step: ({ historyFirst = false } = {}) => projectNext({ ...projectionOf(settings), historyFirst }),
    /** Does everything that is marked, and switches to the version of the rules when it was not the active one. */
    async project(rules: RuleSettings = settings) {
      const projection = projectionOf(rules);
      await database.inTransaction(tx => findOrCreateModel(tx, projection.fingerprint));
      let steps = 0;
      while ((await projectNext(projection)).worked) {
        steps++;
      }
      await switchModel(projection);
      return steps;
    },
  };
}
