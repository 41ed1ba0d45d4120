import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { AuthorizeResult, createPermission } from '@backstage/plugin-permission-common';
import request from 'supertest';
import permissionModuleOwner from './index';
import { OwnerPolicy } from './OwnerPolicy';

const deliverySourceRead = createPermission({ name: 'delivery.source.read', attributes: { action: 'read' } });
const deliveryServiceRead = createPermission({
  name: 'delivery.service.read',
  attributes: { action: 'read' },
  resourceType: 'delivery-service',
});

async function decide(authorization: string): Promise<string[]> {
  const { server } = await startTestBackend({
    features: [permissionPlugin, permissionModuleOwner, mockServices.rootConfig.factory({ data: { permission: { enabled: true } } })],
  });
  const { body } = await request(server)
    .post('/api/permission/authorize')
    .set('authorization', authorization)
    .send({
      items: [
        { id: '1', permission: deliverySourceRead },
        { id: '2', permission: deliveryServiceRead, resourceRef: 'component:default/checkout' },
      ],
    })
    .expect(200);
  return body.items.map((item: { result: string }) => item.result);
}

describe("the owner's policy", () => {
  it('lets the owner do everything', async () => {
    expect(await decide(mockCredentials.user.header('user:default/owner'))).toEqual([AuthorizeResult.ALLOW, AuthorizeResult.ALLOW]);
  });

  it.each(['user:default/ada', 'user:other/owner', 'group:default/owner'])('lets %s do nothing', async ref => {
    expect(await decide(mockCredentials.user.header(ref))).toEqual([AuthorizeResult.DENY, AuthorizeResult.DENY]);
  });

  it('denies a question that comes with no user', async () => {
    const decision = await new OwnerPolicy(mockServices.auth()).handle({ permission: deliverySourceRead });
    expect(decision).toEqual({ result: AuthorizeResult.DENY });
  });
});
