import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { createRegistryApi } from '../registry/createRegistryApi';
import { FakeRegistry } from '../testing/FakeRegistry';
import { builtFrom, COMMIT, pushAttestation, pushImage, pushIndex } from '../testing/images';
import { ImageReader } from './ImageReader';

const repository = 'shop/cart';
const now = () => Date.parse('2026-11-24T12:00:00Z');

describe('ImageReader', () => {
  let registry: FakeRegistry;

  beforeEach(async () => {
    registry = await new FakeRegistry().start();
  });

  afterEach(() => registry.stop());

  async function read(digest: string, recorded: ArtifactFacts[] = []): Promise<ArtifactFacts[]> {
    const { host, url } = registry;
    const reader = new ImageReader({
      host,
      api: createRegistryApi({ host, url, skipTlsVerify: false }, now),
      recorded: async digests => recorded.filter(facts => digests.includes(facts.digest)),
      now,
      signal: new AbortController().signal,
    });
    const reading = await reader.read(repository, digest);
    return 'missing' in reading ? [] : reading.artifacts;
  }

  it('reads the labels of an image, and what its manifest adds', async () => {
    const digest = pushImage(registry, repository, {
      labels: { ...builtFrom(), maintainer: 'nobody' },
      annotations: { 'org.opencontainers.image.version': '9', 'org.opencontainers.image.title': 'Cart', other: 'x' },
    });

    await expect(read(digest)).resolves.toEqual([
      {
        digest,
        repository: `${registry.host}/${repository}`,
        commit: COMMIT,
        sourceRepository: 'https://git.example.com/shop/cart',
        commitFrom: 'label',
        builtAt: '2026-11-20T10:00:00.000Z',
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        configDigest: expect.stringMatching(/^sha256:/),
        platform: 'linux/amd64',
        labels: { ...builtFrom(), 'org.opencontainers.image.title': 'Cart' },
      },
    ]);
  });

  it('reads an index with its images, and what those agree on', async () => {
    const amd = pushImage(registry, repository, { labels: { ...builtFrom(), 'org.opencontainers.image.ref.name': 'amd' } });
    const arm = pushImage(registry, repository, { labels: builtFrom(), platform: ['linux', 'arm64'], created: '2026-11-20T11:00:00Z' });
    const index = pushIndex(registry, repository, [
      { digest: arm, platform: ['linux', 'arm64'] },
      { digest: amd, platform: ['linux', 'amd64'] },
    ]);

    const [facts, ...parts] = await read(index);

    expect(facts).toMatchObject({
      digest: index,
      commit: COMMIT,
      commitFrom: 'label',
      builtAt: '2026-11-20T11:00:00.000Z',
      images: [
        { digest: arm, platform: 'linux/arm64' },
        { digest: amd, platform: 'linux/amd64' },
      ],
      labels: builtFrom(),
    });
    expect(facts.configDigest).toBeUndefined();
    expect(parts.map(part => [part.digest, part.platform])).toEqual([
      [amd, 'linux/amd64'],
      [arm, 'linux/arm64'],
    ]);
  });

  it('says no commit of an index whose images name several', async () => {
    const amd = pushImage(registry, repository, { labels: builtFrom() });
    const arm = pushImage(registry, repository, { labels: builtFrom('f'.repeat(40)), platform: ['linux', 'arm64'] });

    const [facts] = await read(pushIndex(registry, repository, [{ digest: amd }, { digest: arm }]));

    expect(facts.commit).toBeUndefined();
    expect(facts.labels).toEqual({
      'org.opencontainers.image.source': 'https://git.example.com/shop/cart',
      'org.opencontainers.image.version': '1.4.0',
    });
  });

  it('reads an index within an index', async () => {
    const image = pushImage(registry, repository, { labels: builtFrom() });
    const inner = pushIndex(registry, repository, [{ digest: image, platform: ['linux', 'amd64'] }]);
    const outer = pushIndex(registry, repository, [{ digest: inner }]);

    const artifacts = await read(outer);

    expect(artifacts.map(facts => [facts.digest, facts.commit])).toEqual([outer, inner, image].map(digest => [digest, COMMIT]));
    expect(artifacts[0].images).toEqual([{ digest: inner }, { digest: image, platform: 'linux/amd64' }]);
  });

  it('leaves out a platform that was not copied', async () => {
    const image = pushImage(registry, repository);
    const index = pushIndex(registry, repository, [{ digest: image }, { digest: `sha256:${'0'.repeat(64)}` }]);

    const artifacts = await read(index);

    expect(artifacts.map(facts => facts.digest)).toEqual([index, image]);
    expect(artifacts[0].images).toHaveLength(2);
  });

  it('reads eight platforms at most, the usual ones first, and lists all', async () => {
    const members = Array.from({ length: 12 }, (_, n) => ({
      digest: pushImage(registry, repository, { platform: ['linux', n === 11 ? 'amd64' : `cpu${n}`] }),
      platform: ['linux', n === 11 ? 'amd64' : `cpu${n}`] as [string, string],
    }));

    const [index, ...parts] = await read(pushIndex(registry, repository, members));

    expect(index.images).toHaveLength(12);
    expect(parts).toHaveLength(8);
    expect(parts[0].platform).toBe('linux/amd64');
  });

  it('does not ask again for an image that was read before its index', async () => {
    const image = pushImage(registry, repository, { labels: builtFrom() });
    const recorded = await read(image);

    const artifacts = await read(pushIndex(registry, repository, [{ digest: image }]), recorded);

    expect(artifacts).toHaveLength(1);
    expect(artifacts[0]).toMatchObject({ commit: COMMIT, images: [{ digest: image, platform: 'linux/amd64' }] });
    expect(registry.given(image)).toBe(1);
  });

  const materials = { uri: 'pkg:docker/node@22', digest: { sha256: 'aa' } };
  it.each([
    [
      'https://slsa.dev/provenance/v0.2',
      { invocation: { configSource: { uri: 'https://git.example.com/shop/cart.git#refs/heads/main', digest: { sha1: COMMIT } } } },
      'https://git.example.com/shop/cart.git',
    ],
    [
      'https://slsa.dev/provenance/v0.2',
      {
        materials: [materials],
        metadata: {
          'https://mobyproject.org/buildkit@v1#metadata': { vcs: { revision: COMMIT, source: 'git@git.example.com:shop/cart.git' } },
        },
      },
      'git@git.example.com:shop/cart.git',
    ],
    [
      'https://slsa.dev/provenance/v1',
      {
        buildDefinition: {
          resolvedDependencies: [
            materials,
            { uri: 'git+https://git.example.com/shop/cart@refs/heads/main', digest: { gitCommit: COMMIT } },
          ],
        },
      },
      'https://git.example.com/shop/cart',
    ],
    [
      'https://slsa.dev/provenance/v1',
      {
        runDetails: {
          metadata: { buildkit_metadata: { vcs: { revision: COMMIT, source: 'https://user:word@git.example.com/shop/cart' } } },
        },
      },
      'https://git.example.com/shop/cart',
    ],
  ])('takes the commit from a provenance of %s', async (predicateType, predicate, source) => {
    const image = pushImage(registry, repository);
    const attestation = pushAttestation(registry, repository, image, [
      { predicateType: 'https://spdx.dev/Document', predicate: {} },
      { predicateType, predicate },
    ]);

    const artifacts = await read(pushIndex(registry, repository, [{ digest: image, platform: ['linux', 'amd64'] }, attestation]));

    const [sbom, provenance] = attestation.statements;
    const expected = { commit: COMMIT, commitFrom: 'provenance', sourceRepository: source, provenance, sbom };
    expect(artifacts).toMatchObject([{ ...expected, images: [{ digest: image }] }, expected]);
    expect(artifacts[0].images).toHaveLength(1);
  });

  it('lets a label win over the provenance, which it then does not fetch', async () => {
    const image = pushImage(registry, repository, { labels: builtFrom() });
    const attestation = pushAttestation(registry, repository, image, [
      { predicateType: 'https://slsa.dev/provenance/v1', predicate: { buildDefinition: {} } },
    ]);

    const [index] = await read(pushIndex(registry, repository, [{ digest: image }, attestation]));

    expect(index).toMatchObject({ commitFrom: 'label', provenance: attestation.statements[0] });
    expect(registry.asked.some(({ path }) => path.endsWith(attestation.statements[0]))).toBe(false);
  });

  it('takes no commit of a tree with changes that were never committed', async () => {
    const image = pushImage(registry, repository);
    const vcs = { revision: `${COMMIT}-dirty`, source: 'https://git.example.com/shop/cart' };
    const attestation = pushAttestation(registry, repository, image, [
      { predicateType: 'https://slsa.dev/provenance/v1', predicate: { runDetails: { metadata: { buildkit_metadata: { vcs } } } } },
    ]);

    const [index] = await read(pushIndex(registry, repository, [{ digest: image }, attestation]));

    expect(index.commit).toBeUndefined();
    expect(index.provenance).toBe(attestation.statements[0]);
  });

  it('reads version and application version of a chart', async () => {
    const config = registry.putBlob(
      repository,
      { name: 'cart', version: '0.3.1', appVersion: '1.4.0', apiVersion: 'v2' },
      'application/vnd.cncf.helm.config.v1+json',
    );
    const digest = registry.putManifest(repository, { schemaVersion: 2, config, layers: [] });

    await expect(read(digest)).resolves.toEqual([
      {
        digest,
        repository: `${registry.host}/${repository}`,
        mediaType: 'application/vnd.cncf.helm.config.v1+json',
        labels: { 'org.opencontainers.image.version': '0.3.1', 'app.kubernetes.io/version': '1.4.0' },
      },
    ]);
  });

  it.each<[string, () => string, Partial<ArtifactFacts>]>([
    ['an image without labels', () => pushImage(registry, repository, { labels: null }), { platform: 'linux/amd64' }],
    [
      'labels that are no text',
      () =>
        pushImage(registry, repository, { labels: { 'org.opencontainers.image.revision': 7, 'org.opencontainers.image.version': '1' } }),
      { labels: { 'org.opencontainers.image.version': '1' } },
    ],
    [
      'a false label',
      () => pushImage(registry, repository, { labels: { 'org.opencontainers.image.revision': 'main' } }),
      { commit: 'main', commitFrom: 'label', labels: { 'org.opencontainers.image.revision': 'main' } },
    ],
    [
      'a configuration that is no JSON',
      () => registry.putManifest(repository, { config: registry.putBlob(repository, 'no JSON'), layers: [] }),
      { mediaType: 'application/vnd.oci.image.manifest.v1+json' },
    ],
    [
      'a manifest that is no JSON',
      () => registry.putManifest(repository, '<html>', { mediaType: 'text/html' }),
      { mediaType: 'text/html' },
    ],
    [
      'an artifact of a type that nobody knows',
      () =>
        registry.putManifest(repository, { artifactType: 'application/x.y', config: { mediaType: 'application/x.z', digest: 'sha256:1' } }),
      { mediaType: 'application/x.y' },
    ],
    [
      'an instant that every build of its kind writes',
      () => pushImage(registry, repository, { created: '1970-01-01T00:00:00Z' }),
      { platform: 'linux/amd64' },
    ],
    [
      'a manifest of 5 MB',
      () =>
        registry.putManifest(repository, {
          config: {},
          layers: [],
          annotations: { pad: 'x'.repeat(5_000_000), 'org.opencontainers.image.title': 'big' },
        }),
      { labels: { 'org.opencontainers.image.title': 'big' } },
    ],
  ])('takes %s as it is', async (_, push, expected) => {
    const digest = push();

    const [facts] = await read(digest);

    expect(facts).toMatchObject({ digest, ...expected });
    expect('commit' in facts).toBe('commit' in expected);
  });

  it('refuses other bytes than those that were asked for, and names both digests', async () => {
    const digest = pushImage(registry, repository);
    registry.behaviour.corrupt.add(digest);

    await expect(read(digest)).rejects.toThrow(new RegExp(`other bytes for ${repository}@${digest}, with the digest sha256:[0-9a-f]{64}`));
  });

  it('refuses a manifest beyond any size', async () => {
    const digest = registry.putManifest(repository, { config: {}, annotations: { pad: 'x'.repeat(9_000_000) } });

    await expect(read(digest)).rejects.toThrow('no manifest or configuration has so many');
  });

  it('says what is not there', async () => {
    await expect(read(`sha256:${'0'.repeat(64)}`)).resolves.toEqual([]);
  });
});
