import { Cell, Change, Deployment } from '@slipway/plugin-delivery-common';
import { arrival, build, change, deployment, image, place } from '../__testUtils__/changes';
import { cell } from '../__testUtils__/rows';
import { answerOf } from './answerOf';
import { elapsedOf } from './elapsedOf';
import { eventsOf } from './eventsOf';
import { journeyOf } from './journeyOf';
import { proofsOf } from './proofsOf';

interface Given {
  change?: Partial<Change>;
  cells?: Cell[];
  deployments?: Deployment[];
}

const wanted = { name: '1.a', images: ['registry.example.com/acme/cart:1.a'] };
const built = { builds: [build()], images: [image('a')] };
const notLinked = 'registry.example.com/acme/cart:9: the image names no commit';

function journey({ change: more, cells = [], deployments = [] }: Given) {
  const subject = change('a', more);
  return { subject, steps: journeyOf(subject, { cells, deployments }) };
}

const said = (given: Given) => {
  const { lead, rest, news } = answerOf(journey(given).steps);
  return [lead, rest, news?.text].filter(Boolean).join(' ');
};

describe('where a change is, in a sentence', () => {
  it.each<[string, Given, string]>([
    ['nothing is known beside the commit', {}, 'Pushed. Not in dev and production yet.'],
    [
      'it is being built',
      { change: { builds: [build({ status: 'in_progress', conclusion: null })] } },
      'Being built. Not in dev and production yet.',
    ],
    [
      'its build failed',
      { change: { builds: [build({ conclusion: 'failure', failedSteps: ['test: Run npm test'] })] } },
      'Build failed. In test: Run npm test. It goes no further.',
    ],
    [
      'its build was cancelled',
      { change: { builds: [build({ conclusion: 'cancelled' })] } },
      'Build cancelled. In run 7. It goes no further.',
    ],
    ['it is built and nowhere', { change: built }, 'Built as 1.a. Not in dev and production yet.'],
    [
      'it is in dev only',
      { change: { ...built, environments: [place('dev', 'here'), place('production', 'absent')] }, cells: [cell('dev')] },
      'In dev. Not in production yet.',
    ],
    [
      'it is everywhere',
      { change: { ...built, environments: [place('dev', 'later', 'with 2.0'), place('production', 'here')] } },
      'In dev and production.',
    ],
    [
      'it rolls out in production',
      {
        change: { ...built, environments: [place('dev', 'here'), place('production', 'here')] },
        cells: [cell('dev'), cell('production', { word: 'Rolling out', why: '2 of 3 pods ready' })],
      },
      'In dev. Rolling out in production, 2 of 3 pods ready.',
    ],
    [
      'production is degraded by it',
      {
        change: { ...built, environments: [place('dev', 'here'), place('production', 'here')] },
        cells: [cell('production', { word: 'Degraded', why: 'probe failed' })],
      },
      'In dev. Degraded in production, probe failed.',
    ],
    [
      'it waits for a sync',
      {
        change: { ...built, environments: [place('dev', 'here'), place('production', 'absent')] },
        cells: [cell('production', { word: 'Drifted', desired: wanted })],
      },
      'In dev. Production waits for a sync in Argo CD.',
    ],
    [
      'its deployment failed',
      {
        change: {
          ...built,
          environments: [place('dev', 'failed', null, arrival({ outcome: 'failed', why: 'hook failed' })), place('production', 'absent')],
        },
      },
      'Failed in dev, hook failed. Not in production yet.',
    ],
    [
      'it was rolled back',
      {
        change: { ...built, environments: [place('dev', 'later', 'with 1.b'), place('production', 'absent')] },
        deployments: [
          deployment('0', { environment: 'production', kind: 'rollback', startedAt: '2026-03-14T12:00:00Z' }),
          deployment('a', { environment: 'production' }),
        ],
      },
      'In dev. Rolled back from production to 1.0.',
    ],
    [
      'it was reverted',
      { change: { ...built, environments: [place('dev', 'reverted', 'reverted by bbbbbbb'), place('production', 'absent')] } },
      'Reverted in dev by bbbbbbb. Not in production yet.',
    ],
    [
      'it is partly there',
      { change: { ...built, environments: [place('dev', 'here'), place('production', 'partly', '1 of 2 targets have it')] } },
      'In dev. Partly in production: 1 of 2 targets have it.',
    ],
    [
      'nothing links the image',
      {
        change: { builds: [build()], environments: [place('dev', 'not-linked', notLinked), place('production', 'not-linked', notLinked)] },
      },
      'Where it runs cannot be told. Not known for dev and production: the image names no commit.',
    ],
    [
      'nothing is deployed',
      { change: { ...built, environments: [place('dev', 'not-deployed')] } },
      'Built as 1.a. Nothing of the service is deployed.',
    ],
  ])('%s', (_, given, sentence) => {
    expect(said(given)).toBe(sentence);
  });
});

describe('the steps of a change', () => {
  const words = (given: Given) => journey(given).steps.map(step => [step.status, step.word, step.detail].filter(Boolean).join(', '));

  it.each<[string, Given, string[]]>([
    [
      'nobody saw a build',
      {},
      ['unknown, No run, no CI run is known', 'ahead, None yet, no image names it', 'ahead, Not yet', 'ahead, Not yet'],
    ],
    [
      'the newest run of a workflow counts, and the worst workflow',
      {
        change: { builds: [build({ conclusion: 'failure' }), build({ number: 8 }), build({ workflow: 'lint', conclusion: 'timed_out' })] },
      },
      ['failed, Failed, lint run 7 timed out', 'ahead', 'ahead, Not yet', 'ahead, Not yet'],
    ],
    [
      'a re-run counts',
      { change: { builds: [build({ conclusion: 'failure' }), build({ attempt: 2 })], images: [image('a', { version: null, tags: [] })] } },
      ['done, Passed, run 7, attempt 2', 'done, sha256:aaaaaa…aaaa, linked by label', 'ahead, Not yet', 'ahead, Not yet'],
    ],
    [
      'a later image carries it',
      { change: { builds: [build()], environments: [place('dev', 'later', 'with 1.b'), place('production', 'absent')] } },
      ['done, Passed, run 7', 'skipped, None of its own, a later image carries it', 'done, With 1.b', 'ahead, Not yet'],
    ],
    [
      'the image is gone, and what runs is not linked',
      {
        change: {
          builds: [build()],
          images: [image('a', { gone: true })],
          environments: [place('dev', 'not-linked', 'why'), place('production', 'unknown')],
        },
      },
      ['done, Passed, run 7', 'done, 1.a, gone from its registry', 'unlinked, Not linked, why', 'unknown, Unknown'],
    ],
    [
      'the source of production is silent',
      {
        change: { ...built, environments: [place('dev', 'here'), place('production', 'here')] },
        cells: [cell('dev'), cell('production', { lastHeardAt: '2026-03-14T11:00:00Z' })],
      },
      ['done, Passed, run 7', 'done, 1.a, linked by label', 'done, Healthy', 'done, Was healthy'],
    ],
    [
      'it arrived, and a later one is on its way to where it is',
      {
        change: { ...built, environments: [place('dev', 'here', null, arrival()), place('production', 'absent')] },
        cells: [cell('dev', { word: 'Rolling out', why: '1 of 3 pods ready' })],
      },
      ['done, Passed, run 7', 'done, 1.a, linked by label', 'done, Here, rolling out now', 'ahead, Not yet'],
    ],
    [
      'it ran and another took its place',
      { change: built, deployments: [deployment('b', { startedAt: '2026-03-14T11:00:00Z' }), deployment('a')] },
      ['done, Passed, run 7', 'done, 1.a, linked by label', 'undone, Replaced, by 1.b', 'ahead, Not yet'],
    ],
    [
      'it is asked for, and it is being deployed',
      {
        change: { ...built, environments: [place('dev', 'absent'), place('production', 'coming', null, arrival({ outcome: 'running' }))] },
        cells: [cell('dev', { word: 'Syncing', desired: wanted })],
      },
      ['done, Passed, run 7', 'done, 1.a, linked by label', 'moving, Syncing', 'moving, Rolling out'],
    ],
  ])('%s', (_, given, expected) => {
    expect(words(given)).toEqual(expected);
  });
});

describe('how long a change took', () => {
  const committedAt = '2026-03-14T10:00:00Z';
  const production = (state: 'here' | 'later') => ({ ...built, environments: [place('dev', 'later'), place('production', state)] });
  it.each<[string, Given, ReturnType<typeof elapsedOf>]>([
    ['it goes on', { change: built }, { from: committedAt, word: 'so far' }],
    [
      'it is in production',
      { change: production('here'), cells: [cell('production', { since: '2026-03-14T11:00:00Z' })] },
      { from: committedAt, until: '2026-03-14T11:00:00Z' },
    ],
    ['since when it is there is unknown', { change: production('later') }, {}],
    [
      'its build failed',
      { change: { builds: [build({ conclusion: 'failure' })] } },
      { from: committedAt, until: '2026-03-14T10:02:46Z', word: 'then stopped' },
    ],
    ['when it was committed is unknown', { change: { committedAt: null } }, {}],
  ])('%s', (_, given, elapsed) => {
    const { subject, steps } = journey(given);
    expect(elapsedOf(subject, steps)).toEqual(elapsed);
  });
});

it('leaves out of many environments those in which nothing runs', () => {
  const environments = ['a', 'b', 'c', 'd', 'e'].map(name => place(name, name === 'c' ? 'here' : 'not-deployed'));
  expect(journey({ change: { environments } }).steps.map(step => step.label)).toEqual(['Build', 'Image', 'c']);
  expect(journey({ change: { environments: environments.slice(1) } }).steps).toHaveLength(6);
});

it('tells what happened in the order of time, each with its source', () => {
  const subject = change('a', {
    ...built,
    pullRequest: { number: 7, title: 'It', mergedAt: '2026-03-14T10:00:05Z', mergedBy: { username: 'bo' }, url: null },
  });
  const events = eventsOf(subject, [deployment('a', { initiatedBy: 'ada', revisions: ['c'.repeat(40)] }), deployment('b')]);
  expect(events.map(({ title, detail }) => [title, detail].filter(Boolean).join(': '))).toEqual([
    'Committed by Ada Byron',
    'Pull request 7 merged by bo: It',
    'Build passed in 2m 36s: build',
    'Image 1.a built: Linked to this commit by its revision label, sha256:aaaaaa…aaaa',
    'Healthy in dev in 44s: 1.a, by ada, revision ccccccc',
  ]);
});

it('says how each link is proved, and why one is not', () => {
  const environments = [place('dev', 'here'), place('staging', 'later'), place('production', 'not-linked', notLinked)];
  expect(proofsOf(change('a', built), environments).map(({ link, words }) => `${link}: ${words}`)).toEqual([
    'Commit to build: CI run names the commit',
    'Commit to image: Revision label on the image',
    'Image to dev: Image that runs there',
    'Image to staging: Ancestor of what runs there',
    'Image to production: Not linked: the image names no commit',
  ]);
});
