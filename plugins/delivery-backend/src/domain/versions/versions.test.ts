import { ApplicationFacts, OperationFacts } from '@slipway/plugin-delivery-common';
import { HISTORY_SETTINGS } from '../__testUtils__';
import { minute, operationFacts as op, revisions, stateFacts as state, story } from '../__testUtils__/observe';
import { projectApplication } from '../applications/foldApplication';
import { parseImage } from './parseImage';
import { VersionNaming, versionName } from './versionName';

const DIGEST = 'sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9';

const references: Record<string, [string, ReturnType<typeof parseImage>]> = {
  'a tag stands after the last colon': ['acme/cart:1.4', { repository: 'acme/cart', tag: '1.4' }],
  'a port is no tag': ['localhost:5000/cart', { repository: 'localhost:5000/cart' }],
  'a port and a tag': ['localhost:5000/cart:1', { repository: 'localhost:5000/cart', tag: '1' }],
  'a tag and a digest': [`acme/cart:1@${DIGEST}`, { repository: 'acme/cart', tag: '1', digest: DIGEST }],
  'a digest alone': [`acme/cart@${DIGEST}`, { repository: 'acme/cart', digest: DIGEST }],
};

it.each(Object.entries(references))('%s', (_, [image, parsed]) => {
  expect(parseImage(image)).toEqual(parsed);
});

const IMAGES = ['acme/proxy:9', 'acme/cart:1.4', 'acme/cart-worker:1.3'];

const names: Record<string, [string | undefined, readonly string[], VersionNaming]> = {
  'a version is called after the tag of the image that has the name of the service': ['1.4', IMAGES, { serviceName: 'cart' }],
  'the annotation names another image': ['9', IMAGES, { serviceName: 'cart', versionImage: 'acme/proxy' }],
  'the annotation may name the last segments only': ['1.3', IMAGES, { versionImage: 'cart-worker' }],
  'an annotation that names no image changes nothing': ['1.4', IMAGES, { serviceName: 'cart', versionImage: 'acme/gone' }],
  'without either the first image in the alphabet decides': ['1.4', ['b/b:2', 'a/a:1.4'], { serviceName: 'cart' }],
  'without a tag the digest is shortened': ['0a1b2c…e8f9', [`acme/cart@${DIGEST}`], {}],
  'a tag goes before a digest': ['1.4', [`acme/cart:1.4@${DIGEST}`], {}],
  'no images give no name': [undefined, [], {}],
};

it.each(Object.entries(names))('%s', (_, [name, images, naming]) => {
  expect(versionName(images, naming)).toBe(name);
});

function run(...told: Array<ApplicationFacts | OperationFacts>) {
  const { version, desired, versionSince } = projectApplication(story(...told), HISTORY_SETTINGS)!;
  return { version, desired, versionSince };
}

const listed = (tag: string) => [`acme/cart:${tag}`];
const v1 = op(1, 'a'.repeat(40), { images: ['acme/cart:1'] });
const bare = op(1, 'a'.repeat(40));
const SHORT = 'aaaaaaa';

const versions: Record<string, [Record<string, unknown>, ReturnType<typeof run>]> = {
  'the images of the last full successful sync are the version': [
    { version: { name: '1', basis: 'deployment', images: ['acme/cart:1'], revision: 'a'.repeat(40) } },
    run(v1, state(v1, { images: listed('9') })),
  ],
  'a partial sync changes no version': [
    { version: { name: '1', basis: 'deployment' } },
    run(v1, op(5, 'bbb', { partial: true, images: ['acme/cart:2'] }), state(v1)),
  ],
  'a failed sync changes no version': [
    { version: { name: '1', basis: 'deployment' } },
    run(v1, op(5, 'bbb', { phase: 'Failed', images: ['acme/cart:2'] }), state(v1)),
  ],
  'else what Argo CD lists, marked so': [
    { version: { name: '1', basis: 'argocd-list', reason: 'as Argo CD lists it' } },
    run(bare, state(bare, { images: listed('1') })),
  ],
  'a list that names a repository twice says nothing': [
    { version: { name: null, basis: 'none', reason: 'unknown which: Argo CD lists acme/cart:1, acme/cart:2' } },
    run(bare, state(bare, { images: [...listed('1'), ...listed('2')] })),
  ],
  'a list says nothing while something moves': [
    {
      version: {
        name: null,
        basis: 'none',
        reason: 'unknown which: Argo CD lists the images of everything it manages, old pods included, while they change over',
      },
    },
    run(bare, state(bare, { images: listed('1'), health: 'Progressing' })),
  ],
  'without images the chart is the version': [
    { version: { name: '15.18.0', basis: 'chart' } },
    run(
      state(op(1, '', { revisionList: [{ source: 'charts', revision: '15.18.0', kind: 'chart' }] }), {
        sources: [{ repoURL: 'charts', chart: 'prometheus' }],
        operationRevisions: ['15.18.0'],
      }),
    ),
  ],
  'else the revision, in seven characters': [{ version: { name: SHORT, basis: 'revision' } }, run(bare, state(bare))],
  'else the last deployed revision that Argo CD names': [
    { version: { name: SHORT, basis: 'revision' } },
    run(state(null, { lastDeployedRevisions: ['a'.repeat(40)] })),
  ],
  'what was never synced has none': [
    { version: { name: null, basis: 'none', reason: 'nothing is known to have been synced here' } },
    run(state(null)),
  ],
  'what is gone runs nothing': [
    { version: { name: null, basis: 'none', reason: 'nothing runs here' } },
    run(v1, state(v1, { gone: true })),
  ],
  'an annotation of the application names the image': [
    { version: { name: '3', basis: 'deployment' } },
    run({ ...v1, images: ['acme/cart:1', 'acme/proxy:3'] }, state(v1, { annotations: { 'slipway.dev/version-image': 'acme/proxy' } })),
  ],
  'Git ahead is desired': [
    { desired: { name: 'bbb', basis: 'revision' } },
    run(v1, state(v1, { sync: 'OutOfSync', revisionList: revisions('bbb') })),
  ],
  'a revision that changes nothing here is not desired': [
    { desired: null },
    run(v1, state(v1, { sync: 'Synced', revisionList: revisions('bbb') })),
  ],
  'a cluster that differs desires nothing new': [{ desired: null }, run(v1, state(v1, { sync: 'OutOfSync' }))],
  'what a running sync brings is desired': [
    { desired: { name: 'bbb', basis: 'revision' } },
    run(v1, op(5, 'bbb', { phase: 'Running' }), state(op(5, 'bbb', { phase: 'Running' }))),
  ],
  'a version runs since the sync that brought it': [{ versionSince: '2026-03-09T09:01:30Z' }, run(v1, state(v1))],
  'a config keeps it': [{ versionSince: '2026-03-09T09:01:30Z' }, run(v1, op(9, 'bbb', { images: ['acme/cart:1'] }), state(v1))],
  'what comes back runs since it came back': [
    { versionSince: '2026-03-09T09:20:30Z' },
    run(v1, op(9, 'bbb', { images: ['acme/cart:2'] }), op(20, 'ccc', { images: ['acme/cart:1'] }), state(op(20, 'ccc'))),
  ],
  'a listed version runs since the sync after which it was seen': [
    { versionSince: '2026-03-09T09:01:30Z' },
    run(bare, state(bare, { images: listed('1'), healthSince: minute(2) })),
  ],
  'a listed version that no sync explains runs since nobody knows when': [
    { versionSince: null },
    run(state(null, { images: listed('1') })),
  ],
};

it.each(Object.entries(versions))('%s', (_, [expected, actual]) => {
  expect(actual).toMatchObject(expected);
});
