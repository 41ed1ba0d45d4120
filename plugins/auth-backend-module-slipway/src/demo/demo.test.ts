import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend, TestDatabases } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import authModuleSlipway from '../index';
import { refuseElsewhere } from './refuseElsewhere';

jest.setTimeout(60_000);

const URL_HERE = 'http://localhost:7007';
const priya = { user: 'user:default/priya', name: 'Priya Raman', role: 'Developer, Checkout team' };
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

async function start(overrides?: { app?: string; backend?: string; listen?: unknown }) {
  const knex = await databases.init('POSTGRES_18');
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      authModuleSlipway,
      catalogServiceMock.factory({
        entities: [
          { apiVersion: 'backstage.io/v1alpha1', kind: 'User', metadata: { name: 'priya', namespace: 'default' }, spec: { memberOf: [] } },
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: overrides?.app ?? URL_HERE },
          backend: { baseUrl: overrides?.backend ?? URL_HERE, listen: overrides?.listen ?? { host: '127.0.0.1', port: 0 } },
          auth: { providers: { demo: { people: [priya] } } },
        },
      }),
      createServiceFactory({ service: coreServices.database, deps: {}, factory: () => ({ getClient: async () => knex }) }),
    ],
  });
  return server;
}

async function pick(server: Awaited<ReturnType<typeof start>>): Promise<string> {
  const answer = await request(server).post('/api/auth/demo/session').set('origin', URL_HERE).send({ user: priya.user }).expect(200);
  return answer.get('set-cookie')![0].split(';')[0];
}

describe('the people of the demo', () => {
  it('are offered, picked, and leave again', async () => {
    const server = await start();
    const ways = await request(server).get('/api/auth/sign-in/ways').expect(200);
    expect(ways.body).toEqual({ providers: [], people: [priya], owner: false });
    const cookie = await pick(server);
    const { body } = await request(server).get('/api/auth/demo/refresh').set('cookie', cookie).expect(200);
    expect(body.profile).toEqual({ displayName: 'Priya Raman' });
    expect(body.backstageIdentity.identity.userEntityRef).toBe('user:default/priya');
    const out = await request(server).post('/api/auth/demo/logout').set('cookie', cookie).set('origin', URL_HERE).expect(200);
    expect(out.get('set-cookie')![0]).toMatch(/^slipway-demo-7007=; Path=\/api\/auth\/demo; Expires=Thu, 01 Jan 1970/);
  });

  it('are those of the configuration and nobody else', async () => {
    const server = await start();
    const answer = await request(server).post('/api/auth/demo/session').send({ user: 'user:default/owner' }).expect(400);
    expect(answer.body.error.message).toBe("The body's 'user' is one of user:default/priya");
    await request(server).get('/api/auth/demo/refresh').set('cookie', 'slipway-demo-7007=user:default/owner').expect(401);
  });
});

describe('what comes to the demo', () => {
  it.each<[string, Record<string, string>]>([
    ['localhost with a port', { host: 'localhost:7007' }],
    ['an address of this machine', { host: '127.0.0.1:7007' }],
    ['its IPv6 address', { host: '[::1]:7007', accept: 'text/html' }],
  ])('is let through: %s', (_, headers) => {
    expect(() => refuseElsewhere(headers)).not.toThrow();
  });

  it.each<[string, Record<string, string>]>([
    ['another Host', { host: 'slipway.example.com' }],
    ['no Host', {}],
    ['a Host that begins like this machine', { host: 'localhost.example.com:7007' }],
    ['the header Forwarded', { host: 'localhost', forwarded: 'for=10.0.0.1' }],
    ['the header X-Forwarded-For', { host: 'localhost', 'x-forwarded-for': '10.0.0.1' }],
    ['the header X-Forwarded-Host', { host: 'localhost', 'x-forwarded-host': 'slipway.example.com' }],
    ['the header Via', { host: 'localhost', via: '1.1 proxy' }],
  ])('is refused: %s', (_, headers) => {
    expect(() => refuseElsewhere(headers)).toThrow(/^The demo answers on this machine alone.*--no-demo/);
  });

  it('is refused to a page of another site', async () => {
    const server = await start();
    await request(server).post('/api/auth/demo/session').set('origin', 'https://evil.example.com').send({ user: priya.user }).expect(403);
  });
});

describe('an installation that others can reach', () => {
  it.each([
    ['every address', { listen: ':7007' }, /'backend\.listen' is every address of this machine/],
    ['an address of the network', { listen: { host: '0.0.0.0', port: 7007 } }, /'backend\.listen' is '0\.0\.0\.0'/],
    ['another base URL of the portal', { app: 'https://slipway.example.com' }, /'app\.baseUrl' is https:\/\/slipway\.example\.com/],
    ['another base URL of the API', { backend: 'http://10.0.0.7:7007' }, /'backend\.baseUrl' is http:\/\/10\.0\.0\.7:7007/],
  ])('does not start with the demo: %s', async (_, overrides, message) => {
    await expect(start(overrides)).rejects.toThrow(message);
  });
});
