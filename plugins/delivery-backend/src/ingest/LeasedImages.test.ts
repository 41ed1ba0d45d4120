import { mockServices } from '@backstage/backend-test-utils';
import { AnyObservation, ApplicationFacts, FactsByKind, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { observe, SourceConnection } from '@slipway/plugin-delivery-node';
import { FakeSource } from '@slipway/plugin-delivery-node/testUtils';
import { createTestDatabase, postgres } from '../__testUtils__/createTestDatabase';
import { eventually } from '../__testUtils__/eventually';
import { applicationFacts } from '../__testUtils__/facts';
import { listenForMessages } from '../database';
import { DatabaseRecorder } from './DatabaseRecorder';
import { Hints } from './Hints';
import { RawRetention } from './RawRetention';
import { runSources } from './runSources';

const seenAt = '2026-03-04T05:06:07.000Z';
const later = '2026-03-04T06:06:07.000Z';
const SOURCE = 'registry/git';
const registry = 'git.example.com';
const cart = `${registry}/shop/cart`;
const [a, b] = ['a', 'b'].map(digit => `sha256:${digit.repeat(64)}`);

let position = 0;

function seen<K extends keyof FactsByKind>(kind: K, facts: Partial<FactsByKind[K]>, source = 'argocd/main'): AnyObservation {
  position += 1;
  return observe(kind, facts as FactsByKind[K], { source, order: { epoch: '1', position: String(position) } });
}

const application = (images: string[], facts: Partial<ApplicationFacts> = {}) =>
  seen('application', applicationFacts({ images, ...facts }));

jest.setTimeout(60_000);

describe('LeasedImages', () => {
  const databases = postgres();
  const stopping = new Array<() => Promise<unknown>>();

  afterEach(async () => {
    await Promise.all(stopping.splice(0).map(stop => stop()));
  });

  async function setUp() {
    const { knex, database } = await createTestDatabase(databases);
    const recorder = new DatabaseRecorder(database);
    const source = new FakeSource(SOURCE, false);
    const hints = new Hints();
    const stop = new AbortController();
    const { signal } = stop;
    const running = new Array<Promise<void>>();
    const listening = new Promise<void>(onConnected => {
      running.push(listenForMessages(database, { signal, onConnected, onMessage: message => hints.take(message) }));
    });
    running.push(
      runSources([source], {
        database,
        hints,
        retention: new RawRetention(database),
        logger: mockServices.logger.mock(),
        holder: 'one',
        signal,
      }),
    );
    stopping.push(async () => {
      stop.abort();
      await Promise.all(running);
    });
    const connection: SourceConnection = await source.connected();
    await listening;
    return {
      knex,
      connection,
      record: (observations: AnyObservation[], at = seenAt) =>
        recorder.recordObservations(
          observations.map(observation => ({ observation, credential: observation.source })),
          { seenAt: at },
        ),
      unread: (except: string[] = [], limit = 10) => connection.images.unread({ registry, except, limit }),
      inUse: () => connection.images.inUse({ registry }),
    };
  }

  it('gives what the record names of one registry, the newest first, until it was read', async () => {
    const { record, unread, connection } = await setUp();
    await record([application([`${cart}:1`, 'nginx:1'])]);
    await record([application([`${cart}@${a}`])], later);

    await expect(unread()).resolves.toEqual([
      { repository: cart, digest: a },
      { repository: cart, tag: '1' },
    ]);
    await expect(unread([], 1)).resolves.toHaveLength(1);
    await expect(unread([cart])).resolves.toEqual([]);

    await connection.record({ observations: [], read: [{ repository: cart, digest: a }] });
    await record([application([`${cart}:1`, `${cart}@${a}`])]);
    await expect(unread()).resolves.toEqual([{ repository: cart, tag: '1' }]);
  });

  it('gives a tag again once it is told to be pushed', async () => {
    const { record, unread, connection } = await setUp();
    const read = [{ repository: cart, tag: '1' }];
    await connection.record({ observations: [seen('tag', { repository: cart, tag: '1', digest: a }, SOURCE)], read });
    await expect(unread()).resolves.toEqual([{ repository: cart, digest: a }]);

    await record([seen('tag', { repository: cart, tag: '1' }, 'git/gitea')]);

    await expect(unread([], 5)).resolves.toContainEqual(read[0]);
  });

  it('knows a digest that was read in another repository, unless it was gone there', async () => {
    const { record, unread, connection } = await setUp();
    await connection.record({
      observations: [seen('artifact', { digest: a }, SOURCE), seen('artifact', { digest: b, gone: true }, SOURCE)],
      read: [a, b].map(digest => ({ repository: cart, digest })),
    });

    await record([application([`${registry}/mirror/cart@${a}`, `${registry}/mirror/cart@${b}`])]);

    await expect(unread()).resolves.toEqual([{ repository: `${registry}/mirror/cart`, digest: b, gone: true }]);
  });

  it('tells what is in use by the newest state of what is there, and names what was recorded before names were kept', async () => {
    const { knex, record, inUse, unread, connection } = await setUp();
    const pods = [{ containers: [{ image: `${cart}:2`, digest: b }] }] as WorkloadFacts['pods'];
    await record([
      application([`${cart}:0`]),
      application([`${cart}:1`]),
      application([`${cart}:9`], { uid: 'left', gone: true }),
      seen('workload', { cluster: 'eu', uid: 'w', images: [`${cart}:1`, 'redis'], pods }, 'kubernetes/eu'),
    ]);
    await connection.record({ observations: [seen('artifact', { digest: b, gone: true }, SOURCE)] });
    await knex('image_references').delete();

    const used = await inUse();

    expect(used).toHaveLength(2);
    expect(used).toEqual(
      expect.arrayContaining([
        { repository: cart, tag: '1' },
        { repository: cart, digest: b, gone: true },
      ]),
    );
    await expect(unread()).resolves.toEqual(expect.arrayContaining(used));
  });

  it('calls back once something new is named, and not for what is known', async () => {
    const { record, connection } = await setUp();
    let named = 0;
    connection.images.onNamed(registry, () => {
      named += 1;
    });
    await record([application([`${cart}:1`])]);
    await eventually(() => expect(named).toBe(1));

    await record([application([`${cart}:1`], { health: 'Degraded' })]);
    await record([application(['docker.io/library/nginx:1'])]);
    await record([application([`${cart}:last`])]);

    await eventually(() => expect(named).toBe(2));
  });
});
