import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { deliverySourceReadPermission, deliveryServiceReadPermission } from '@slipway/plugin-delivery-common';
import { createPermission } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { permissionModuleAccess } from './modules';
import { FilePolicySource } from './FilePolicySource';

const somethingElse = createPermission({ name: 'weather.read', attributes: { action: 'read' } });
const create = createPermission({ name: 'scaffolder.task.create', attributes: { action: 'create' } });

async function start(access?: JsonObject) {
  const { server } = await startTestBackend({
    features: [
      permissionPlugin,
      permissionModuleAccess,
      mockServices.rootConfig.factory({ data: { permission: { enabled: true }, ...(access && { access }) } }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          async getUserInfo(credentials) {
            const { userEntityRef } = credentials.principal as { userEntityRef: string };
            const groups = userEntityRef === 'user:default/pat' ? ['group:default/Platform'] : [];
            return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] };
          },
        }),
      }),
    ],
  });
  return async (person: string) => {
    const { body } = await request(server)
      .post('/api/permission/authorize')
      .set('authorization', mockCredentials.user.header(person))
      .send({ items: [deliverySourceReadPermission, somethingElse, create].map(permission => ({ id: permission.name, permission })) })
      .expect(200);
    return body.items.map((item: { result: string }) => item.result);
  };
}

describe('the policy of a new installation', () => {
  it.each([
    ['the owner everything', 'user:default/owner', ['ALLOW', 'ALLOW', 'ALLOW']],
    ['platform everything, by a group whose ref is written in capitals', 'user:default/pat', ['ALLOW', 'ALLOW', 'ALLOW']],
    ['whoever is signed in what it names, which is to create too', 'user:default/ada', ['ALLOW', 'DENY', 'ALLOW']],
  ])('lets %s', async (_, person, results) => {
    expect(await (await start())(person)).toEqual(results);
  });
});

describe('a policy in the configuration', () => {
  it('takes the place of the default, but for the owner', async () => {
    const decide = await start({ policy: { roles: { all: 'everyone' }, rules: [{ role: 'all', may: 'weather.read' }] } });
    expect(await decide('user:default/pat')).toEqual(['DENY', 'ALLOW', 'DENY']);
    expect(await decide('user:default/owner')).toEqual(['ALLOW', 'ALLOW', 'ALLOW']);
  });

  it.each([
    [
      'with an unknown role',
      { policy: { roles: {}, rules: [{ role: 'all', may: 'everything' }] } },
      "access.policy: There is no role 'all'",
    ],
    ['beside a file', { policy: { roles: {}, rules: [] }, policyFile: 'x' }, "'access.policy' and 'access.policyFile' are both set"],
    ['that is a file which is not there', { policyFile: '/nowhere/policy.yaml' }, "The policy file '/nowhere/policy.yaml' cannot be read"],
    ['under a key that nobody knows', { polcy: {} }, "'access.polcy' is not known"],
  ])('does not start %s', async (_, access, message) => {
    await expect(start(access)).rejects.toThrow(message);
  });
});

describe('a policy file', () => {
  const text = (role: string) => `roles: { all: everyone }\nrules:\n  - { role: ${role}, may: everything }\n`;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'policy-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('that becomes wrong is not taken over, and says where', async () => {
    const file = path.join(folder, 'policy.yaml');
    await writeFile(file, text('all'));
    const source = new FilePolicySource({ file, name: 'policy.yaml', knownPermissions: [], logger: mockServices.logger.mock() });
    const before = source.current().policy;

    await writeFile(file, text('al'));
    source.reload();
    expect(source.current()).toEqual({ policy: before, problem: "policy.yaml:3:13: There is no role 'al'; 'roles' has all" });

    await writeFile(file, `${text('all')}  - { role: all, may: ${deliveryServiceReadPermission.name} }\n`);
    source.reload();
    expect(source.current()).toMatchObject({ policy: { rules: [{}, { place: 'policy.yaml:4' }] } });
    expect(source.current()).not.toHaveProperty('problem');
  });
});
