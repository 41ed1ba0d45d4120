import fc from 'fast-check';
import { FakeObject } from '@slipway/plugin-delivery-node/testUtils';
import { ClusterResource } from '../read/resources';
import { deployment, pod, replicaSet } from '../testing/objects';
import { deleteObject, putObject } from './applyObject';
import { ClusterState } from './ClusterState';

const resourceOf = ({ kind }: FakeObject) => ({ kind, group: 'apps' }) as Pick<ClusterResource, 'kind' | 'group'>;
const put = (state: ClusterState, object: FakeObject) =>
  putObject(state, { resource: resourceOf(object), object, cluster: 'eu', now: Date.parse('2026-05-01T12:00:00Z') });
const remove = (state: ClusterState, object: FakeObject) => deleteObject(state, { resource: resourceOf(object), object });
const listOf = (objects: FakeObject[]) => {
  const state = new ClusterState();
  objects.forEach(object => put(state, object));
  return state;
};
const cart = (...objects: FakeObject[]) => listOf([deployment(), replicaSet(1), ...objects]).join('uid-of-cart')!.facts;

/** One step of what an object goes through; `undefined` is its end. */
interface Step {
  object: FakeObject;
  deleted: boolean;
}

describe('ClusterState', () => {
  it('ends as a list would, in whatever order the watches tell', () => {
    const version = (object: FakeObject, resourceVersion: number): FakeObject => ({
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(resourceVersion) },
    });
    const lives = fc.array(
      fc.record({ name: fc.constantFrom('a', 'b', 'c'), revision: fc.constantFrom(1, 2), ready: fc.boolean(), deleted: fc.boolean() }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(lives, fc.constantFrom(1, 2), fc.infiniteStream(fc.nat(2)), (pods, revision, turns) => {
        let at = 100;
        const next = (object: FakeObject) => {
          at += 1;
          return version(object, at);
        };
        // Three watches, each in its own order.
        const workloads: Step[] = [1, revision].map(number => ({ object: next(deployment({ revision: number })), deleted: false }));
        const replicaSets: Step[] = [1, 2].map(number => ({ object: next(replicaSet(number)), deleted: false }));
        const podSteps: Step[] = pods.flatMap(({ name, revision: number, ready, deleted }) => {
          const podName = `${name}-${number}`;
          const seen = { object: next(pod(podName, { revision: number, ready })), deleted: false };
          return deleted ? [seen, { object: next(pod(podName, { revision: number })), deleted: true }] : [seen];
        });
        const remaining = [workloads, replicaSets, podSteps].map(steps => [...steps]);
        const state = new ClusterState();
        while (remaining.some(steps => steps.length > 0)) {
          const step = remaining[turns.next().value]?.shift();
          if (step?.deleted) {
            remove(state, step.object);
          } else if (step) {
            put(state, step.object);
          }
        }
        const left = new Map<unknown, FakeObject>();
        for (const { object, deleted } of [...workloads, ...replicaSets, ...podSteps]) {
          if (deleted) {
            left.delete(object.metadata.uid);
          } else {
            left.set(object.metadata.uid, object);
          }
        }
        expect(state.join('uid-of-cart')?.facts).toEqual(listOf([...left.values()]).join('uid-of-cart')?.facts);
      }),
      { numRuns: 300 },
    );
  });

  it('says of every change which workload it touches, once that can be known', () => {
    const state = new ClusterState();
    expect(put(state, pod('cart-1-a'))).toBe('uid-of-cart-1');
    expect(put(state, replicaSet(1))).toBe('uid-of-cart');
    expect(put(state, pod('cart-1-b'))).toBe('uid-of-cart');
    expect(put(state, pod('cart-1-b'))).toBeUndefined();
    expect(remove(state, pod('cart-1-b'))).toBe('uid-of-cart');
  });

  it('lists 100 pods at most, those in trouble among them, and counts the rest', () => {
    const many = Array.from({ length: 120 }, (_, index) => pod(`p${String(index).padStart(3, '0')}`, { ready: index < 110 }));
    const { pods, morePods, revisions } = cart(...many);
    expect([pods.length, morePods]).toEqual([100, 20]);
    expect(revisions).toEqual([{ revision: 'hash1', pods: 120, ready: 110 }]);
    expect(pods.filter(({ ready }) => !ready)).toHaveLength(10);
    expect(pods.map(({ name }) => name)).toEqual([...pods.map(({ name }) => name)].sort());
  });

  it('lists one of each revision, though others are in trouble', () => {
    const many = Array.from({ length: 120 }, (_, index) => pod(`p${index}`, { revision: 2, ready: false }));
    const { pods, revisions } = listOf([deployment({ revision: 2 }), replicaSet(1), replicaSet(2), pod('old'), ...many]).join(
      'uid-of-cart',
    )!.facts;
    expect(pods.filter(({ revision }) => revision === 'hash1').map(({ name }) => name)).toEqual(['old']);
    expect(revisions).toEqual([
      { revision: 'hash1', pods: 1, ready: 1 },
      { revision: 'hash2', pods: 120, ready: 0 },
    ]);
  });

  it('calls injected what the template does not name, and nothing where it names none of a pod', () => {
    const meshed = pod('cart-1-a');
    (meshed.spec as { containers: object[] }).containers.push({ name: 'proxy', image: 'mesh:v1' });
    const older = pod('cart-1-b');
    (older.spec as { containers: object[] }).containers = [{ name: 'old-name', image: 'cart:v0' }];
    const roles = cart(meshed, older).pods.map(({ containers }) => containers.map(({ name, role }) => [name, role]));
    expect(roles).toEqual([
      [
        ['app', undefined],
        ['proxy', 'injected'],
      ],
      [['old-name', undefined]],
    ]);
  });

  it('keeps a pod whose imageID matches nothing, without a digest', () => {
    expect(cart(pod('cart-1-a', { imageID: 'who knows' })).pods[0].containers[0]).toEqual({
      name: 'app',
      image: 'registry.example.com/cart:v1',
      ready: true,
      restarts: 0,
    });
  });

  it('takes the position of the newest object, deleted ones included', () => {
    const at = (object: FakeObject, resourceVersion: string) => ({ ...object, metadata: { ...object.metadata, resourceVersion } });
    const state = listOf([at(deployment(), '99'), at(replicaSet(1), '98'), at(pod('cart-1-a'), '18446744073709551615')]);
    expect(state.join('uid-of-cart')?.position).toBe('18446744073709551615');
    remove(state, at(pod('cart-1-a'), '18446744073709551616'));
    expect(state.join('uid-of-cart')?.position).toBe('18446744073709551616');
  });
});
