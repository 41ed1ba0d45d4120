import { bucket } from './bucket';
import { containersOf } from './containersOf';
import { digestOf } from './digestOf';

const HEX = 'a'.repeat(64);

describe('digestOf', () => {
  const cases: Array<[string, unknown, string | undefined]> = [
    ['what containerd writes', `registry.example.com/shop/cart@sha256:${HEX}`, `sha256:${HEX}`],
    ['what Docker writes of an image that was pulled', `docker-pullable://cart@sha256:${HEX}`, `sha256:${HEX}`],
    ['what Docker writes of an image that was built there', `docker://sha256:${HEX}`, `sha256:${HEX}`],
    ['a bare digest, which is the configuration', `sha256:${HEX}`, `sha256:${HEX}`],
    ['no digest before a container has started', '', undefined],
    ['no digest in a name with a tag', 'registry.example.com/cart:v1', undefined],
    ['no digest that is too short', 'cart@sha256:abc', undefined],
    ['no digest that matches nothing', 'cri-o://what is this', undefined],
    ['no digest where there is none', undefined, undefined],
    ['no digest that is no text', { sha256: HEX }, undefined],
  ];
  it.each(cases)('finds %s', (_, imageId, digest) => {
    expect(digestOf(imageId)).toBe(digest);
  });
});

describe('bucket', () => {
  it('rounds down to 1, 2, 5 and their tens', () => {
    expect([0, 1, 2, 3, 4, 5, 9, 10, 19, 20, 49, 50, 999, 1000].map(bucket)).toEqual([0, 1, 2, 2, 2, 5, 5, 10, 10, 20, 20, 50, 500, 1000]);
  });
});

describe('containersOf', () => {
  const cases: Array<[string, object, { reason?: string; message?: string }]> = [
    ['a running container has no reason', { state: { running: {} } }, {}],
    ['a waiting one has its reason', { state: { waiting: { reason: 'ContainerCreating' } } }, { reason: 'ContainerCreating' }],
    [
      'a crash loop says what the container ended with, not how long it waits',
      {
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting failed container=app' } },
        lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
      },
      { reason: 'CrashLoopBackOff', message: 'OOMKilled: exit code 137' },
    ],
    [
      'a pull that failed and one that is waited for are the same',
      { state: { waiting: { reason: 'ErrImagePull', message: 'cart:v9: not found' } } },
      { reason: 'ImagePullBackOff', message: 'cart:v9: not found' },
    ],
    [
      'the wait for a pull keeps the cause',
      { state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "cart:v9": ErrImagePull: cart:v9: not found' } } },
      { reason: 'ImagePullBackOff', message: 'cart:v9: not found' },
    ],
    [
      'the wait for a pull of an older kubelet has none',
      { state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "cart:v9"' } } },
      { reason: 'ImagePullBackOff' },
    ],
    [
      'one that ended has its exit code',
      { state: { terminated: { reason: 'Error', exitCode: 1, message: 'no database' } } },
      { reason: 'Error', message: 'exit code 1: no database' },
    ],
    ['one that completed has no code', { state: { terminated: { reason: 'Completed', exitCode: 0 } } }, { reason: 'Completed' }],
    ['a status that makes no sense has no reason', { state: { waiting: 7 } }, {}],
  ];
  it.each(cases)('%s', (_, status, why) => {
    const [{ reason, message }] = containersOf({ containers: [{ name: 'app' }] }, { containerStatuses: [{ name: 'app', ...status }] });
    expect({ reason, message }).toEqual({ reason: undefined, message: undefined, ...why });
  });

  it('lists containers, then init, then ephemeral ones, each with its own status', () => {
    const containers = containersOf(
      { ephemeralContainers: [{ name: 'debug' }], initContainers: [{ name: 'migrate' }], containers: [{ name: 'b' }, { name: 'a' }] },
      { containerStatuses: [{ name: 'a', ready: true }], initContainerStatuses: [{ name: 'migrate', ready: true, restartCount: 3 }] },
    );
    expect(containers.map(({ name, role, ready, restarts }) => [name, role, ready, restarts])).toEqual([
      ['b', undefined, false, 0],
      ['a', undefined, true, 0],
      ['migrate', 'init', true, 2],
      ['debug', 'ephemeral', false, 0],
    ]);
  });
});
