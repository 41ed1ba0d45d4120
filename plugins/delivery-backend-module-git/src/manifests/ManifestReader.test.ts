import { ManifestFileFacts, ManifestsFacts } from '@slipway/plugin-delivery-common';
import { UpstreamError } from '@slipway/plugin-delivery-node';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { RateLimitError } from '../host/HostClient';
import { blobId, FakeGitHost } from '../testing/FakeGitHost';
import { ManifestReader } from './ManifestReader';

const context = { source: 'git/gitea', host: 'git.example.com' };
const repository = 'git.example.com/shop/gitops';
const revision = 'a'.repeat(40);
const KEY = 'a key of these tests';
const VALUE = 'hunter2-hunter2';

describe('the manifests that are deployed', () => {
  let now = Date.parse('2026-11-20T10:00:00Z');

  function setUp(files: Record<string, string>, path = 'apps/cart', earlier?: FakeSourceConnection) {
    const host = new FakeGitHost();
    host.contents.set(revision, files);
    const connection = new FakeSourceConnection(earlier);
    connection.git.deployed = [{ repository, revision, path }];
    const reader = new ManifestReader(host, context, () => new Date(now));
    return { host, connection, reader, look: () => reader.look(connection, KEY) };
  }

  async function read(files: Record<string, string>, path?: string) {
    const { connection, look } = setUp(files, path);
    await look();
    const [place] = connection.present('manifests').map(({ facts }) => facts as ManifestsFacts);
    return {
      place,
      paths: place.files.map(file => file.path),
      files: connection.present('manifest-file').map(({ facts }) => facts as ManifestFileFacts),
    };
  }

  const kustomize = (words: string) =>
    words
      .split('\n')
      .map(line => line.trim().replace(/^(\w+): (?!\[|\{)(.*)$/, '$1: [$2]'))
      .join('\n');

  it.each<[string, Record<string, string>, string | undefined, string[], string]>([
    [
      'a folder of manifests, without the folders below it and what is none',
      {
        'apps/cart/a.yaml': 'a: 1',
        'apps/cart/b.json': '{}',
        'apps/cart/README.md': 'x',
        'apps/cart/more/c.yaml': 'c: 1',
        'apps/pay/d.yaml': 'd: 1',
      },
      undefined,
      ['apps/cart/a.yaml', 'apps/cart/b.json'],
      'plain',
    ],
    [
      'a folder with those below it',
      { 'apps/cart/a.yaml': 'a', 'apps/cart/more/c.yaml': 'c' },
      'apps/cart/**',
      ['apps/cart/a.yaml', 'apps/cart/more/c.yaml'],
      'plain',
    ],
    ['the root', { 'a.yaml': 'a', 'more/c.yaml': 'c' }, '', ['a.yaml'], 'plain'],
    ['a file of values', { 'apps/cart/values.yaml': 'a' }, 'apps/cart/values.yaml', ['apps/cart/values.yaml'], 'file'],
    [
      'a chart, whole',
      { 'apps/cart/Chart.yaml': 'a', 'apps/cart/templates/x.tpl': '{{' },
      undefined,
      ['apps/cart/Chart.yaml', 'apps/cart/templates/x.tpl'],
      'helm',
    ],
    [
      'a kustomization, with its bases and patches and nothing else',
      {
        'apps/cart/kustomization.yaml': kustomize(
          'resources: ../base, own.yaml\npatches: [{ path: patch.yaml }]\nconfigMapGenerator: [{ files: [x=config.ini] }]',
        ),
        'apps/cart/own.yaml': 'a',
        'apps/cart/patch.yaml': 'b',
        'apps/cart/config.ini': 'c',
        'apps/cart/not-used.yaml': 'd',
        'apps/base/kustomization.yml': kustomize('resources: deployment.yaml\ncomponents: ../../parts/one'),
        'apps/base/deployment.yaml': 'e',
        'parts/one/kustomization.yaml': kustomize('bases: ../../apps/base'),
      },
      undefined,
      [
        'apps/base/deployment.yaml',
        'apps/base/kustomization.yml',
        'apps/cart/config.ini',
        'apps/cart/kustomization.yaml',
        'apps/cart/own.yaml',
        'apps/cart/patch.yaml',
        'parts/one/kustomization.yaml',
      ],
      'kustomize',
    ],
  ])('are %s', async (_, files, path, expected, form) => {
    const { place, paths } = await read(files, path);
    expect({ paths, form: place.form, missing: place.missing, problem: place.problem }).toEqual({ paths: expected, form });
  });

  it('say what belongs to them and is not read', async () => {
    const { place } = await read({
      'apps/cart/kustomization.yaml': kustomize('resources: https://github.com/acme/base?ref=v1, gone.yaml, ../../../outside, ../pay'),
      'apps/pay/x.yaml': 'x',
    });
    expect(place.missing).toEqual([
      '../../../outside, to which apps/cart/kustomization.yaml refers: it is not there',
      'apps/pay: it has no kustomization.yaml',
      'gone.yaml, to which apps/cart/kustomization.yaml refers: it is not there',
      'https://github.com/acme/base?ref=v1, to which apps/cart/kustomization.yaml refers',
    ]);
  });

  it('are 200 files at most, none of more than 256 KiB, and say so', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 203 }, (_, index) => [`apps/cart/${String(index).padStart(3, '0')}.yaml`, `n: ${index}`]),
    );
    const { place, files } = await read({ ...many, 'apps/cart/000.yaml': 'x'.repeat(300_000) });
    expect(place.files).toHaveLength(200);
    expect(place.missing).toEqual(['3 more files of apps/cart: 200 are compared at most']);
    expect(place.files[0].problem).toBe('it has 300,000 bytes; 262,144 are read at most');
    expect(files).toHaveLength(199);
  });

  it('never hold the value of a Secret', async () => {
    const { connection, look } = setUp({
      'apps/cart/kustomization.yaml': kustomize(
        `resources: secret.yaml, template.yaml\nsecretGenerator: [{ name: a, envs: [.env], literals: [p=${VALUE}] }]`,
      ),
      'apps/cart/secret.yaml': `kind: Secret\nstringData:\n  password: ${VALUE}\n`,
      'apps/cart/template.yaml': `kind: Secret\ndata: {{ "${VALUE}" }}\n`,
      'apps/cart/.env': `password=${VALUE}`,
    });
    await look();
    expect(JSON.stringify(connection.observations)).not.toContain(VALUE);
    expect(JSON.stringify(connection.observations)).not.toContain(blobId(`password=${VALUE}`));
    const files = connection.present('manifest-file').map(({ facts }) => facts as ManifestFileFacts);
    expect(files.map(({ hidden, problem }) => hidden ?? problem)).toEqual(
      expect.arrayContaining([1, 1, 'it holds a Secret and is no plain YAML: all of it is hidden']),
    );
  });

  it('are read once, and a file that stands at two commits once', async () => {
    const { host, connection, look } = setUp({ 'apps/cart/a.yaml': 'a: 1' });
    await look();
    const first = host.asked.length;
    await look();
    expect(host.asked.length).toBe(first);

    const next = 'b'.repeat(40);
    host.contents.set(next, { 'apps/cart/a.yaml': 'a: 1', 'apps/cart/b.yaml': 'b: 1' });
    connection.git.deployed.push({ repository, revision: next, path: 'apps/cart' });
    await look();
    expect(host.asked.slice(first).filter(asked => asked.startsWith('blob'))).toEqual([`blob shop/gitops ${blobId('b: 1').slice(0, 7)}`]);
  });

  it.each([
    ['a path that is not there', 'apps/none', undefined, 'there is no apps/none at this commit'],
    [
      'a commit that is not there',
      'apps/cart',
      new UpstreamError(404, 'x'),
      'the host shows no such repository or commit to its account; it may be private, or the commit may be gone',
    ],
    ['contents that may not be read', 'apps/cart', new UpstreamError(403, 'x'), 'its account may not read the contents of the repository'],
  ])('say why of %s, once, and are tried again after an hour', async (_, path, problem, said) => {
    const { host, connection, look } = setUp({ 'apps/cart/a.yaml': 'a' }, path);
    host.problem = problem;
    await look();
    expect(connection.present('manifests')).toMatchObject([{ facts: { files: [], problem: said } }]);

    const asked = host.asked.length;
    await look();
    expect(host.asked.length).toBe(asked);
    now += 3_600_000;
    await look();
    expect(host.asked.length).toBeGreaterThan(asked);
    expect(connection.observations).toHaveLength(1);
  });

  it.each([new RateLimitError(new Date()), new UpstreamError(502, 'x')])('are left where the host does not answer: %s', async problem => {
    const { host, connection, look } = setUp({ 'apps/cart/a.yaml': 'a' });
    host.problem = problem;
    await expect(look()).rejects.toThrow(problem);
    host.problem = undefined;
    await look();
    expect(connection.present('manifests')).toHaveLength(1);
  });
});
