import { AnyObservation, ChangeFacts, FactsByKind, ObservationKind, PullRequestFacts } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING } from '../../__testUtils__/createTestRecord';
import { applicationFacts, entityFacts } from '../../__testUtils__/facts';

jest.setTimeout(120_000);

const REPOSITORY = 'git.example.com/shop/cart';
const sha = (letter: string) => letter.repeat(40);
const digest = (name: string) => `sha256:${name.charCodeAt(0).toString(16).padStart(2, '0').repeat(32)}`;

function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K], position = 1): AnyObservation {
  return observe(kind, facts, { source: 'tests', order: { epoch: '0', position: String(position) } });
}

const branch = (name: string, head: string, more: Partial<FactsByKind['push']> = {}) =>
  seen('push', {
    repository: REPOSITORY,
    ref: `refs/heads/${name}`,
    before: null,
    after: sha(head),
    created: true,
    deleted: false,
    commits: [],
    defaultBranch: 'main',
    ...more,
  });

/** `c<b` is a commit c whose parent is b; `m<b,d` a merge. The first word's head is the branch's. */
function history(line: string, facts: Record<string, Partial<ChangeFacts>> = {}): AnyObservation[] {
  const commits = line.split(' ').map(word => {
    const [letter, parents = ''] = word.split('<');
    const known = parents.split(',').filter(Boolean).map(sha);
    return seen('change', { repository: REPOSITORY, commit: sha(letter), parents: known, title: `Change ${letter}`, ...facts[letter] });
  });
  return [...commits, branch('main', line[0])];
}

const merged = (facts: Pick<PullRequestFacts, 'head' | 'mergeCommit'>) =>
  seen('pull-request', {
    repository: REPOSITORY,
    number: 7,
    state: 'closed',
    draft: false,
    merged: true,
    mergedAt: '2026-03-01T10:00:00Z',
    ...facts,
  });

/** The image `name`, built from a commit. */
const image = (name: string) => `registry.example.com/shop/${name}@${digest(name)}`;
const built = (name: string, from: string, more: Partial<FactsByKind['artifact']> = {}) =>
  seen('artifact', { digest: digest(name), commit: sha(from), sourceRepository: REPOSITORY, commitFrom: 'label', ...more });
const runs = (environment: string, names: string, more: Partial<FactsByKind['application']> = {}) =>
  seen('application', applicationFacts({ uid: environment, name: `cart-${environment}`, images: [...names].map(image), ...more }));

const service = (ref: string, annotations: Record<string, string>) =>
  seen('entity', entityFacts({ ref: `component:default/${ref}`, annotations }));
const cart = service('cart', { 'argocd/app-name': 'cart-dev,cart-production', 'slipway.dev/repository': REPOSITORY });
const trailer = (words: string) => ({ message: `Subject\n\n${words}\n` });
const revertOf = (letter: string) => trailer(`This reverts commit ${sha(letter)}.`);

// x is the image that dev runs; what is asked is where a commit is in dev.
const WAYS: Array<[string, string, AnyObservation[], string]> = [
  ['pushed to the branch', 'b', [...history('b<a a'), built('x', 'b')], 'here'],
  ['pushed before what was built', 'a', [...history('b<a a'), built('x', 'b')], 'later'],
  ['merged, by its own id', 'd', [...history('m<a,d d<a a'), built('x', 'm')], 'later'],
  [
    'squashed',
    'd',
    [...history('s<a a'), ...history('e<d d<a a').slice(0, 2), merged({ head: sha('e'), mergeCommit: sha('s') }), built('x', 's')],
    'here as sssssss',
  ],
  [
    'rebased',
    'd',
    [...history('f<c c<a a'), ...history('e<d d<a a').slice(0, 2), merged({ head: sha('e'), mergeCommit: sha('f') }), built('x', 'f')],
    'here as fffffff',
  ],
  ['proposed and not merged', 'd', [...history('b<a a'), ...history('d<a a').slice(0, 1), built('x', 'b')], 'absent'],
  ['reverted', 'b', [...history('r<b b<a a', { r: revertOf('b') }), built('x', 'r')], 'reverted reverted by rrrrrrr'],
  ['reverted, but what runs is older than that', 'b', [...history('r<b b<a a', { r: revertOf('b') }), built('x', 'b')], 'here'],
  [
    'picked, as it says',
    'b',
    [
      ...history('b<a a'),
      ...history('p<a a', { p: trailer(`(cherry picked from commit ${sha('b')})`) }).slice(0, 1),
      branch('release', 'p'),
      built('x', 'p'),
    ],
    'here as ppppppp',
  ],
  [
    'picked, as an equal patch shows',
    'b',
    [
      ...history('b<a a', { b: { patchId: 'one' } }),
      ...history('p<a a', { p: { patchId: 'one' } }).slice(0, 1),
      branch('release', 'p'),
      built('x', 'p'),
    ],
    'here as ppppppp',
  ],
  [
    'made anew on a release branch, which nothing proves',
    'b',
    [...history('b<a a'), ...history('p<a a').slice(0, 1), branch('release', 'p'), built('x', 'p')],
    'absent',
  ],
  [
    'on a branch that is an environment',
    'e',
    [...history('b<a a'), ...history('e<b b<a a').slice(0, 1), branch('env/dev', 'e'), built('x', 'e')],
    'here',
  ],
  ['rewritten away, and still what runs', 'b', [...history('c<a a'), ...history('b<a a').slice(0, 1), built('x', 'b')], 'here'],
  [
    'named by an index of which a platform runs',
    'b',
    [
      ...history('b<a a'),
      seen('artifact', {
        digest: digest('i'),
        images: [{ digest: digest('x') }],
        commit: sha('b'),
        sourceRepository: REPOSITORY,
        commitFrom: 'label',
      }),
    ],
    'here',
  ],
  [
    'in an image whose label says another repository',
    'b',
    [...history('b<a a'), built('x', 'b', { sourceRepository: 'git.example.com/shop/pay' })],
    'not-linked its label names another repository, git.example.com/shop/pay',
  ],
  [
    'in an image without labels',
    'b',
    [...history('b<a a'), seen('artifact', { digest: digest('x') })],
    'not-linked the image names no commit; add the label org.opencontainers.image.revision',
  ],
  [
    'in an image that its registry no longer has',
    'b',
    [...history('b<a a'), built('x', 'b'), seen('artifact', { digest: digest('x'), gone: true }, 2)],
    'here',
  ],
];

describe('where a commit is', () => {
  const databases = postgres();

  async function recorded(observations: AnyObservation[]) {
    const record = await createTestRecord(databases);
    await record.record(observations);
    await record.project();
    return async (letter: string, ref = 'component:default/cart') => {
      const { services } = await record.queries.findChange({ name: sha(letter), visibility: EVERYTHING });
      const own = services.find(item => item.ref === ref);
      const { state, why } = own?.environments.find(item => item.environment === 'dev') ?? { state: 'no change of it', why: null };
      const reason = state === 'later' ? why?.match(/as \w+/)?.[0] : why?.replace(`${image('x')}: `, '');
      return [state, reason].filter(Boolean).join(' ');
    };
  }

  it.each(WAYS)('%s', async (_, letter, observations, expected) => {
    const stateOf = await recorded([cart, ...observations, runs('dev', 'x')]);
    expect(await stateOf(letter)).toBe(expected);
  });

  it('is told for each service of a monorepo by the paths that it touches', async () => {
    const shared = { 'slipway.dev/repository': REPOSITORY };
    const stateOf = await recorded([
      service('cart', { ...shared, 'argocd/app-name': 'cart-dev', 'slipway.dev/paths': 'cart' }),
      service('pay', { ...shared, 'argocd/app-name': 'pay-dev', 'slipway.dev/paths': 'pay' }),
      ...history('c<b b<a a', { a: { paths: ['README.md'] }, b: { paths: ['cart/a.ts'] }, c: { paths: ['cart/a.ts', 'pay/b.ts'] } }),
      built('x', 'c'),
      built('y', 'b'),
      runs('dev', 'x'),
      seen('application', applicationFacts({ uid: 'pay', name: 'pay-dev', images: [image('y')] })),
    ]);
    const both = async (letter: string) => [await stateOf(letter), await stateOf(letter, 'component:default/pay')];
    expect(await both('b')).toEqual(['later', 'no change of it']);
    expect(await both('c')).toEqual(['here', 'absent']);
  });

  it('is told of a service of several images by those of its repository', async () => {
    const other = 'git.example.com/shop/proxy';
    const facts = [...history('b<a a'), built('x', 'b'), built('z', 'a', { sourceRepository: other })];
    expect(await (await recorded([cart, ...facts, built('y', 'b'), runs('dev', 'xyz')]))('b')).toBe('here');
    expect(await (await recorded([cart, ...facts, built('y', 'a'), runs('dev', 'xyz')]))('b')).toBe('partly 1 of 2 images have it');
  });

  it.each([
    ['a rendered branch', [{ source: 'https://git.example.com/shop/gitops.git', revision: sha('9'), kind: 'git' as const }], 'env/dev'],
    ['a Helm chart in a registry', [{ source: 'registry.example.com/charts/cart', revision: '1.4.0', kind: 'oci' as const }], '1.4.0'],
    ['a Helm chart of a repository', [{ source: 'https://charts.example.com', revision: '1.4.0', kind: 'chart' as const }], '1.4.0'],
  ])('is told by the images, wherever the manifests come from: %s', async (_, revisionList, targetRevision) => {
    const sources = [{ repoURL: revisionList[0].source, targetRevision }];
    const stateOf = await recorded([cart, ...history('b<a a'), built('x', 'b'), runs('dev', 'x', { revisionList, sources })]);
    expect(await stateOf('b')).toBe('here');
  });
});
