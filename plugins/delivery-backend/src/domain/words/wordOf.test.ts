import { ApplicationFacts, CellWord, OperationFacts } from '@slipway/plugin-delivery-common';
import { HISTORY_SETTINGS } from '../__testUtils__';
import { minute, operationFacts, revisions, stateFacts, story } from '../__testUtils__/observe';
import { projectApplication } from '../applications/foldApplication';

const synced = operationFacts(1, 'aaa');
const failed = operationFacts(1, 'aaa', { phase: 'Failed', message: 'one or more objects failed to apply' });

function say(operation: OperationFacts | null, facts: Partial<ApplicationFacts> = {}, earlier: Array<OperationFacts> = []) {
  const told = operation ? [...earlier, operation] : earlier;
  return projectApplication(story(...told, stateFacts(operation, facts)), HISTORY_SETTINGS)!;
}

const words: Record<string, [CellWord, ReturnType<typeof say>]> = {
  'an application that is well is Healthy': ['Healthy', say(synced)],
  'a sync that failed is Failed, whatever the health': ['Failed', say(failed, { health: 'Degraded', sync: 'OutOfSync' })],
  'an Error is Failed too': ['Failed', say({ ...failed, phase: 'Error' })],
  'a success after the failure ends it': ['Healthy', say(operationFacts(2, 'aaa'), {}, [failed])],
  'a newer sync that still runs does not end it': ['Failed', say(operationFacts(2, 'aaa', { phase: 'Running' }), {}, [failed])],
  'a dry run that failed is no failure': ['Healthy', say({ ...failed, dryRun: true })],
  'a dry run that succeeded does not end a failure': [
    'Failed',
    say(operationFacts(2, 'aaa', { dryRun: true }), { sync: 'OutOfSync' }, [failed]),
  ],
  'a failed change that Git took back is over once the cluster is as Git wants it': [
    'Healthy',
    say(failed, { sync: 'Synced', revisionList: revisions('bbb') }),
  ],
  'what was in sync before the failure ends nothing': [
    'Failed',
    projectApplication(
      story(
        operationFacts(1, 'aaa', { phase: 'Running' }),
        stateFacts(operationFacts(1, 'aaa', { phase: 'Running' }), { revisionList: revisions('old') }),
        failed,
        stateFacts(failed, { revisionList: revisions('old') }),
      ),
      HISTORY_SETTINGS,
    )!,
  ],
  'and it stays over': [
    'Unknown',
    projectApplication(
      story(
        failed,
        stateFacts(failed, { sync: 'OutOfSync' }),
        stateFacts(failed, { revisionList: revisions('bbb') }),
        stateFacts(failed, { sync: 'Unknown', revisionList: revisions('ccc') }),
      ),
      HISTORY_SETTINGS,
    )!,
  ],
  'a failed change that Git still asks for is not over': ['Failed', say(failed, { sync: 'Synced', revisionList: revisions('aaa') })],
  'a condition that ends in Error is Failed': [
    'Failed',
    say(synced, { conditions: [{ type: 'ComparisonError', message: 'no such path' }] }),
  ],
  'a warning is none': ['Healthy', say(synced, { conditions: [{ type: 'OrphanedResourceWarning' }] })],
  'an operation without a start that failed is Failed': [
    'Failed',
    say(null, { operation: { phase: 'Failed', partial: false, dryRun: false, retryCount: 0, selfHeal: false } }),
  ],
  'Degraded goes before Syncing': ['Degraded', say(operationFacts(2, 'bbb', { phase: 'Running' }), { health: 'Degraded' }, [synced])],
  'Missing after a sync is Degraded': ['Degraded', say(synced, { health: 'Missing', healthSince: minute(5) })],
  'Missing that a sync has just mended, and nobody has looked at, is Syncing': [
    'Syncing',
    say(synced, { health: 'Missing', sync: 'OutOfSync', healthSince: minute(0) }),
  ],
  'Missing with a history is Degraded': ['Degraded', say(null, { health: 'Missing', history: 1 })],
  'Missing that was never synced is Not deployed, although it differs from Git': [
    'Not deployed',
    say(null, { health: 'Missing', sync: 'OutOfSync', autoSync: false }),
  ],
  'Missing while its first sync runs is Syncing': [
    'Syncing',
    say(operationFacts(1, 'aaa', { phase: 'Running' }), { health: 'Missing', sync: 'OutOfSync', history: 1 }),
  ],
  'what is being deleted is Removing': ['Removing', say(synced, { deleting: true, sync: 'OutOfSync' })],
  'what is being deleted goes missing on purpose': ['Removing', say(synced, { deleting: true, health: 'Missing', healthSince: minute(5) })],
  'a sync that runs is Syncing': ['Syncing', say(operationFacts(2, 'bbb', { phase: 'Running' }), {}, [synced])],
  'a sync that is being stopped is Syncing': ['Syncing', say(operationFacts(2, 'bbb', { phase: 'Terminating' }), {}, [synced])],
  'a phase that nobody has heard of is no sync under way': ['Healthy', say(operationFacts(2, 'aaa', { phase: 'Pondering' }), {}, [synced])],
  'a sync that is asked for is Syncing': ['Syncing', say(synced, { operationPending: true })],
  'Git ahead with auto-sync on is Syncing': ['Syncing', say(synced, { sync: 'OutOfSync', autoSync: true, revisionList: revisions('bbb') })],
  'Git ahead with auto-sync off is Drifted': [
    'Drifted',
    say(synced, { sync: 'OutOfSync', autoSync: false, revisionList: revisions('bbb') }),
  ],
  'a cluster that differs from what was synced is Drifted': ['Drifted', say(synced, { sync: 'OutOfSync', autoSync: true })],
  'a sync that ended before Argo CD looked again is still Syncing': ['Syncing', say(synced, { sync: 'OutOfSync', outdated: true })],
  'Progressing is Rolling out': ['Rolling out', say(synced, { health: 'Progressing' })],
  'Progressing goes before Drifted': ['Rolling out', say(synced, { health: 'Progressing', sync: 'OutOfSync' })],
  'Suspended is Suspended': ['Suspended', say(synced, { health: 'Suspended' })],
  'what is gone is Not deployed, whatever was last known': ['Not deployed', say(failed, { gone: true, health: 'Degraded' })],
  'an unknown health is Unknown': ['Unknown', say(synced, { health: 'Unknown', healthWord: 'Unhealthy' })],
  'an unknown sync state is Unknown': ['Unknown', say(synced, { sync: 'Unknown' })],
  'the word of the greatest order is said, not of the last seen': [
    'Healthy',
    projectApplication(story(synced, stateFacts(synced, { health: 'Degraded' }), stateFacts(synced)).reverse(), HISTORY_SETTINGS)!,
  ],
};

it.each(Object.entries(words))('%s', (_, [word, projection]) => {
  expect(projection.word).toBe(word);
});

const NOT_PUBLISHED = 'Argo CD does not publish which resources; set `controller.resource.health.persist: "true"` in argocd-cmd-params-cm.';
const service = { group: '', kind: 'Service', namespace: 'shop', name: 'cart' };

const reasons: Record<string, [string | null, ReturnType<typeof say>]> = {
  'a healthy application needs no reason': [null, say(synced)],
  'a failure says the message of the operation': ['one or more objects failed to apply.', say(failed, { sync: 'OutOfSync' })],
  'a failure names the resources that its message speaks of': [
    'failed to apply: port 99999 is invalid. Failed: Service shop/cart.',
    say({
      ...failed,
      message: 'failed to apply: port 99999 is invalid',
      failedResources: [{ ...service, message: 'port 99999 is invalid' }],
    }),
  ],
  'a failure adds what its message leaves out of a resource': [
    'one or more objects failed to apply. Service shop/cart: port 99999 is invalid.',
    say({ ...failed, failedResources: [{ ...service, message: 'port 99999 is invalid' }] }),
  ],
  'a condition is said with its type': [
    'ComparisonError: no such path.',
    say(synced, { conditions: [{ type: 'ComparisonError', message: 'no such path' }] }),
  ],
  'the condition that repeats a failed sync is left out': [
    'one or more objects failed to apply.',
    say(failed, { conditions: [{ type: 'SyncError', message: 'Failed last sync attempt' }] }),
  ],
  'a degraded application names the resources where Argo CD publishes them': [
    'Deployment shop/cart: exceeded its progress deadline.',
    say(synced, {
      health: 'Degraded',
      failingResources: [
        {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'shop',
          name: 'cart',
          health: 'Degraded',
          message: 'exceeded its progress deadline',
        },
      ],
    }),
  ],
  'a degraded application says what to set where it does not': [
    `Resources are degraded. ${NOT_PUBLISHED}`,
    say(synced, { health: 'Degraded' }),
  ],
  'a drift says who can end it': [
    'Git is ahead at bbb and auto-sync is off: sync it in Argo CD.',
    say(synced, { sync: 'OutOfSync', autoSync: false, revisionList: revisions('bbb') }),
  ],
  'an odd health word is said': [
    "Argo CD gives the health 'Unhealthy', which Slipway does not know.",
    say(synced, { health: 'Unknown', healthWord: 'Unhealthy' }),
  ],
  'a retry says its number and what went wrong': [
    'Argo CD tries the sync again, attempt 2: connection refused.',
    say(operationFacts(2, 'bbb', { phase: 'Running', retryCount: 1, message: 'connection refused' }), {}, [synced]),
  ],
};

it.each(Object.entries(reasons))('%s', (_, [why, projection]) => {
  expect(projection.why).toBe(why);
});

const sinces: Record<string, [string | null, ReturnType<typeof say>]> = {
  'Failed lasts since the operation ended': ['2026-03-09T09:01:30Z', say(failed)],
  'a failing condition lasts since its transition': [
    minute(7),
    say(synced, { conditions: [{ type: 'ComparisonError', lastTransitionTime: minute(7) }] }),
  ],
  'Degraded lasts since the health word began': [minute(5), say(synced, { health: 'Degraded', healthSince: minute(5) })],
  'Syncing lasts since the operation began': [minute(2), say(operationFacts(2, 'bbb', { phase: 'Running' }), {}, [synced])],
  'Rolling out begins no earlier than the end of the sync': [
    '2026-03-09T09:01:30Z',
    say(synced, { health: 'Progressing', healthSince: minute(1) }),
  ],
  'where no source says since when, it is unknown': [null, say(synced, { health: 'Degraded' })],
  'a drift has no instant': [null, say(synced, { sync: 'OutOfSync', healthSince: minute(5) })],
};

it.each(Object.entries(sinces))('%s', (_, [since, projection]) => {
  expect(projection.stateSince).toBe(since);
});
