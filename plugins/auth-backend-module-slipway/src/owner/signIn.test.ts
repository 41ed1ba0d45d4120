import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend, TestDatabases } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { Knex } from 'knex';
import request from 'supertest';
import authModuleOwner from '../index';

const KEY = 'a-key-of-the-launcher-with-enough-characters';
const APP = 'http://localhost:7007';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

async function start(overrides?: { baseUrl?: string; owner?: object }) {
  const knex = await databases.init('POSTGRES_18');
  const events = new Array<string>();
  const baseUrl = overrides?.baseUrl ?? APP;
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      authModuleOwner,
      mockServices.rootConfig.factory({
        data: { app: { baseUrl }, backend: { baseUrl }, auth: { providers: { owner: overrides?.owner ?? { key: KEY } } } },
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          async createEvent({ eventId, meta }) {
            events.push(JSON.stringify({ eventId, status: 'initiated', meta }));
            return {
              success: async () => void events.push(JSON.stringify({ eventId, status: 'succeeded' })),
              fail: async ({ error }) => void events.push(JSON.stringify({ eventId, status: 'failed', error: error.message })),
            };
          },
        }),
      }),
    ],
  });
  return { server, knex, events };
}

type Started = Awaited<ReturnType<typeof start>>;

async function mintCode({ server }: Started): Promise<string> {
  const { body } = await request(server).post('/api/auth/owner/codes').set('authorization', `Bearer ${KEY}`).expect(201);
  return body.code;
}

function signIn({ server }: Started, code: unknown) {
  return request(server).post('/api/auth/owner/session').set('origin', APP).send({ code });
}

async function signInWithNewCode(started: Started): Promise<string> {
  const answer = await signIn(started, await mintCode(started)).expect(200);
  return answer.get('set-cookie')![0].split(';')[0];
}

async function rowsOf(knex: Knex, table: string): Promise<string> {
  return JSON.stringify(await knex(table));
}

describe('the one-time link', () => {
  it('signs in the owner once, with a cookie that no script reads', async () => {
    const started = await start();
    const { body } = await request(started.server).post('/api/auth/owner/codes').set('authorization', `Bearer ${KEY}`).expect(201);
    expect(body).toEqual({ code: expect.stringMatching(/^[\w-]{43}$/), expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) });
    const { rows } = await started.knex.raw(`select extract(epoch from expires_at - created_at) as seconds from auth_owner_codes`);
    expect(Number(rows[0].seconds)).toBe(600);

    const answer = await signIn(started, body.code).expect(200);
    expect(answer.get('set-cookie')![0]).toMatch(
      /^slipway-owner-7007=[\w-]{43}; Path=\/api\/auth\/owner; Expires=.*; HttpOnly; SameSite=Lax$/,
    );

    const again = await signIn(started, body.code).expect(401);
    expect(again.body.error.message).toBe('This link has been used already; npm start -- --link prints a new one');
    expect(again.get('set-cookie')).toBeUndefined();
  });

  it('signs in one of two browsers that use the same code at the same time', async () => {
    const started = await start();
    const code = await mintCode(started);
    const answers = await Promise.all([signIn(started, code), signIn(started, code), signIn(started, code)]);
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 401, 401]);
    expect(await started.knex('auth_owner_sessions')).toHaveLength(1);
  });

  it('says that a code is too old, and later that it is not known', async () => {
    const started = await start();
    const code = await mintCode(started);
    await started.knex('auth_owner_codes').update({ expires_at: started.knex.raw(`now() - interval '1 second'`) });
    const expired = await signIn(started, code).expect(401);
    expect(expired.body.error.message).toBe('This link is older than 10 minutes; npm start -- --link prints a new one');

    await started.knex('auth_owner_codes').update({ expires_at: started.knex.raw(`now() - interval '25 hours'`) });
    await mintCode(started);
    const unknown = await signIn(started, code).expect(401);
    expect(unknown.body.error.message).toMatch(/^This link is not known here.*npm start -- --link/);
  });

  it('keeps the newest ten live codes', async () => {
    const started = await start();
    const codes = new Array<string>();
    for (let count = 0; count < 11; count++) {
      codes.push(await mintCode(started));
    }
    expect((await signIn(started, codes[0])).status).toBe(401);
    expect((await signIn(started, codes[1])).status).toBe(200);
  });

  it.each([
    ['no code', {}, 400],
    ['a code that is a number', { code: 7 }, 400],
    ['a code that nobody minted', { code: 'x'.repeat(43) }, 401],
  ])('refuses %s', async (_, body, status) => {
    const { server } = await start();
    expect((await request(server).post('/api/auth/owner/session').send(body)).status).toBe(status);
  });

  it.each([
    ['no key', undefined, 401],
    ['another key', 'Bearer another-key', 401],
    ['the key under another scheme', `Basic ${KEY}`, 401],
  ])('mints nothing for %s', async (_, authorization, status) => {
    const { server, knex } = await start();
    const call = request(server).post('/api/auth/owner/codes');
    await (authorization ? call.set('authorization', authorization) : call).expect(status);
    expect(await knex('auth_owner_codes')).toHaveLength(0);
  });
});

describe('the session', () => {
  it('gives Backstage tokens until the owner signs out', async () => {
    const started = await start();
    const cookie = await signInWithNewCode(started);
    const { body } = await request(started.server).get('/api/auth/owner/refresh').set('cookie', cookie).expect(200);
    expect(body.backstageIdentity).toEqual({
      token: expect.any(String),
      expiresInSeconds: expect.any(Number),
      identity: { type: 'user', userEntityRef: 'user:default/owner', ownershipEntityRefs: ['user:default/owner'] },
    });
    expect(body.profile).toEqual({ displayName: 'Owner' });

    const out = await request(started.server).post('/api/auth/owner/logout').set('cookie', cookie).set('origin', APP).expect(200);
    expect(out.get('set-cookie')![0]).toMatch(/^slipway-owner-7007=; Path=\/api\/auth\/owner; Expires=Thu, 01 Jan 1970/);
    const after = await request(started.server).get('/api/auth/owner/refresh').set('cookie', cookie).expect(401);
    expect(after.body.error.message).toMatch(/^The session of this browser is over.*npm start -- --link/);
  });

  it('ends after its 30 days', async () => {
    const started = await start();
    const cookie = await signInWithNewCode(started);
    const { rows } = await started.knex.raw(`select extract(day from expires_at - created_at) as days from auth_owner_sessions`);
    expect(Number(rows[0].days)).toBe(30);
    await started.knex('auth_owner_sessions').update({ expires_at: started.knex.fn.now() });
    await request(started.server).get('/api/auth/owner/refresh').set('cookie', cookie).expect(401);
    await signInWithNewCode(started);
    expect(await started.knex('auth_owner_sessions')).toHaveLength(1);
  });

  it('says how to sign in to a browser that never did', async () => {
    const { server } = await start();
    const { body } = await request(server).get('/api/auth/owner/refresh').expect(401);
    expect(body.error.message).toMatch(/^The owner is not signed in with this browser.*npm start -- --link/);
  });

  it('has a secure cookie where the base URL is https', async () => {
    const started = await start({ baseUrl: 'https://slipway.example.com' });
    const code = await mintCode(started);
    const answer = await request(started.server).post('/api/auth/owner/session').send({ code }).expect(200);
    expect(answer.get('set-cookie')![0]).toMatch(/^slipway-owner=.*; Secure; SameSite=Lax$/);
  });
});

describe('a foreign page', () => {
  it('is refused on every route and ends no session', async () => {
    const started = await start();
    const cookie = await signInWithNewCode(started);
    const code = await mintCode(started);
    const foreign = { origin: 'https://evil.example.com', cookie };
    const { server } = started;
    const answers = [
      await request(server).post('/api/auth/owner/session').set(foreign).send({ code }),
      await request(server).get('/api/auth/owner/refresh').set(foreign),
      await request(server).post('/api/auth/owner/logout').set(foreign),
      await request(server)
        .post('/api/auth/owner/logout')
        .set({ ...foreign, origin: 'null' }),
    ];
    expect(answers.map(answer => answer.status)).toEqual([403, 403, 403, 403]);
    expect(answers[0].body.error.message).toBe(
      'Pages of https://evil.example.com may not sign in here; open Slipway at http://localhost:7007',
    );
    await request(server).get('/api/auth/owner/refresh').set('cookie', cookie).expect(200);
    await signIn(started, code).expect(200);
  });
});

describe('secrets', () => {
  it('are neither stored nor audited, and every outcome is', async () => {
    const started = await start();
    const code = await mintCode(started);
    const cookie = await signInWithNewCode(started);
    const token = cookie.split('=')[1];
    await signIn(started, 'guess').expect(401);
    const kept = [await rowsOf(started.knex, 'auth_owner_codes'), await rowsOf(started.knex, 'auth_owner_sessions'), ...started.events];
    for (const secret of [code, token, KEY]) {
      expect(kept.filter(text => text.includes(secret))).toEqual([]);
    }
    const outcomes = started.events.map(event => JSON.parse(event)).filter(event => event.status !== 'initiated');
    expect(outcomes.map(({ eventId, status }) => `${eventId} ${status}`)).toEqual([
      'owner-code-mint succeeded',
      'owner-code-mint succeeded',
      'owner-sign-in succeeded',
      'owner-sign-in failed',
    ]);
  });
});

describe('the tables', () => {
  it('stand beside those of the auth plugin and go away on the way down', async () => {
    const { knex } = await start();
    const names = async () => (await knex('pg_tables').where({ schemaname: 'public' }).pluck('tablename')).sort();
    expect(await names()).toEqual(expect.arrayContaining(['auth_owner_codes', 'auth_owner_sessions', 'knex_migrations', 'signing_keys']));
    await knex.migrate.rollback({ directory: `${__dirname}/../../migrations`, tableName: 'auth_owner_migrations' });
    expect((await names()).filter(name => name.startsWith('auth_owner'))).toEqual(['auth_owner_migrations', 'auth_owner_migrations_lock']);
  });
});

describe('the configuration', () => {
  it.each([
    ['an unknown key', { key: KEY, link: true }, /'auth\.providers\.owner\.link' is unknown/],
    ['a short key', { key: 'short' }, /'auth\.providers\.owner\.key' has 5 characters/],
    ['no key', {}, /Missing required config value at 'auth\.providers\.owner\.key'/],
  ])('is refused with %s', async (_, owner, message) => {
    await expect(start({ owner })).rejects.toThrow(message);
  });
});
