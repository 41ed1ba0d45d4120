import { mockCredentials } from '@backstage/backend-test-utils';
import { ServiceRow } from '@slipway/plugin-delivery-common';
import { DeliverySource, WebhookReceiver } from '@slipway/plugin-delivery-node';
import { FakeSource } from '@slipway/plugin-delivery-node/testUtils';
import knexFactory, { Knex } from 'knex';
import request from 'supertest';
import { BreakableConnection } from './__testUtils__/BreakableConnection';
import { postgres } from './__testUtils__/createTestDatabase';
import { eventually } from './__testUtils__/eventually';
import { applicationFacts } from './__testUtils__/facts';
import { PluginOptions, startPlugin } from './__testUtils__/startPlugin';
import { StreamReader } from './api/__testUtils__/StreamReader';

jest.setTimeout(120_000);

// Outside of describe, so that the backends end before their databases go.
const databases = postgres();

describe('the delivery plugin', () => {
  const start = async (options: Partial<PluginOptions> = {}) => startPlugin({ knex: await databases.init('POSTGRES_18'), ...options });

  const seen = (id: string, position: string, name = 'cart-dev') => ({
    id,
    source: 'tests',
    kind: 'application' as const,
    order: { epoch: '0', position },
    facts: applicationFacts({ name, images: [`registry.example.com/acme/cart:1.${position}.0`] }),
  });

  async function cellOf(get: Awaited<ReturnType<typeof start>>['get']) {
    const { body } = await get('/services').expect(200);
    const [row] = body.items as ServiceRow[];
    const cell = row?.cells.find(item => item.environment === 'dev');
    return { ref: row?.ref, claimed: row?.claimed, word: cell?.word, version: cell?.version.name };
  }

  it('shows a posted application in the fleet', async () => {
    const { get, post } = await start();

    await post([seen('a', '4')]).expect(202, { accepted: 1, duplicates: 0, rejected: [] });

    await eventually(async () =>
      expect(await cellOf(get)).toEqual({ ref: 'unclaimed:cart', claimed: false, word: 'Healthy', version: '1.4.0' }),
    );
    expect((await get('/unclaimed/cart').expect(200)).body).toMatchObject({ name: 'cart', targets: [{ application: 'cart-dev' }] });
    expect((await get('/applications').expect(200)).body.items).toMatchObject([{ name: 'cart-dev', sync: 'Synced' }]);
    expect((await get('/services/counts').expect(200)).body).toMatchObject({ total: 1, unclaimed: 1 });
  });

  it('changes nothing for a copy, and keeps the present when an older one comes', async () => {
    const { get, post } = await start();
    await post([seen('new', '4')]).expect(202);
    await eventually(async () => expect(await cellOf(get)).toMatchObject({ version: '1.4.0' }));

    await post([seen('new', '4'), seen('old', '2'), seen('next', '5')]).expect(202, { accepted: 2, duplicates: 1, rejected: [] });

    await eventually(async () => expect(await cellOf(get)).toMatchObject({ version: '1.5.0' }));
    expect((await get('/sources').expect(200)).body.items).toMatchObject([{ name: 'tests', state: 'posted', observations: 3 }]);
  });

  it('tells a source what the receiver of its webhooks hints at, whichever replica received it', async () => {
    const knex = await databases.init('POSTGRES_18');
    const hints = new Array<string>();
    const source: DeliverySource = {
      name: 'git/main',
      heartbeat: false,
      async run(connection) {
        connection.onHint(hint => hints.push(hint));
        await new Promise<void>(resolve => connection.signal.addEventListener('abort', () => resolve()));
      },
    };
    const receiver: WebhookReceiver = {
      connection: 'main',
      source: 'git/main',
      verify() {},
      read: () => ({ observations: [{ ...seen('a', '4'), source: 'git/main' }], hint: 'shop/cart moved' }),
    };
    await startPlugin({ knex, sources: [source], receivers: [receiver] });
    const other = await startPlugin({ knex, receivers: [receiver] });

    await eventually(async () => {
      await request(other.baseUrl).post('/webhooks/main').send('{}').expect(202);
      expect(hints).toContain('shop/cart moved');
    });
  });

  it('runs the sources that modules bring and lists how they do', async () => {
    const source = new FakeSource('argocd/main');
    const { get } = await start({ sources: [source] });

    await source.record([{ ...seen('a', '4'), source: 'argocd/main' }]);

    await eventually(async () => expect(await cellOf(get)).toMatchObject({ version: '1.4.0' }));
    await eventually(async () =>
      expect((await get('/sources')).body.items).toMatchObject([{ name: 'argocd/main', state: 'live', silent: false }]),
    );
  });

  it('tells the streams of every replica what one of them recorded', async () => {
    const knex = await databases.init('POSTGRES_18');
    const [first, second] = [await start({ knex }), await start({ knex })];
    // A stream that sees the first version of the read model appear is asked to load anew instead.
    await first.post([seen('a', '3')]).expect(202);
    await eventually(async () => expect(await cellOf(second.get)).toMatchObject({ version: '1.3.0' }));
    const streams = await Promise.all(
      [first, second].map(({ baseUrl }) => StreamReader.open(`${baseUrl}/stream`, { authorization: mockCredentials.service.header() })),
    );
    await Promise.all(streams.map(stream => stream.until('the beginning', message => message.id !== undefined)));

    await first.post([seen('b', '4')]).expect(202);

    const changes = await Promise.all(streams.map(stream => stream.until('the change', message => message.event === 'changed')));
    streams.forEach(stream => stream.close());
    expect(changes.map(({ data }) => data)).toEqual([{ refs: ['unclaimed:cart'] }, { refs: ['unclaimed:cart'] }]);
    expect(await cellOf(second.get)).toMatchObject({ version: '1.4.0' });
  });

  describe('when the database is gone', () => {
    const pools = new Array<Knex>();
    afterAll(() => Promise.all(pools.map(pool => pool.destroy())));

    it('says so, loses nothing that it accepted, and goes on by itself', async () => {
      const { client } = await databases.init('POSTGRES_18');
      // Knex hides the password from being copied.
      const { host, port, ...rest } = client.connectionSettings;
      const way = await BreakableConnection.to({ host, port: Number(port) });
      const knex = knexFactory({
        client: 'pg',
        connection: { ...rest, password: client.connectionSettings.password, host: '127.0.0.1', port: way.port },
        pool: { min: 0, max: 10 },
      });
      const { get, post } = await start({ knex });
      await post([seen('before', '1')]).expect(202);

      await way.cut();
      const refused = await post([seen('meanwhile', '2')]).expect(503);
      expect(refused.body.error).toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('nothing of this request was stored'),
      });
      await get('/services').expect(503);
      await way.mend();

      await eventually(async () => {
        const { body } = await post([seen('before', '1'), seen('meanwhile', '2')]).expect(202);
        expect(body).toEqual({ accepted: 0, duplicates: 2, rejected: [] });
      });
      await eventually(async () => expect(await cellOf(get)).toMatchObject({ version: '1.2.0' }));
    });
  });

  it('does not start with a key that it does not know', async () => {
    await expect(start({ delivery: { enviroments: [] } })).rejects.toThrow("'delivery.enviroments' is not known");
  });

  it('does not start with two sources of one name', async () => {
    const sources = [new FakeSource('argocd/main'), new FakeSource('argocd/main')];
    await expect(start({ sources })).rejects.toThrow("Two sources are called 'argocd/main'");
  });
});
