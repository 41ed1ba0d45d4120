import { ArtifactFacts, TagFacts } from '@slipway/plugin-delivery-common';
import { NamedImage } from '@slipway/plugin-delivery-node';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { FakeRegistry } from '../testing/FakeRegistry';
import { builtFrom, COMMIT, pushImage, pushIndex } from '../testing/images';
import { RunningSource, runSource, SourceOptions } from '../__testUtils__/runSource';

const MINUTE = 60_000;

describe('RegistrySource', () => {
  let registry: FakeRegistry;
  let now: number;
  const running = new Array<RunningSource>();

  beforeEach(async () => {
    now = Date.parse('2026-11-24T12:00:00Z');
    registry = await new FakeRegistry().start();
    registry.behaviour.now = () => now;
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map(source => source.stop()));
    await registry.stop();
  });

  function start(connection?: FakeSourceConnection, options: SourceOptions = {}) {
    const source = runSource(registry, connection, { now: () => now, ...options });
    running.push(source);
    return source;
  }

  const cart = () => `${registry.host}/shop/cart`;
  const artifact = (connection: FakeSourceConnection, digest: string) =>
    connection.present('artifact').find(({ facts }) => (facts as ArtifactFacts).digest === digest)?.facts as ArtifactFacts | undefined;
  const tagOf = (connection: FakeSourceConnection) => connection.present('tag')[0]?.facts as TagFacts | undefined;
  const lastReport = ({ reports }: FakeSourceConnection) => reports[reports.length - 1];

  /** Lets time pass between two turns, and wakes the source as a new name does. */
  async function later(connection: FakeSourceConnection, milliseconds: number) {
    const turns = connection.reports.length;
    connection.images.name();
    await connection.until('the turn to end', () => connection.reports.length > turns);
    now += milliseconds;
    connection.images.name();
  }

  it('reads an image once it is named, and is live', async () => {
    const digest = pushImage(registry, 'shop/cart', { labels: builtFrom() });
    const { connection } = start();

    connection.images.name({ repository: cart(), digest });

    await connection.until('the image', () => artifact(connection, digest)?.commit === COMMIT);
    expect(connection.observations[0]).toMatchObject({ source: 'registry/git', order: { epoch: '0', position: '0' } });
    await connection.until('a report', () => lastReport(connection)?.state === 'live');
    expect(lastReport(connection)).toEqual({ state: 'live', upstreamRequests: 3 });
  });

  it('finds what a tag names, reads that, and sees it move', async () => {
    const [first, second] = ['1', '2'].map(version =>
      pushImage(registry, 'shop/cart', { labels: builtFrom(COMMIT, 'x', version), tag: version }),
    );
    const { connection } = start();
    const used: NamedImage = { repository: cart(), tag: '1' };
    connection.images.use(used);
    connection.images.name(used);
    await connection.until('the image of the tag', () => artifact(connection, first) !== undefined);
    expect(tagOf(connection)).toEqual({ repository: cart(), tag: '1', digest: first });

    pushImage(registry, 'shop/cart', { labels: builtFrom(COMMIT, 'x', '2'), tag: '1' });
    await later(connection, MINUTE);

    await connection.until('the image that it names since', () => artifact(connection, second) !== undefined);
    expect(tagOf(connection)?.digest).toBe(second);
    expect(connection.present('tag')[0].order).toEqual({ epoch: '0', position: String(now) });

    registry.remove('shop/cart', '1');
    await later(connection, MINUTE);
    await connection.until('the tag to be gone', () => tagOf(connection)?.digest === null);
  });

  it('looks at a tag at once when it is told to be pushed', async () => {
    const first = pushImage(registry, 'shop/cart', { tag: '1', labels: builtFrom() });
    const { connection } = start();
    connection.images.name({ repository: cart(), tag: '1' });
    await connection.until('the tag', () => tagOf(connection)?.digest === first);

    const second = pushImage(registry, 'shop/cart', { tag: '1' });
    connection.images.name({ repository: cart(), tag: '1' });

    await connection.until('the tag to move', () => tagOf(connection)?.digest === second);
    // Both within one second of the registry's clock.
    expect(connection.present('tag')[0].order.position).toBe(String(now + 1));
  });

  it('says that an image is gone, what was known of it, and that it is there again', async () => {
    const digest = pushImage(registry, 'shop/cart', { labels: builtFrom() });
    const { connection } = start();
    const image: NamedImage = { repository: cart(), digest };
    connection.images.use(image);
    connection.images.name(image);
    await connection.until('the image', () => artifact(connection, digest) !== undefined);

    registry.remove('shop/cart', digest);
    await later(connection, 24 * 60 * MINUTE);
    await connection.until('the image to be gone', () => artifact(connection, digest)?.gone === true);
    expect(artifact(connection, digest)?.commit).toBe(COMMIT);

    pushImage(registry, 'shop/cart', { labels: builtFrom() });
    await later(connection, MINUTE);
    await connection.until('the image to be there', () => artifact(connection, digest)?.gone === undefined);
    expect(artifact(connection, digest)?.commit).toBe(COMMIT);
    expect(registry.given(digest)).toBe(1);
  });

  it('reads an image that was named before it was pushed', async () => {
    const elsewhere = await new FakeRegistry().start();
    const digest = pushImage(elsewhere, 'shop/cart', { labels: builtFrom() });
    await elsewhere.stop();
    const { connection } = start();
    const image: NamedImage = { repository: cart(), digest };
    connection.images.use(image);
    connection.images.name(image);
    await connection.until('the image to be missed', () => artifact(connection, digest)?.gone === true);

    pushImage(registry, 'shop/cart', { labels: builtFrom() });
    await later(connection, 5 * MINUTE);

    await connection.until('the image', () => artifact(connection, digest)?.commit === COMMIT);
    expect(artifact(connection, digest)?.gone).toBeUndefined();
  });

  it('tells which repository is refused and reads the others', async () => {
    registry.behaviour.refuse['shop/secret'] = 403;
    const secret = pushImage(registry, 'shop/secret');
    const digest = pushImage(registry, 'shop/cart', { labels: builtFrom() });
    const { connection } = start();

    connection.images.name({ repository: `${registry.host}/shop/secret`, digest: secret });
    connection.images.name({ repository: cart(), digest });

    await connection.until('the other image', () => artifact(connection, digest) !== undefined);
    await connection.until('the refusal', () => lastReport(connection)?.error !== undefined);
    expect(lastReport(connection).state).toBe('live');
    expect(lastReport(connection).error).toMatch(/answers 403: shop\/secret may not be read; give the account the right to read it/);

    registry.behaviour.refuse = {};
    await later(connection, 2 * MINUTE);
    await connection.until('the refused image', () => artifact(connection, secret) !== undefined);
    await connection.until('nothing to be wrong', () => lastReport(connection)?.error === undefined);
  });

  it('goes on with an image after one whose bytes are wrong', async () => {
    const [broken, whole] = [pushImage(registry, 'shop/cart', { labels: builtFrom() }), pushImage(registry, 'shop/cart')];
    registry.behaviour.corrupt.add(broken);
    const { connection } = start();

    connection.images.name({ repository: cart(), digest: whole }, { repository: cart(), digest: broken });

    await connection.until('the whole one', () => artifact(connection, whole) !== undefined);
    await connection.until('the words', () => lastReport(connection)?.error?.includes(`other bytes for shop/cart@${broken}`) === true);
    expect(artifact(connection, broken)).toBeUndefined();
  });

  it('goes on with the others where the registry stumbles over one image', async () => {
    const [broken, whole] = [pushImage(registry, 'shop/cart', { labels: builtFrom() }), pushImage(registry, 'shop/cart')];
    registry.behaviour.broken.add(broken);
    const { connection } = start();
    connection.images.name({ repository: cart(), digest: whole }, { repository: cart(), digest: broken });
    await connection.until('the words', () => lastReport(connection)?.error?.includes('answers 500') === true);

    await later(connection, 2_000);

    await connection.until('the whole one', () => artifact(connection, whole) !== undefined);
    expect(lastReport(connection)?.error).toContain(broken);
    registry.behaviour.broken.clear();
    await later(connection, MINUTE);
    await connection.until('the other', () => artifact(connection, broken) !== undefined);
  });

  it('asks nothing more until the instant that a limit names, and says so', async () => {
    const digest = pushImage(registry, 'shop/cart', { labels: builtFrom() });
    const { connection } = start();
    await connection.until('the registry to answer', () => lastReport(connection)?.state === 'live');
    registry.behaviour.fault = { status: 429, headers: { 'retry-after': '600' } };
    connection.images.name({ repository: cart(), digest });
    await connection.until('the limit', () => lastReport(connection)?.error !== undefined);
    expect(lastReport(connection)).toMatchObject({
      state: 'retrying',
      error: expect.stringMatching(/answers 429 .*it is asked again at 2026-11-24T12:10:00.000Z$/),
    });
    const before = registry.asked.length;
    registry.behaviour.fault = undefined;

    await later(connection, 9 * MINUTE);
    await later(connection, 0);
    expect(registry.asked).toHaveLength(before);

    await later(connection, 2 * MINUTE);
    await connection.until('the image', () => artifact(connection, digest) !== undefined);
  });

  it('is not live while there is no registry', async () => {
    registry.behaviour.fault = { status: 404, body: 'nginx' };
    const { connection } = start();

    await connection.until('the words', () => lastReport(connection)?.error !== undefined);

    expect(lastReport(connection)).toMatchObject({
      state: 'retrying',
      error: expect.stringContaining('check url: no registry answers there'),
    });
  });

  it('asks for an index and its images once, whichever is named first, and not again after a restart', async () => {
    const image = pushImage(registry, 'shop/cart', { labels: builtFrom() });
    const index = pushIndex(registry, 'shop/cart', [{ digest: image, platform: ['linux', 'amd64'] }]);
    const first = start();
    first.connection.images.name({ repository: cart(), digest: index }, { repository: cart(), digest: image });
    await first.connection.until('both', () => first.connection.present('artifact').length === 2);

    const second = start(await first.stop());
    second.connection.images.name({ repository: `${registry.host}/mirror/cart`, digest: image });
    second.connection.images.name({ repository: cart(), digest: pushImage(registry, 'shop/cart') });
    await second.connection.until('a third', () => second.connection.present('artifact').length === 3);

    expect([registry.given(index), registry.given(image)]).toEqual([1, 1]);
  });

  it('ends when the record is lost to another replica', async () => {
    const { connection, stop } = start();
    await connection.until('the registry to answer', () => lastReport(connection)?.state === 'live');
    await expect(stop()).resolves.toBeDefined();
  });
});
