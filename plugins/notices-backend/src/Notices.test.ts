import path from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { ServiceDeployment } from '@slipway/plugin-delivery-common';
import { Knex } from 'knex';
import { NoticeStore } from './database/NoticeStore';
import { Notices } from './Notices';

jest.setTimeout(60_000);

const entity = (name: string, owner?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: owner === undefined ? [] : [{ type: 'ownedBy', targetRef: owner }],
});

function failed(id: string, service: string, more: Partial<ServiceDeployment> = {}): ServiceDeployment {
  return {
    id,
    environment: 'production',
    kind: 'version',
    outcome: 'failed',
    version: { name: '6.90.0' },
    startedAt: new Date().toISOString(),
    why: 'A new pod crashes',
    services: [`component:default/${service}`],
    ...more,
  };
}

describe('notices of what happened in production', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let sent: NotificationSendOptions[];
  let record: ServiceDeployment[];
  let fault: Error | undefined;
  let asked: Array<{ environment: string; from: Date }>;

  beforeEach(async () => {
    knex = await databases.init('POSTGRES_18');
    await knex.migrate.latest({ directory: path.resolve(__dirname, '../migrations') });
    [sent, record, fault, asked] = [[], [], undefined, []];
  });

  /** Another start, or another replica. */
  const start = () =>
    new Notices({
      store: new NoticeStore(knex),
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities: [entity('cart', 'group:default/team-checkout'), entity('nobodys')] }),
      deployments: {
        async *failedIn(environment, from) {
          asked.push({ environment, from });
          yield* record;
        },
      },
      notifications: {
        async send(options) {
          if (fault) {
            throw fault;
          }
          sent.push(options);
        },
      },
      environment: 'production',
    });
  const titles = () => sent.map(({ payload }) => payload.title);

  it('go to the owners, with what is known of it', async () => {
    record = [failed('1', 'cart')];
    expect(await start().look()).toBe(1);
    expect(sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: ['group:default/team-checkout'] },
        payload: {
          title: 'cart 6.90.0 failed in production',
          description: 'A new pod crashes',
          link: '/delivery?service=component%3Adefault%2Fcart&deployedTo=production',
          topic: 'deployment',
          scope: '1',
          severity: 'high',
        },
      },
    ]);
  });

  it('are sent once, however often replicas look and start', async () => {
    record = [failed('1', 'cart'), failed('2', 'cart')];
    const told = await Promise.all([start().look(), start().look(), start().look()]);
    expect(told.reduce((sum, count) => sum + count)).toBe(2);
    expect(await start().look()).toBe(0);
    expect(sent).toHaveLength(2);
  });

  it('say that it recovered once it has, in the same scope', async () => {
    record = [failed('1', 'cart')];
    await start().look();
    record = [failed('1', 'cart', { recoveredAt: '2026-11-28T15:00:00Z' })];
    await start().look();
    await start().look();
    expect(titles()).toEqual(['cart 6.90.0 failed in production', 'cart is well again in production']);
    expect(sent.map(({ payload }) => payload.scope)).toEqual(['1', '1']);
  });

  it('are not lost where sending fails', async () => {
    record = [failed('1', 'cart')];
    fault = new Error('notifications are away');
    await expect(start().look()).rejects.toThrow('notifications are away');
    fault = undefined;
    expect(await start().look()).toBe(1);
    expect(sent).toHaveLength(1);
  });

  it('go to nobody where nobody owns the service', async () => {
    record = [failed('1', 'nobodys')];
    expect(await start().look()).toBe(1);
    expect(sent).toEqual([]);
  });

  it('are asked for from the first start on, not from the last', async () => {
    await start().look();
    await start().look();
    expect(asked.map(({ environment, from }) => [environment, from])).toEqual([
      ['production', asked[0].from],
      ['production', asked[0].from],
    ]);
    expect(Math.abs(Date.now() - asked[0].from.getTime())).toBeLessThan(60_000);
  });
});
