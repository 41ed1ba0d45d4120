import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { hashFacts, NamedImage } from '@slipway/plugin-delivery-node';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { FakeRegistry } from '../testing/FakeRegistry';
import { builtFrom, pushAttestation, pushImage, pushIndex } from '../testing/images';
import { RunningSource, runSource } from '../__testUtils__/runSource';

const HISTORIES = 25;

/** Numbers that look random and are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map(item => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

jest.setTimeout(120_000);

describe('any order of names and restarts', () => {
  let registry: FakeRegistry;
  const running = new Array<RunningSource>();

  beforeEach(async () => {
    registry = await new FakeRegistry().start();
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map(source => source.stop()));
    await registry.stop();
  });

  /** Two services with plain images, indexes of two platforms with provenance, tags that name them, and one image that is not there. */
  function publish(): { named: NamedImage[]; digests: string[] } {
    const digests = new Array<string>();
    const named = new Array<NamedImage>();
    for (const repository of ['shop/cart', 'shop/mail']) {
      const full = `${registry.host}/${repository}`;
      const plain = pushImage(registry, repository, { labels: builtFrom(undefined, undefined, repository), tag: 'plain' });
      const amd = pushImage(registry, repository, { labels: { 'org.opencontainers.image.title': repository } });
      const arm = pushImage(registry, repository, {
        labels: { 'org.opencontainers.image.title': repository },
        platform: ['linux', 'arm64'],
      });
      const vcs = { revision: 'a'.repeat(40), source: `https://git.example.com/${repository}` };
      const provenance = pushAttestation(registry, repository, amd, [
        { predicateType: 'https://slsa.dev/provenance/v1', predicate: { runDetails: { metadata: { buildkit_metadata: { vcs } } } } },
      ]);
      const index = pushIndex(
        registry,
        repository,
        [{ digest: amd, platform: ['linux', 'amd64'] }, { digest: arm, platform: ['linux', 'arm64'] }, provenance],
        { tag: 'multi' },
      );
      const missing = `sha256:${hashFacts(repository)
        .length.toString(16)
        .padStart(64, repository === 'shop/cart' ? '1' : '2')}`;
      digests.push(plain, amd, arm, index);
      named.push(...[plain, index, missing].map(digest => ({ repository: full, digest })));
      named.push(...['plain', 'multi', 'none'].map(tag => ({ repository: full, tag })));
    }
    return { named, digests };
  }

  /** Waits until something more is recorded, or not: restarts come at any moment. */
  async function goOn(connection: FakeSourceConnection, random: () => number) {
    const before = connection.observations.length;
    await connection.until('the history to go on', () => connection.observations.length > before || random() < 0.5);
  }

  const factsOf = (connection: FakeSourceConnection) =>
    [...connection.present('artifact'), ...connection.present('tag')].map(({ facts }) => hashFacts(facts)).sort();

  it(`gives the same facts and asks for each digest once, in ${HISTORIES} histories`, async () => {
    const { named, digests } = publish();
    let expected: string[] | undefined;
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const random = randomOf(seed);
      const given = new Array<string>();
      let source = runSource(registry);
      running.push(source);
      for (const image of shuffled(named, random)) {
        source.connection.images.name(image);
        if (random() < 0.3) {
          await goOn(source.connection, random);
          const next = await source.stop();
          const kept = new Set(next.present('artifact').map(({ facts }) => (facts as ArtifactFacts).digest));
          given.push(...source.given.filter(digest => kept.has(digest) && digests.includes(digest)));
          source = runSource(registry, next);
          running.push(source);
        }
      }
      const { connection } = source;
      connection.images.name(...named.filter(({ digest }) => digest !== undefined));
      await connection.until(
        `the end of history ${seed}`,
        () => connection.present('artifact').length === 10 && connection.present('tag').length === 6,
      );

      const facts = factsOf(connection);
      expected ??= facts;
      expect({ seed, facts }).toEqual({ seed, facts: expected });
      const recorded = connection.observations.filter(({ kind }) => kind === 'artifact');
      expect(recorded).toHaveLength(10);
      // An answer that came as the lease was lost was never recorded, and is not counted.
      given.push(...source.given.filter(digest => digests.includes(digest)));
      expect({ seed, given: given.sort() }).toEqual({ seed, given: [...digests].sort() });
      await source.stop();
    }
  });
});
