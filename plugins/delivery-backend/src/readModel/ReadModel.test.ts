import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { AnyObservation } from '@slipway/plugin-delivery-common';
import { createTestDatabase, postgres } from '../__testUtils__/createTestDatabase';
import { EVERYTHING, SEEN_AT, SETTINGS } from '../__testUtils__/createTestRecord';
import { eventually } from '../__testUtils__/eventually';
import { applicationFacts } from '../__testUtils__/facts';
import { DeliveryDatabase } from '../database';
import { RuleSettings } from '../domain';
import { DatabaseRecorder } from '../ingest';
import { ReadModel } from './ReadModel';

const APPLICATIONS = 40;

jest.setTimeout(120_000);

function state(uid: number, position: number): AnyObservation {
  return {
    id: `${uid}-${position}`,
    source: 'argocd/main',
    kind: 'application',
    order: { epoch: '1', position: String(position) },
    facts: applicationFacts({ uid: `uid-${uid}`, name: `app${uid}-production`, health: position % 2 ? 'Healthy' : 'Degraded' }),
  };
}

describe('ReadModel', () => {
  const databases = postgres();
  const stops = new Array<() => Promise<void>>();

  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });

  function start(database: DeliveryDatabase, settings: RuleSettings = SETTINGS, pollMilliseconds?: number) {
    const stop = new AbortController();
    const logger = mockServices.logger.mock();
    const readModel = new ReadModel({ database, settings, logger, pollMilliseconds });
    const running = readModel.run(stop.signal);
    const end = async () => {
      stop.abort();
      await running;
    };
    stops.push(end);
    return { readModel, end, logger };
  }

  async function list(readModel: ReadModel) {
    const { items } = await readModel.queries.listServices({ filter: {}, visibility: EVERYTHING, sort: 'name', limit: 200 });
    return items;
  }

  function record(database: DeliveryDatabase, observations: AnyObservation[]) {
    return new DatabaseRecorder(database).recordObservations(
      observations.map(observation => ({ observation, credential: 'argocd/main' })),
      { seenAt: SEEN_AT },
    );
  }

  it('is waited for while the database does not answer', async () => {
    const { database } = await createTestDatabase(databases);
    const { readModel, logger } = start(database);
    const read = database.read.bind(database);
    database.read = () => {
      database.read = read;
      return Promise.reject(new ServiceUnavailableError('The delivery database does not answer'));
    };
    await readModel.present(new AbortController().signal);
    expect(logger.warn).toHaveBeenCalledWith('The start waits for the read model: The delivery database does not answer');
    expect(await list(readModel)).toEqual([]);
  });

  it('is kept up by two replicas at once, each observation on the page once', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const one = start(database);
    const two = start(database);
    for (let position = 1; position <= 6; position++) {
      await record(
        database,
        Array.from({ length: APPLICATIONS }, (_, uid) => state(uid, position)),
      );
    }

    await eventually(async () => {
      expect(await knex('marks').count('* as n').first()).toEqual({ n: '0' });
      expect(await knex('read_models').select('state')).toEqual([{ state: 'active' }]);
      const words = (await list(one.readModel)).flatMap(row => row.cells.filter(cell => cell.targets).map(cell => cell.word));
      expect(words).toEqual(Array.from({ length: APPLICATIONS }, () => 'Degraded'));
    });
    expect(await list(two.readModel)).toEqual(await list(one.readModel));
    expect(one.logger.error).not.toHaveBeenCalled();
    expect(two.logger.error).not.toHaveBeenCalled();
  });

  it('is woken by the message of an intake and tells its own listeners, without waiting for a poll', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const { readModel } = start(database, SETTINGS, 3_600_000);
    await eventually(async () => expect(await knex('read_models').select('state')).toEqual([{ state: 'active' }]));
    const { rows } = await knex.raw(
      'SELECT count(*)::integer AS n FROM pg_stat_activity WHERE query LIKE ? AND datname = current_database()',
      ['LISTEN%'],
    );
    expect(rows[0].n).toBeGreaterThan(0);
    let told = 0;
    readModel.queries.onChanges(() => told++);

    await record(database, [state(1, 1)]);

    await eventually(() => expect(told).toBeGreaterThan(0));
    await eventually(async () => expect(await list(readModel)).toHaveLength(1));
  });

  it('listens again after its connection was cut', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const { readModel } = start(database);
    const listening = async () => {
      const { rows } = await knex.raw('SELECT pid FROM pg_stat_activity WHERE query LIKE ? AND datname = current_database()', ['LISTEN%']);
      expect(rows).toHaveLength(1);
      return rows[0].pid;
    };
    const before = await eventually(listening);

    await knex.raw('SELECT pg_terminate_backend(?)', [before]);

    await eventually(async () => expect(await listening()).not.toBe(before));
    let told = 0;
    readModel.queries.onChanges(() => told++);
    await record(database, [state(1, 1)]);
    await eventually(() => expect(told).toBeGreaterThan(0));
  });

  it('never shows less than everything while a version with other rules is built and switched to', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const old = start(database);
    await record(
      database,
      Array.from({ length: APPLICATIONS }, (_, uid) => state(uid, 1)),
    );
    await eventually(async () => expect(await list(old.readModel)).toHaveLength(APPLICATIONS));

    const renamed: RuleSettings = { ...SETTINGS, environments: [{ name: 'live', match: [{ name: '*-production' }] }] };
    const next = start(database, renamed);
    const looks = new Array<string>();
    await eventually(async () => {
      const items = await list(next.readModel);
      const environments = new Set(items.flatMap(row => row.cells.filter(cell => cell.targets).map(cell => cell.environment)));
      looks.push(`${items.length} ${[...environments].join()}`);
      expect(environments).toEqual(new Set(['live']));
    });

    expect(looks.every(look => look === `${APPLICATIONS} live` || look === `${APPLICATIONS} production`)).toBe(true);
    await expect(knex('changes').where({ kind: 'reset' }).count('* as n').first()).resolves.toEqual({ n: '2' });
    // The old replica's version is retired: what comes now is projected by the new rules alone.
    await record(database, [state(99, 1)]);
    await eventually(async () => expect(await list(old.readModel)).toHaveLength(APPLICATIONS + 1));
  });
});
