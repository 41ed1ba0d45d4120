import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { changeInEnvironment, ChangeIn, changeInTarget, TargetContent } from './changeIn';
import { Reach } from './contains';
import { keyOfImage } from '../images/knownImage';
import { ImageLink } from './imageLink';
import { commitIdsOf, linkImage } from './linkImage';
import { KnownTag } from './presentFacts';
import { sourceOf } from './sourceOf';
import { touches } from './touches';

const REPOSITORY = 'git.example.com/shop/cart';
const OTHER = 'git.example.com/shop/pay';
const sha = (letter: string) => letter.repeat(40);
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

describe('image → commit', () => {
  interface Known {
    artifacts?: ArtifactFacts[];
    tags?: Array<[string, string[]]>;
    commits?: Array<[string, string]>;
  }

  const link = (image: string, { artifacts = [], tags = [], commits = [[REPOSITORY, sha('a')]] }: Known) =>
    linkImage(image, REPOSITORY, {
      artifacts: key =>
        artifacts.filter(item =>
          [item.digest, ...(item.images ?? []).map(one => one.digest), item.configDigest].some(one => key === `digest:${one}`),
        ),
      tag: key => {
        const found = tags.find(([tag]) => key === `tag:${tag}`);
        return found && ({ repository: '', tag: '', digests: found[1] } satisfies KnownTag);
      },
      commits: prefix => commits.filter(([, commit]) => commit.startsWith(prefix)).map(([repository, commit]) => ({ repository, commit })),
    });

  it.each<[string, string, Known, string]>([
    [
      'its label names the commit',
      `r.io/cart:1@${digest('1')}`,
      { artifacts: [{ digest: digest('1'), commit: sha('a'), sourceRepository: `https://${REPOSITORY}.git`, commitFrom: 'label' }] },
      `${sha('a')} by label`,
    ],
    [
      'a platform of an index runs',
      `r.io/cart@${digest('2')}`,
      { artifacts: [{ digest: digest('1'), images: [{ digest: digest('2') }], commit: sha('a'), commitFrom: 'provenance' }] },
      `${sha('a')} by provenance`,
    ],
    [
      'a node names the configuration',
      `r.io/cart@${digest('3')}`,
      { artifacts: [{ digest: digest('1'), configDigest: digest('3'), commit: sha('a') }] },
      `${sha('a')} by run`,
    ],
    [
      'the tag has named one image',
      'r.io/cart:1',
      { tags: [['r.io/cart:1', [digest('1')]]], artifacts: [{ digest: digest('1'), commit: 'aaaaaaaa', commitFrom: 'label' }] },
      `${sha('a')} by label`,
    ],
    [
      'the tag was moved',
      'r.io/cart:1',
      { tags: [['r.io/cart:1', [digest('1'), digest('2')]]] },
      'the tag 1 has named 2 images; name the image by its digest',
    ],
    ['the tag holds the commit', 'r.io/cart:main-aaaaaaa', {}, `${sha('a')} by tag`],
    [
      'Docker Hub, as people write it',
      'nginx:1.25',
      {
        tags: [['docker.io/library/nginx:1.25', [digest('1')]]],
        artifacts: [{ digest: digest('1'), commit: sha('a'), commitFrom: 'label' }],
      },
      `${sha('a')} by label`,
    ],
    [
      'its registry had lost it before it was read',
      `r.io/cart@${digest('1')}`,
      { artifacts: [{ digest: digest('1'), gone: true }] },
      'its registry no longer has it, and nobody read what it says of itself before',
    ],
    ['the tag is a date', 'r.io/cart:20260101', {}, 'no connected registry and no CI run has told what it was built from'],
    [
      'the tag begins two commits',
      'r.io/cart:main-aaaaaaa',
      {
        commits: [
          [REPOSITORY, sha('a')],
          [REPOSITORY, `${sha('a').slice(1)}b`],
        ],
      },
      'no connected registry and no CI run has told what it was built from',
    ],
    [
      'the image has no label',
      `r.io/cart:1@${digest('1')}`,
      { artifacts: [{ digest: digest('1') }] },
      'the image names no commit; add the label org.opencontainers.image.revision',
    ],
    [
      'the label names another repository',
      `r.io/cart:1@${digest('1')}`,
      { artifacts: [{ digest: digest('1'), commit: sha('a'), sourceRepository: `https://${OTHER}`, commitFrom: 'label' }] },
      `its label names another repository, ${OTHER}`,
    ],
    [
      'the label names a commit of another repository',
      `r.io/cart:1@${digest('1')}`,
      { artifacts: [{ digest: digest('1'), commit: sha('b'), commitFrom: 'label' }], commits: [[OTHER, sha('b')]] },
      `its label names a commit of another repository, ${OTHER}`,
    ],
    [
      'the label names a commit that nobody saw',
      `r.io/cart:1@${digest('1')}`,
      { artifacts: [{ digest: digest('1'), commit: sha('c'), commitFrom: 'label' }] },
      `its label names ccccccc, which the record has not seen in ${REPOSITORY}`,
    ],
    ['nobody read the registry', `r.io/cart:1@${digest('1')}`, {}, 'no connected registry and no CI run has told what it was built from'],
  ])('%s', (_, image, known, expected) => {
    const found = link(image, known);
    expect(found.linked ? `${found.commit} by ${found.by}` : found.why).toBe(expected);
  });

  it('is looked for by digest, by tag, and by the commits that are named', () => {
    expect(keyOfImage(`r.io/cart:v1@${digest('1')}`)).toBe(`digest:${digest('1')}`);
    expect(keyOfImage('r.io/cart')).toBe('tag:r.io/cart:latest');
    expect(
      commitIdsOf(`r.io/cart:main-aaaaaaa@${digest('1')}`, {
        artifacts: () => [{ digest: digest('1'), commit: sha('B') }],
        tag: () => undefined,
      }),
    ).toEqual([sha('b'), 'aaaaaaa']);
  });
});

describe('contained', () => {
  const change = { repository: REPOSITORY, commit: sha('a'), landed: '5' };
  const to = (commit: string): ImageLink => ({
    image: `r.io/${commit[0]}`,
    digest: null,
    linked: true,
    repository: REPOSITORY,
    commit,
    by: 'label',
  });
  const notLinked: ImageLink = { image: 'r.io/x', digest: null, linked: false, why: 'the image names no commit' };
  const reach = (position: string | null, side: string[] = [], complete = true): Reach => ({ position, side: new Set(side), complete });
  const target = (...links: ImageLink[]): TargetContent => ({ version: { name: 'v2' }, links });

  it.each<[string, TargetContent, Record<string, Reach>, ChangeIn]>([
    ['the image was built from it', target(to(sha('a'))), { a: reach('5') }, { state: 'here', why: null }],
    ['a later version carries it', target(to(sha('b'))), { b: reach('7') }, { state: 'later', why: 'with v2' }],
    ['the image is older', target(to(sha('b'))), { b: reach('4') }, { state: 'absent', why: null }],
    ['a release branch has it beside the line', target(to(sha('b'))), { b: reach('2', [sha('a')]) }, { state: 'later', why: 'with v2' }],
    [
      'something of the history is missing',
      target(to(sha('b'))),
      { b: reach(null, [], false) },
      { state: 'unknown', why: 'part of the history between the two commits is not on the record' },
    ],
    [
      'one image of two has it',
      target(to(sha('a')), to(sha('b'))),
      { a: reach('5'), b: reach('4') },
      { state: 'partly', why: '1 of 2 images have it' },
    ],
    ['an image beside it is not the service’s own', target(to(sha('a')), notLinked), { a: reach('5') }, { state: 'here', why: null }],
    ['no image is linked', target(notLinked), {}, { state: 'not-linked', why: 'r.io/x: the image names no commit' }],
    ['nothing is deployed', { version: null, links: [] }, {}, { state: 'not-deployed', why: null }],
    [
      'which version runs is not known',
      { version: { name: null, reason: 'unknown which' }, links: [] },
      {},
      { state: 'unknown', why: 'unknown which' },
    ],
    [
      'it was taken back, and that is there as well',
      target(to(sha('c'))),
      { c: reach('9') },
      { state: 'reverted', why: 'reverted by eeeeeee' },
    ],
  ])('%s', (_, content, reaches, expected) => {
    const revertedBy = [{ commit: sha('e'), landed: '8' }];
    expect(changeInTarget(change, content, { reachOf: (__, commit) => reaches[commit[0]], revertedBy })).toEqual(expected);
  });

  it.each<[string, ChangeIn[], ChangeIn]>([
    ['no target', [], { state: 'not-deployed', why: null }],
    [
      'all alike',
      [
        { state: 'here', why: null },
        { state: 'here', why: null },
      ],
      { state: 'here', why: null },
    ],
    [
      'some',
      [
        { state: 'here', why: null },
        { state: 'absent', why: null },
      ],
      { state: 'partly', why: '1 of 2 targets have it' },
    ],
    [
      'one ahead of the other',
      [
        { state: 'here', why: null },
        { state: 'later', why: 'with v2' },
      ],
      { state: 'later', why: 'with v2' },
    ],
    [
      'one that cannot be told',
      [
        { state: 'absent', why: null },
        { state: 'not-linked', why: 'no label' },
      ],
      { state: 'not-linked', why: 'no label' },
    ],
  ])('an environment with targets: %s', (_, targets, expected) => {
    expect(changeInEnvironment(targets)).toEqual(expected);
  });
});

describe('the source of a service', () => {
  it.each<[string, Record<string, string>, { repository: string; paths: string[] } | undefined]>([
    ['nothing is said', {}, undefined],
    ['a GitHub project', { 'github.com/project-slug': 'acme/cart' }, { repository: 'github.com/acme/cart', paths: [] }],
    [
      'a folder of a monorepo',
      { 'backstage.io/source-location': 'url:https://git.example.com/shop/money/src/branch/main/ledger/' },
      { repository: 'git.example.com/shop/money', paths: ['ledger'] },
    ],
    [
      'a file stands for its folder',
      { 'backstage.io/source-location': 'url:https://github.com/acme/shop/blob/main/cart/catalog-info.yaml' },
      { repository: 'github.com/acme/shop', paths: ['cart'] },
    ],
    [
      'its own paths win',
      { 'backstage.io/source-location': 'url:https://github.com/acme/shop/tree/main/cart', 'slipway.dev/paths': 'cart, /libs/money/**' },
      { repository: 'github.com/acme/shop', paths: ['cart', 'libs/money/**'] },
    ],
    [
      'GitLab',
      { 'backstage.io/source-location': 'url:https://gitlab.com/a/b/c/-/tree/main/x' },
      { repository: 'gitlab.com/a/b/c', paths: ['x'] },
    ],
  ])('%s', (_, annotations, expected) => {
    expect(sourceOf({ ref: 'component:default/cart', tags: [], annotations })).toEqual(expected);
  });

  it.each<[string, string[], string[] | null, boolean | undefined]>([
    ['the whole repository', [], null, true],
    ['a folder', ['cart'], ['cart/src/a.ts'], true],
    ['another folder that begins alike', ['cart'], ['cartography/a.ts'], false],
    ['a glob', ['libs/*/src/**'], ['libs/money/src/deep/a.ts'], true],
    ['a file', ['package.json'], ['package.json'], true],
    ['nobody said', ['cart'], null, undefined],
  ])('touches: %s', (_, own, paths, expected) => {
    expect(touches(own, paths)).toBe(expected);
  });
});
