import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ServiceRow } from '@slipway/plugin-delivery-common';
import { Decide, startApi } from '../__testUtils__/startApi';
import { createDeliveryServiceConditionalDecision, deliveryServiceConditions } from '../permissions/rules';
import { deliveryServiceReadPermission } from '@slipway/plugin-delivery-common';

const row = (name: string, owner: string): ServiceRow => ({
  ref: `component:default/${name}`,
  name,
  claimed: true,
  owner,
  cells: [{ environment: 'production', word: 'Healthy', version: { name: '1.4.0' }, since: '2026-03-14T10:00:00Z', targets: 1 }],
});

const shopOnly: Decide = permission =>
  permission === deliveryServiceReadPermission.name
    ? createDeliveryServiceConditionalDecision(
        deliveryServiceReadPermission,
        deliveryServiceConditions.isOwner({ claims: ['group:default/shop'] }),
      )
    : { result: AuthorizeResult.DENY };

async function start(decide?: Decide) {
  const actions = actionsRegistryServiceMock();
  const api = await startApi({ decide, actions });
  api.queries.rows = [row('cart', 'group:default/shop'), row('ledger', 'group:default/bank')];
  const ask = (id: string, input: object) =>
    actions.invoke({ id: `test:${id}`, input: input as never, credentials: mockCredentials.user('user:default/ada') });
  return { ...api, ask };
}

describe('questions that actions ask of the record', () => {
  it('are answered with version, state, age and source', async () => {
    const { ask } = await start();
    const { output } = await ask('what-runs-where', {});
    expect(output).toMatchObject({
      services: [
        {
          service: 'component:default/cart',
          environments: [{ environment: 'production', version: '1.4.0', state: 'Healthy', source: null }],
        },
        { service: 'component:default/ledger' },
      ],
      more: false,
    });
  });

  it('show what the caller may see and nothing else', async () => {
    const { ask } = await start(shopOnly);
    const { output } = await ask('what-runs-where', {});
    expect((output as { services: unknown[] }).services).toHaveLength(1);
    expect(JSON.stringify(output)).not.toContain('ledger');
  });

  it('are audited with who asked and what, whether answered or refused', async () => {
    const { ask, audited, succeeded } = await start(() => ({ result: AuthorizeResult.DENY }));
    await expect(ask('what-would-go', { service: 'component:default/cart', from: 'dev', to: 'production' })).rejects.toThrow(
      deliveryServiceReadPermission.name,
    );
    expect(audited).toMatchObject([
      { options: { eventId: 'record-ask', meta: { question: 'what-would-go', by: 'user:default/ada', input: { from: 'dev' } } } },
    ]);
    expect(succeeded).toEqual([]);

    const open = await start();
    await open.ask('what-runs-where', { name: 'cart' });
    expect(open.succeeded).toMatchObject([{ meta: { question: 'what-runs-where', input: { name: 'cart' } } }]);
  });

  it('of a commit that nobody knows say so', async () => {
    const { ask } = await start();
    await expect(ask('where-is-my-commit', { commit: 'deadbee' })).rejects.toThrow('deadbee');
  });
});
