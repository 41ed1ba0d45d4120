import { mockServices } from '@backstage/backend-test-utils';
import { DeliverySource, SourceConnection } from '@slipway/plugin-delivery-node';
import { createTestDatabase, postgres } from '../__testUtils__/createTestDatabase';
import { eventually } from '../__testUtils__/eventually';
import { applicationFacts } from '../__testUtils__/facts';
import { DeliveryDatabase } from '../database';
import { RawRetention } from './RawRetention';
import { runSources } from './runSources';

const SOURCE = 'argocd/main';

/** Hands its connections to the test, which plays the source. */
class PlayedSource implements DeliverySource {
  readonly name = SOURCE;
  readonly heartbeat = true;
  readonly connections = new Array<SourceConnection>();
  readonly failures = new Array<Error>();

  async run(connection: SourceConnection): Promise<void> {
    this.connections.push(connection);
    const failure = this.failures.shift();
    if (failure) {
      throw failure;
    }
    await new Promise<void>(resolve => connection.signal.addEventListener('abort', () => resolve()));
  }
}

function seen(id: string, epoch: string, position: number) {
  const order = { epoch, position: String(position) };
  return { id, source: SOURCE, kind: 'application' as const, order, facts: applicationFacts({ history: position }) };
}

jest.setTimeout(60_000);

describe('runSources', () => {
  const databases = postgres();
  const stops = new Array<() => Promise<void>>();

  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });

  function start(database: DeliveryDatabase, source: DeliverySource, holder: string) {
    const stop = new AbortController();
    const running = runSources([source], {
      database,
      retention: new RawRetention(database),
      logger: mockServices.logger.mock(),
      holder,
      leaseSeconds: 1,
      backOffMilliseconds: { first: 5, longest: 20 },
      signal: stop.signal,
    });
    const end = async () => {
      stop.abort();
      await running;
    };
    stops.push(end);
    return end;
  }

  async function connected(source: PlayedSource, runs: number = 1) {
    return eventually(() => {
      if (source.connections.length < runs) {
        throw new Error(`The source ran ${source.connections.length} times`);
      }
      return source.connections[runs - 1];
    });
  }

  it('runs a source on one replica, and on the other once the first is stopped', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const [first, second] = [new PlayedSource(), new PlayedSource()];
    const stopFirst = start(database, first, 'one');
    await connected(first);
    start(database, second, 'two');
    await eventually(async () => expect((await knex('leases').first()).holder).toBe('one'));
    expect(second.connections).toHaveLength(0);

    await stopFirst();
    await connected(second);

    expect(first.connections[0].signal.aborted).toBe(true);
    await expect(knex('leases').first()).resolves.toMatchObject({ name: `source:${SOURCE}`, holder: 'two', token: '2' });
  });

  it('refuses everything of a holder whose lease went to another, and stops it', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const source = new PlayedSource();
    start(database, source, 'one');
    const stale = await connected(source);
    const epoch = await stale.openEpoch();
    await stale.record({ observations: [seen('a', epoch, 1)], cursor: '1' });

    // As another replica does after this one was frozen for longer than its lease.
    await knex('leases').update({ holder: 'two', token: 7, expires_at: knex.raw(`now() + interval '1 hour'`) });

    await expect(stale.record({ observations: [seen('b', epoch, 2)], cursor: '2' })).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(stale.openEpoch()).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(stale.cursor()).rejects.toMatchObject({ name: 'ConflictError' });
    await eventually(() => expect(stale.signal.aborted).toBe(true));
    await expect(knex('observations').select('event_id')).resolves.toEqual([{ event_id: 'a' }]);
    await expect(knex('sources').select('cursor')).resolves.toEqual([{ cursor: '1' }]);
  });

  it('keeps epochs, the cursor and the newest states for whoever goes on', async () => {
    const { database } = await createTestDatabase(databases);
    const [first, second] = [new PlayedSource(), new PlayedSource()];
    const stopFirst = start(database, first, 'one');
    const before = await connected(first);
    const epoch = await before.openEpoch();
    await expect(
      before.record({ observations: [seen('a', epoch, 9), seen('b', epoch, 10), seen('b', epoch, 10)], cursor: 'c' }),
    ).resolves.toEqual({
      accepted: 2,
      duplicates: 1,
    });
    await stopFirst();

    start(database, second, 'two');
    const after = await connected(second);

    await expect(after.cursor()).resolves.toBe('c');
    expect(Number(await after.openEpoch())).toBeGreaterThan(Number(epoch));
    await expect(after.recordedStates('application')).resolves.toEqual([
      {
        subject: 'argocd/main/uid-1',
        order: { epoch, position: '10' },
        contentHash: expect.any(String),
        facts: expect.objectContaining({ history: 10 }),
      },
    ]);
  });

  it('shows why a source failed, tries it again, and shows that it is live', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const source = new PlayedSource();
    source.failures.push(new Error('no route to host'), new Error('no route to host'));
    start(database, source, 'one');
    await eventually(async () => expect(await knex('sources').first()).toMatchObject({ state: 'retrying', error: 'no route to host' }));

    const connection = await connected(source, 3);
    connection.report({ state: 'live', upstreamRequests: 4 });
    connection.heard();
    await connection.unseen({ from: '2026-01-01T00:00:00Z', until: '2026-01-01T00:10:00Z', reason: 'Slipway was down' });
    await connection.audited({ compared: 3, different: 1 });

    await eventually(async () =>
      expect(await knex('sources').first()).toMatchObject({
        state: 'live',
        error: null,
        heard_at: expect.any(Date),
        upstream_requests: '4',
        audit_compared: 3,
        audit_different: 1,
      }),
    );
    await expect(knex('unseen_spans').select('reason')).resolves.toEqual([{ reason: 'Slipway was down' }]);
  });

  it('says of a source that is no longer configured that it is not', async () => {
    const { knex, database } = await createTestDatabase(databases);
    await knex('sources').insert({ name: 'argocd/old', heartbeat: true, state: 'live' });
    start(database, new PlayedSource(), 'one');

    await eventually(async () =>
      expect(await knex('sources').where({ name: 'argocd/old' }).first()).toMatchObject({
        state: 'failed',
        error: expect.stringContaining('configured'),
      }),
    );
  });
});
