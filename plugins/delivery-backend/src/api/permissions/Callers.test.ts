import { mockCredentials } from '@backstage/backend-test-utils';
import { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Callers } from './Callers';

const user = mockCredentials.user();

/** A permission backend that answers when it is told to. */
function start() {
  const waiting = new Array<(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) => void>();
  const authorizeConditional = (queries: unknown[]) =>
    new Promise(resolve => {
      waiting.push(result => resolve(queries.map(() => ({ result }))));
    });
  const callers = new Callers({
    permissions: { authorizeConditional, authorize: authorizeConditional } as unknown as PermissionsService,
    toFilter: () => {
      throw new Error('No decision is conditional here');
    },
  });
  return { callers, waiting };
}

const everything = { visibility: { filter: 'all', includeUnclaimed: true }, sources: true };

describe('what a user may see', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is asked once by requests that come together', async () => {
    const { callers, waiting } = start();
    const both = Promise.all([callers.sightOf(user), callers.sightOf(user)]);
    expect(waiting).toHaveLength(1);
    waiting[0](AuthorizeResult.ALLOW);
    await expect(both).resolves.toEqual([everything, everything]);
  });

  it('is asked anew while it is used, and nobody waits for that', async () => {
    const { callers, waiting } = start();
    const first = callers.sightOf(user);
    waiting[0](AuthorizeResult.ALLOW);
    await first;

    jest.advanceTimersByTime(1500);
    await expect(callers.sightOf(user)).resolves.toEqual(everything);
    await expect(callers.sightOf(user)).resolves.toEqual(everything);
    expect(waiting).toHaveLength(2);

    waiting[1](AuthorizeResult.ALLOW);
    await new Promise(setImmediate);
    jest.advanceTimersByTime(900);
    await expect(callers.sightOf(user)).resolves.toEqual(everything);
    expect(waiting).toHaveLength(2);
  });

  it('is never older than two seconds, also where the next answer is late', async () => {
    const { callers, waiting } = start();
    const first = callers.sightOf(user);
    waiting[0](AuthorizeResult.ALLOW);
    await first;

    jest.advanceTimersByTime(1500);
    await callers.sightOf(user);
    jest.advanceTimersByTime(600);
    const late = callers.sightOf(user);
    expect(waiting).toHaveLength(3);
    waiting[2](AuthorizeResult.DENY);
    await expect(late).rejects.toThrow('Reading services needs the permission delivery.service.read');
  });

  it('is refused from the moment at which the answer is no', async () => {
    const { callers, waiting } = start();
    const first = callers.sightOf(user);
    waiting[0](AuthorizeResult.ALLOW);
    await first;

    jest.advanceTimersByTime(1500);
    await callers.sightOf(user);
    waiting[1](AuthorizeResult.DENY);
    await new Promise(setImmediate);
    const refused = callers.sightOf(user);
    waiting[2](AuthorizeResult.DENY);
    await expect(refused).rejects.toThrow('delivery.service.read');
  });
});
