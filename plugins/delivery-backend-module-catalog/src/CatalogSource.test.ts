import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityFacts } from '@slipway/plugin-delivery-common';
import { FakeSourceConnection, StateWaiter } from '@slipway/plugin-delivery-node/testUtils';
import { CatalogReader } from './CatalogReader';
import { CatalogSource } from './CatalogSource';
import { ChangedEntities } from './ChangedEntities';
import { ownHash } from './entityFacts';

function entity(name: string, overrides?: { kind?: string; title?: string; annotations?: Record<string, string> }): Entity {
  const { kind = 'Component', ...metadata } = overrides ?? {};
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, namespace: 'default', ...metadata } };
}

/** Lets the source go on beat by beat. */
class Beats {
  private go: (() => void) | undefined;
  private readonly waiter = new StateWaiter(() => 'the source is at work and has not paused');

  readonly pause = (_seconds: number, signal: AbortSignal) =>
    new Promise<void>(resolve => {
      this.go = () => {
        this.go = undefined;
        resolve();
      };
      signal.addEventListener('abort', () => resolve());
      this.waiter.changed();
    });

  async done(): Promise<void> {
    await this.waiter.until('the end of a beat', () => this.go !== undefined);
  }

  async next(count = 1): Promise<void> {
    for (let beat = 0; beat < count; beat++) {
      await this.done();
      this.go!();
      await this.done();
    }
  }
}

function setUp(entities: Entity[], connection = new FakeSourceConnection()) {
  const shown = { entities, fault: undefined as Error | undefined };
  const ask = () => {
    if (shown.fault) {
      throw shown.fault;
    }
    return catalogServiceMock({ entities: shown.entities });
  };
  const catalog: Pick<CatalogService, 'queryEntities' | 'getEntitiesByRefs'> = {
    queryEntities: async request => ask().queryEntities(request),
    getEntitiesByRefs: async request => ask().getEntitiesByRefs(request),
  };
  const reader = new CatalogReader(catalog, mockServices.auth());
  const changes = new ChangedEntities();
  const beats = new Beats();
  const source = new CatalogSource({ reader, changes, pause: beats.pause });
  const change = (changed: Entity) => changes.add({ ref: stringifyEntityRef(changed), hash: ownHash(changed) });
  return { shown, connection, reader, beats, source, change, running: source.run(connection) };
}

function present(connection: FakeSourceConnection): EntityFacts[] {
  return connection
    .present('entity')
    .map(observation => observation.facts as EntityFacts)
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

async function stop({ connection, running }: ReturnType<typeof setUp>): Promise<void> {
  connection.loseLease();
  await running;
}

describe('the catalog source', () => {
  it('records every observed entity once, page by page', async () => {
    const entities = Array.from({ length: 1200 }, (_, index) => entity(`service-${index}`));
    const others = [
      entity('ada', { kind: 'User' }),
      entity('places', { kind: 'Location' }),
      entity('job', { kind: 'Template', annotations: { 'argocd/app-name': 'job' } }),
    ];
    const run = setUp([...entities, ...others]);
    await run.beats.done();
    expect(run.connection.batches).toEqual([200, 200, 200, 200, 200, 200, 2]);
    expect(present(run.connection).map(facts => facts.ref)).toContain('template:default/job');
    expect(run.connection.audits).toEqual([]);
    expect(run.connection.reports.at(-1)).toEqual({ state: 'live', upstreamRequests: 7 });
    await stop(run);
  });

  it('stays quiet while nothing changes, at one request in ten seconds', async () => {
    const run = setUp([entity('checkout')]);
    await run.beats.done();
    const before = run.reader.requests;
    await run.beats.next(100);
    expect(run.reader.requests - before).toBe(10);
    expect(run.connection.observations).toHaveLength(1);
    await stop(run);
  });

  it('records a change once the catalog shows it', async () => {
    const run = setUp([entity('checkout'), entity('payments')]);
    await run.beats.done();
    const changed = entity('checkout', { title: 'The checkout' });
    run.change(changed);
    await run.beats.next(2);
    expect(run.connection.observations).toHaveLength(2);

    run.shown.entities = [changed, entity('payments')];
    await run.beats.next();
    expect(run.connection.observations.at(-1)).toMatchObject({
      id: 'entity/component:default/checkout/1/3',
      source: 'catalog',
      order: { epoch: '1', position: '3' },
      facts: { ref: 'component:default/checkout', title: 'The checkout' },
    });
    expect(run.connection.observations).toHaveLength(3);

    const before = run.reader.requests;
    await run.beats.next(5);
    expect(run.reader.requests).toBe(before);
    await stop(run);
  });

  it('gives a change up that the catalog never shows', async () => {
    const run = setUp([entity('checkout')]);
    await run.beats.done();
    run.change(entity('checkout', { title: 'Altered by a later processor' }));
    await run.beats.next(30);
    const before = run.reader.requests;
    await run.beats.next(9);
    expect(run.reader.requests - before).toBeLessThanOrEqual(1);
    await stop(run);
  });

  it('records that an entity is gone, and that it is back', async () => {
    const run = setUp([entity('checkout'), entity('payments')]);
    await run.beats.done();
    run.shown.entities = [entity('payments')];
    await run.beats.next(10);
    expect(present(run.connection)).toEqual([
      { ref: 'component:default/checkout', gone: true, tags: [], annotations: {} },
      { ref: 'component:default/payments', tags: [], annotations: {} },
    ]);
    expect(run.connection.audits).toEqual([{ compared: 1, different: 1 }]);

    run.shown.entities = [entity('checkout'), entity('payments')];
    await run.beats.next(10);
    expect(present(run.connection)[0]).toEqual({ ref: 'component:default/checkout', tags: [], annotations: {} });
    await stop(run);
  });

  it('finds within five minutes what no change announced', async () => {
    const run = setUp([entity('checkout')]);
    await run.beats.done();
    run.shown.entities = [entity('checkout', { title: 'Unannounced' })];
    await run.beats.next(300);
    expect(present(run.connection)[0].title).toBe('Unannounced');
    await stop(run);
  });

  it('goes on where the last holder of the lease stopped', async () => {
    const first = setUp([entity('checkout'), entity('payments')]);
    await first.beats.done();
    await stop(first);

    const second = setUp([entity('checkout', { title: 'New' })], first.connection.next());
    await second.beats.done();
    const news = second.connection.observations.slice(2);
    expect(news.map(({ order, facts }) => [order, facts])).toEqual([
      [{ epoch: '2', position: '1' }, expect.objectContaining({ title: 'New' })],
      [{ epoch: '2', position: '2' }, expect.objectContaining({ ref: 'component:default/payments', gone: true })],
    ]);
    expect(second.connection.audits).toEqual([{ compared: 1, different: 2 }]);
    await stop(second);
  });

  it('claims nothing while the catalog does not answer, and compares everything afterwards', async () => {
    const run = setUp([entity('checkout')]);
    await run.beats.done();
    run.shown.fault = new Error('connect ECONNREFUSED');
    await run.beats.next(10);
    expect(run.connection.reports.at(-1)).toMatchObject({
      state: 'retrying',
      error: expect.stringMatching(/^The catalog does not count its entities; caused by Error: connect ECONNREFUSED/),
    });
    expect(present(run.connection)[0].gone).toBeUndefined();

    run.shown.fault = undefined;
    run.shown.entities = [entity('checkout', { title: 'Changed meanwhile' })];
    await run.beats.next();
    expect(present(run.connection)[0].title).toBe('Changed meanwhile');
    expect(run.connection.reports.at(-1)).toMatchObject({ state: 'live' });
    await stop(run);
  });

  it('rejects when the record takes nothing, so that it is started again', async () => {
    const connection = new FakeSourceConnection();
    connection.failWith(new Error('the database is away'));
    await expect(setUp([entity('checkout')], connection).running).rejects.toThrow('the database is away');
  });
});
