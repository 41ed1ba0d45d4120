import { PodFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { daemonRevisions } from './daemonRevisions';

const pod = (revision: string, image: string, minute: number | undefined, facts: Partial<PodFacts> = {}): PodFacts => ({
  name: `${revision}-${minute}`,
  uid: `${revision}-${minute}`,
  revision,
  phase: 'Running',
  ready: true,
  ...(minute !== undefined && { startedAt: `2026-05-01T11:${String(minute).padStart(2, '0')}:00Z` }),
  containers: [{ name: 'app', image, ready: true, restarts: 0 }],
  ...facts,
});

type Told = Pick<WorkloadFacts, 'images' | 'updated' | 'observed'>;
const asks = (image: string, updated: number, observed = true): Told => ({ images: [image], updated, observed });
const split = [pod('x', 'agent:1', 1), pod('x', 'agent:1', 2), pod('y', 'agent:2', 5)];
// As an admission webhook leaves them that takes images from a mirror.
const mirrored = [pod('x', 'mirror/agent:1', 1), pod('x', 'mirror/agent:1', 2), pod('y', 'mirror/agent:2', 5)];

describe('the revisions of a DaemonSet', () => {
  it.each<[string, Told, PodFacts[], [string | undefined, string | undefined]]>([
    ['are one at rest', asks('agent:1', 2), [pod('x', 'agent:1', 1), pod('x', 'agent:1', 2)], ['x', 'x']],
    ['in an update the one comes that looks as the template does', asks('agent:2', 1), split, ['x', 'y']],
    ['before the controller has looked, too', asks('agent:2', 3, false), split, ['x', 'y']],
    ['and after a way back the other does', asks('agent:1', 2), split, ['y', 'x']],
    [
      'the old one serves no more once none of its pods is ready',
      asks('agent:2', 1),
      [pod('x', 'agent:1', 1, { ready: false }), pod('y', 'agent:2', 5)],
      ['y', 'y'],
    ],
    [
      'what is about to go and what is over does not count',
      asks('agent:2', 1),
      [pod('x', 'agent:1', 1, { deleting: true }), pod('w', 'agent:0', 0, { phase: 'Failed' }), pod('y', 'agent:2', 5)],
      ['y', 'y'],
    ],
    ['where no pod looks like the template, the count of updated ones decides', asks('agent:2', 1), mirrored, ['x', 'y']],
    ['a count that fits both decides nothing', asks('agent:2', 1), mirrored.slice(1), [undefined, undefined]],
    ['nor does one that fits none', asks('agent:2', 0), mirrored, [undefined, undefined]],
    ['nor one of an older specification', asks('agent:2', 1, false), mirrored, [undefined, undefined]],
    [
      'nor one that is older than the pods: the newest pod is of the coming revision',
      asks('agent:2', 1),
      [pod('x', 'mirror/agent:1', 1), pod('y', 'mirror/agent:2', 5), pod('y', 'mirror/agent:2', undefined, { ready: false })],
      [undefined, undefined],
    ],
    ['of two older ones that serve, none is called stable', asks('agent:3', 1), [...split, pod('z', 'agent:3', 9)], [undefined, 'z']],
    [
      'what others put beside it is looked past',
      asks('agent:2', 1),
      [
        ...split.slice(0, 2),
        {
          ...pod('y', 'agent:2', 5),
          containers: [
            { name: 'app', image: 'agent:2', ready: true, restarts: 0 },
            { name: 'mesh', role: 'injected', image: 'mesh:1', ready: true, restarts: 0 },
          ],
        },
      ],
      ['x', 'y'],
    ],
    ['without pods there is none', asks('agent:1', 0), [], [undefined, undefined]],
  ])('%s', (_, told, pods, [stableRevision, updateRevision]) => {
    expect(daemonRevisions(told, pods)).toEqual({
      ...(stableRevision !== undefined && { stableRevision }),
      ...(updateRevision !== undefined && { updateRevision }),
    });
  });
});
