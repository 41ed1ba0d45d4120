import { ApplicationFacts, OperationFacts } from '@slipway/plugin-delivery-common';
import { pick } from 'lodash';
import { HISTORY_SETTINGS } from '../__testUtils__';
import { minute, operationFacts as op, revisions, stateFacts as state, story } from '../__testUtils__/observe';
import { projectApplication } from '../applications/foldApplication';

const cart = (tag: string) => [`registry.example.com/acme/cart:${tag}`];
const running = (operation: OperationFacts): OperationFacts => ({
  ...operation,
  phase: 'Running',
  finishedAt: undefined,
  images: undefined,
});

/** A sync that was watched from its start until it was healthy. */
function watched(operation: OperationFacts, healthyAt: number): Array<ApplicationFacts | OperationFacts> {
  return [
    running(operation),
    state(running(operation), { sync: 'OutOfSync' }),
    operation,
    state(operation, { health: 'Progressing' }),
    state(operation, { healthSince: minute(healthyAt) }),
  ];
}

function deployments(...told: Array<ApplicationFacts | OperationFacts>) {
  const projection = projectApplication(story(...told), HISTORY_SETTINGS);
  return projection!.deployments.map(item => pick(item, ['kind', 'outcome', 'startedAt', 'finishedAt', 'recoveredAt', 'inGit', 'why']));
}

const v1 = op(1, 'aaa', { images: cart('1') });
const v2 = op(10, 'bbb', { images: cart('2') });
const first = { kind: 'first', outcome: 'succeeded', startedAt: minute(1), finishedAt: minute(2) };
const second = { kind: 'version', outcome: 'succeeded', startedAt: minute(10), finishedAt: minute(11) };

const table: Record<string, [Array<Record<string, unknown>>, ReturnType<typeof deployments>]> = {
  'the first sync is the first deployment, and ends with the first Healthy and Synced': [[first], deployments(...watched(v1, 2))],
  'other images are a version': [[first, second], deployments(...watched(v1, 2), ...watched(v2, 11))],
  'another revision with the same images is a config': [
    [first, { ...second, kind: 'config' }],
    deployments(...watched(v1, 2), ...watched({ ...v2, images: cart('1') }, 11)),
  ],
  'images of an earlier success under a new revision are a rollback': [
    [first, second, { kind: 'rollback', startedAt: minute(20) }],
    deployments(...watched(v1, 2), ...watched(v2, 11), ...watched(op(20, 'ccc', { images: cart('1') }), 21)),
  ],
  'an older revision synced by hand is a rollback before its images are known': [
    [first, second, { kind: 'rollback', outcome: 'running' }],
    deployments(
      ...watched(v1, 2),
      ...watched(v2, 11),
      running(op(20, 'aaa')),
      state(running(op(20, 'aaa')), { revisionList: revisions('bbb') }),
    ),
  ],
  'images that never succeeded are no rollback': [
    [{ outcome: 'failed' }, second, { kind: 'version', startedAt: minute(20) }],
    deployments({ ...v1, phase: 'Failed' }, ...watched(v2, 11), ...watched(op(20, 'ccc', { images: cart('1') }), 21)),
  ],
  'a dry run is none': [[first], deployments(...watched(v1, 2), ...watched(op(10, 'bbb', { dryRun: true }), 11))],
  'a self-heal is none': [[first], deployments(...watched(v1, 2), ...watched(op(10, 'bbb', { selfHeal: true, partial: true }), 11))],
  'the same revision synced again is none': [[first], deployments(...watched(v1, 2), ...watched(op(10, 'aaa'), 11))],
  'a revision that Git moved on to without a change here is none': [
    [first],
    deployments(...watched(v1, 2), state(v1, { revisionList: revisions('bbb') }), ...watched(op(10, 'bbb', { images: cart('1') }), 11)),
  ],
  'the same revision with other images is a deployment that is not in Git': [
    [
      { ...first, inGit: true },
      { ...second, inGit: false },
    ],
    deployments(...watched(v1, 2), ...watched({ ...v2, revisionList: revisions('aaa') }, 11)),
  ],
  'a retry belongs to its operation, with the revision that it ended on': [
    [{ kind: 'first', startedAt: minute(1), outcome: 'succeeded' }],
    deployments(
      running(v1),
      running({ ...v1, retryCount: 1, revisionList: revisions('bbb') }),
      { ...v1, retryCount: 1, revisionList: revisions('bbb') },
      state({ ...v1, retryCount: 1, revisionList: revisions('bbb') }),
    ),
  ],
  'a partial sync begins the deployment that the full one ends': [
    [first, { kind: 'version', startedAt: minute(10), outcome: 'succeeded', finishedAt: minute(13) }],
    deployments(
      ...watched(v1, 2),
      op(10, 'bbb', { partial: true, identity: 'part', images: cart('half') }),
      state(op(10, 'bbb', { partial: true, identity: 'part' }), { sync: 'OutOfSync' }),
      ...watched({ ...v2, startedAt: minute(12), finishedAt: minute(12) }, 13),
    ),
  ],
  'a failed sync failed when the operation ended, and says why': [
    [{ outcome: 'failed', finishedAt: '2026-03-09T09:01:30Z', why: 'denied.' }],
    deployments({ ...v1, phase: 'Failed', message: 'denied' }, state({ ...v1, phase: 'Failed' }, { sync: 'OutOfSync' })),
  ],
  'a failed deployment that is repeated and gets well has recovered, and stays failed': [
    [{ outcome: 'failed', recoveredAt: minute(6) }],
    deployments({ ...v1, phase: 'Failed' }, ...watched(op(5, 'aaa'), 6)),
  ],
  'a look from before the end of the sync ends nothing': [
    [{ outcome: 'running' }],
    deployments(running(v1), state(running(v1)), v1, state(v1, { outdated: true })),
  ],
  'Degraded before the first Healthy is failed': [
    [first, { outcome: 'failed', finishedAt: minute(11), recoveredAt: null }],
    deployments(
      ...watched(v1, 2),
      running(v2),
      state(running(v2)),
      v2,
      state(v2, { health: 'Progressing' }),
      state(v2, { health: 'Degraded', healthSince: minute(11) }),
    ),
  ],
  'Degraded that was there before the sync is not its doing': [
    [{ outcome: 'running' }],
    deployments(
      running(v1),
      state(running(v1), { health: 'Degraded', healthSince: minute(0) }),
      v1,
      state(v1, { health: 'Degraded', healthSince: minute(0) }),
    ),
  ],
  'Degraded after the first Healthy changes no outcome': [
    [first],
    deployments(...watched(v1, 2), state(v1, { health: 'Degraded', healthSince: minute(30) }), state(v1, { healthSince: minute(31) })),
  ],
  'a deployment that was watched and overtaken is superseded': [
    [{ outcome: 'superseded', finishedAt: minute(10) }, second],
    deployments(running(v1), state(running(v1)), v1, state(v1, { health: 'Progressing' }), ...watched(v2, 11)),
  ],
  'one that nobody watched ended nobody knows how': [
    [{ outcome: 'unknown', finishedAt: null }, second],
    deployments({ ...v1, via: 'history' }, ...watched(v2, 11)),
  ],
  'one first seen healthy long after its sync succeeded, and nobody knows when': [
    [{ outcome: 'succeeded', finishedAt: null }],
    deployments(v1, state(v1, { healthSince: minute(50) })),
  ],
  'one first seen degraded may have been healthy before': [
    [{ outcome: 'unknown' }],
    deployments(v1, state(v1, { health: 'Degraded', healthSince: minute(50) })),
  ],
  'Healthy of before the sync does not end a rollback that Git knows nothing of': [
    [first, second, { kind: 'rollback', outcome: 'running' }],
    deployments(
      ...watched(v1, 2),
      ...watched(v2, 11),
      running(op(20, 'aaa')),
      state(running(op(20, 'aaa')), { revisionList: revisions('bbb'), healthSince: minute(11) }),
      op(20, 'aaa', { images: cart('1') }),
      state(op(20, 'aaa'), { revisionList: revisions('bbb'), healthSince: minute(11) }),
    ),
  ],
  'Healthy after it does, although Git differs': [
    [first, second, { kind: 'rollback', outcome: 'succeeded', finishedAt: minute(21) }],
    deployments(
      ...watched(v1, 2),
      ...watched(v2, 11),
      running(op(20, 'aaa')),
      state(running(op(20, 'aaa')), { revisionList: revisions('bbb') }),
      op(20, 'aaa', { images: cart('1') }),
      state(op(20, 'aaa'), { revisionList: revisions('bbb'), sync: 'OutOfSync', healthSince: minute(21) }),
    ),
  ],
  'what is gone before it was healthy ended nobody knows how': [
    [{ outcome: 'unknown' }],
    deployments(running(v1), state(running(v1)), state(running(v1), { gone: true })),
  ],
  'a history trimmed and read again adds nothing': [
    [first, second],
    deployments(
      ...watched(v1, 2),
      ...watched(v2, 11),
      { ...v1, via: 'history', images: undefined },
      { ...v2, via: 'history', images: undefined },
    ),
  ],
  'a history entry that cannot say who asked is the operation of that instant': [
    [first],
    deployments(...watched(v1, 2), { ...v1, via: 'history', identity: '-', images: undefined }),
  ],
  'operations of one instant are told apart': [
    [{ startedAt: minute(1) }, { startedAt: minute(1) }],
    deployments(op(1, 'aaa', { identity: 'a' }), op(1, 'bbb', { identity: 'b' }), state(op(1, 'bbb', { identity: 'b' }))),
  ],
  'an operation that only the application speaks of counts too': [
    [{ kind: 'first', startedAt: minute(1) }],
    deployments(state(v1, { operationRevisions: ['aaa'] })),
  ],
};

it.each(Object.entries(table))('%s', (_, [expected, actual]) => {
  expect(actual).toEqual(expected.map(item => expect.objectContaining(item)));
});
