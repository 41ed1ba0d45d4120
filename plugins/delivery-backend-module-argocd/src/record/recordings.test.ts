import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ApplicationFacts, OperationFacts } from '@slipway/plugin-delivery-common';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { ApplicationRecorder } from './ApplicationRecorder';

const folder = join(__dirname, '../../../../fixtures/recorded/argocd');

interface Recording {
  list: { items: unknown[] };
  watch: Array<{ type?: string; object?: unknown; result?: { type: string; application: unknown } }>;
}

/** Gives a recording to the recorder as the watch would, and answers what it kept. */
async function replay(name: string): Promise<FakeSourceConnection> {
  const { list, watch }: Recording = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const connection = new FakeSourceConnection();
  const recorder = await ApplicationRecorder.open({
    instance: 'main',
    connection,
    logger: mockServices.logger.mock(),
    now: () => Date.parse('2040-01-01T00:00:00Z'),
    onTrouble: () => {},
  });
  const listing = await recorder.beginList();
  for (const object of list.items) {
    await recorder.see({ type: 'LISTED', object, raw: 'null' }, listing.epoch, listing);
  }
  await recorder.completeList(listing, '0');
  for (const event of watch) {
    const type = event.type ?? event.result?.type ?? '';
    const object = event.object ?? event.result?.application;
    if (type === 'DELETED') {
      await recorder.seeDeleted({ type, object, raw: 'null' }, listing.epoch);
    } else if (type !== 'BOOKMARK') {
      await recorder.see({ type, object, raw: 'null' }, listing.epoch);
    }
  }
  await recorder.flush();
  return connection;
}

const stateOf = ({ sync, health, operation, operationPending, gone, conditions }: ApplicationFacts) =>
  [
    sync,
    health,
    operation?.phase ?? (operationPending ? 'asked' : 'none'),
    ...conditions.map(({ type }) => type),
    ...(gone ? ['gone'] : []),
  ].join(' ');

const wordsOf = ({ phase, retryCount, partial, dryRun, selfHeal, failedResources }: OperationFacts) =>
  [
    phase,
    ...(retryCount > 0 ? [`retry ${retryCount}`] : []),
    ...(partial ? ['partial'] : []),
    ...(dryRun ? ['dry'] : []),
    ...(selfHeal ? ['self-heal'] : []),
    ...failedResources.map(({ kind }) => `${kind} failed`),
  ].join(', ');

function read(connection: FakeSourceConnection) {
  const states: string[] = [];
  const operations = new Map<string, string[]>();
  for (const { kind, facts } of connection.observations) {
    if (kind === 'application') {
      states.push(stateOf(facts as ApplicationFacts));
    } else {
      const operation = facts as OperationFacts;
      const { uid, startedAt, identity, via } = operation;
      const key = `${uid}/${startedAt}/${identity}`;
      operations.set(key, [...(operations.get(key) ?? []), via === 'history' ? 'history' : wordsOf(operation)]);
    }
  }
  // What only the history knows was before the recording.
  return { states, operations: [...operations.values()].filter(([first]) => first !== 'history') };
}

describe('recordings of Argo CD', () => {
  const recordings: Array<[string, string[][]]> = [
    ['automatic-sync-fails', [['Succeeded'], ['Running', 'Running, retry 1', 'Running, retry 2', 'Failed, retry 2, Service failed']]],
    ['comparison-error', [['Failed, retry 2, Service failed']]],
    ['degraded-rollout', [['Succeeded'], ['Running', 'Succeeded']]],
    ['deleted-and-created-again', [['Succeeded'], ['Running', 'Succeeded']]],
    ['dry-run', [['Succeeded, partial'], ['Running, dry', 'Succeeded, dry'], ['Running', 'Succeeded']]],
    ['failed-sync', [['Succeeded'], ['Running', 'Failed, Service failed']]],
    ['first-sync', [['Running', 'Succeeded']]],
    ['manual-out-of-sync', [['Succeeded'], ['Running', 'Succeeded']]],
    ['multi-source', [['Succeeded'], ['Running', 'Succeeded']]],
    ['partial-sync', [['Succeeded'], ['Running, partial', 'Succeeded, partial']]],
    ['retry-with-limit', [['Succeeded'], ['Running', 'Running, retry 1', 'Running, retry 2', 'Failed, retry 2, Service failed']]],
    ['rollback-by-revert', [['Succeeded'], ['Running', 'Succeeded']]],
    ['suspended', [['Running', 'Succeeded']]],
    ['terminated', [['Running', 'Terminating', 'Failed']]],
  ];
  it.each(recordings)('%s: each operation once in each phase', async (name, operations) => {
    expect(read(await replay(name)).operations).toEqual(operations);
  });

  it('push: syncing, progressing, healthy', async () => {
    const { states } = read(await replay('push'));
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
      'Synced Healthy Succeeded',
      'Synced Healthy asked',
      'OutOfSync Healthy asked',
      'OutOfSync Healthy Running',
      'OutOfSync Healthy Succeeded',
      'Synced Progressing Succeeded',
      'Synced Healthy Succeeded',
    ]);
  });

  it('deleted-and-created-again: the first is gone, the second is another', async () => {
    const connection = await replay('deleted-and-created-again');
    const present = connection.present('application').map(({ facts }) => facts as ApplicationFacts);
    expect(present.map(stateOf)).toEqual(['OutOfSync Missing Succeeded gone', 'Synced Healthy Succeeded']);
    expect(new Set(present.map(({ uid }) => uid)).size).toBe(2);
  });

  it('removing: gone at the end', async () => {
    expect(read(await replay('removing')).states.at(-1)).toBe('OutOfSync Missing Succeeded gone');
  });

  it("stream: Argo CD's own API says the same", async () => {
    const { operations } = read(await replay('stream'));
    expect(operations.at(-1)).toEqual(['Running', 'Succeeded']);
  });
});
