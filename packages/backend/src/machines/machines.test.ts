import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { CiHost } from './__testUtils__/CiHost';
import { startReplica } from './__testUtils__/startReplica';

jest.setTimeout(180_000);

// Outside of describe, so that the backends end before their databases go.
const databases = TestDatabases.create({ ids: ['POSTGRES_18'], disableDocker: true });

const ADA = mockCredentials.user.header('user:default/ada');
const REPOSITORY = 'git.example.com/shop/cart';

function databasesPerPlugin() {
  const knexes = new Map<string, Promise<Knex>>();
  return (plugin: string) => {
    const knex = knexes.get(plugin) ?? databases.init('POSTGRES_18');
    knexes.set(plugin, knex);
    return knex;
  };
}

describe('a token for a machine', () => {
  let replicas: Array<Awaited<ReturnType<typeof startReplica>>>;
  let knexOf: (plugin: string) => Promise<Knex>;

  beforeAll(async () => {
    knexOf = databasesPerPlugin();
    const first = await startReplica({ knexOf });
    replicas = [first, await startReplica({ knexOf })];
  });

  const make = async (body: object) => {
    const { status, body: made } = await replicas[0].ask('/access/tokens', ADA, { method: 'POST', body });
    expect(status).toBe(201);
    return { id: made.id as string, bearer: `Bearer ${made.token}` };
  };
  const listed = async (id: string) =>
    (await replicas[1].ask('/access/tokens', ADA)).body.items.find((item: { id: string }) => item.id === id);

  it('hands in what its bounds cover, on every replica, and reads nothing', async () => {
    const { bearer } = await make({ name: 'ci', bounds: { repositories: ['git.example.com/shop/*'] } });

    expect(await replicas[1].push(REPOSITORY, bearer)).toMatchObject({ status: 202, body: { accepted: 1 } });
    const outside = await replicas[0].push('git.example.com/bank/ledger', bearer);
    expect(outside).toMatchObject({ status: 403, body: { error: { message: expect.stringContaining("'ci' does not cover") } } });
    expect((await replicas[0].ask('/delivery/services', bearer)).status).toBe(403);
    expect(await replicas[0].ask('/access/tokens', bearer)).toMatchObject({
      status: 403,
      body: { error: { message: "The token 'ci' is for delivery only" } },
    });
  });

  it('reads where that was asked for', async () => {
    const { bearer } = await make({ name: 'dashboard', reads: true });
    expect((await replicas[0].ask('/delivery/services', bearer)).status).toBe(200);
    expect((await replicas[0].ask('/delivery/services/default/component/cart/links', bearer, { method: 'POST', body: {} })).status).toBe(
      403,
    );
  });

  it('is kept as a hash, and its last use to the minute', async () => {
    const { id, bearer } = await make({ name: 'nightly' });
    expect(await listed(id)).toMatchObject({ name: 'nightly', lastUsedAt: null, createdBy: 'user:default/ada', ending: bearer.slice(-4) });

    await replicas[0].push(REPOSITORY, bearer);
    const { lastUsedAt } = await listed(id);
    expect(Date.now() - Date.parse(lastUsedAt)).toBeLessThan(120_000);
    await replicas[1].push(REPOSITORY, bearer);
    expect((await listed(id)).lastUsedAt).toBe(lastUsedAt);

    const knex = await knexOf('access');
    expect(JSON.stringify(await knex('access_tokens'))).not.toContain(bearer.replace('Bearer ', ''));
  });

  it('that is revoked is refused on the other replica at once, which says so and audits it', async () => {
    const { id, bearer } = await make({ name: 'leaked' });
    expect((await replicas[1].push(REPOSITORY, bearer)).status).toBe(202);

    const revoked = await replicas[0].ask(`/access/tokens/${id}`, ADA, { method: 'DELETE' });
    expect(revoked).toMatchObject({ status: 200, body: { revokedBy: 'user:default/ada' } });

    const answer = await replicas[1].push(REPOSITORY, bearer);
    expect(answer).toMatchObject({
      status: 401,
      body: { error: { message: expect.stringMatching(/^The token 'leaked' was revoked on .* by user:default\/ada/) } },
    });
    expect(replicas[1].audited).toContainEqual({ id: 'token-use', meta: { token: 'leaked' }, error: answer.body.error.message });
    // The name is free again.
    await make({ name: 'leaked' });
  });

  it('ends with its days', async () => {
    const { id, bearer } = await make({ name: 'trial', days: 1 });
    await (
      await knexOf('access')
    )('access_tokens')
      .where({ id })
      .update({ expires_at: new Date(0) });
    expect(await replicas[0].push(REPOSITORY, bearer)).toMatchObject({
      status: 401,
      body: { error: { message: "The token 'trial' ended on 1970-01-01; ask for another" } },
    });
  });

  it.each<[string, object, number, string]>([
    ['no name', {}, 400, "'name' must have"],
    ['a name that is taken', { name: 'taken' }, 409, "There is a token 'taken' already"],
    ['a bound that nobody knows', { name: 'a', bounds: { teams: ['x'] } }, 400, "'teams' is not known"],
    ['a bound that is no list', { name: 'a', bounds: { types: 'x' } }, 400, "'bounds.types' must be a list"],
    ['half a day', { name: 'a', days: 0.5 }, 400, "'days' must be a whole number"],
  ])('is not made with %s', async (_, body, status, message) => {
    await replicas[0].ask('/access/tokens', ADA, { method: 'POST', body: { name: 'taken' } });
    const answer = await replicas[0].ask('/access/tokens', ADA, { method: 'POST', body });
    expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringContaining(message)]);
    expect(replicas[0].audited.at(-1)).toMatchObject({ id: 'token-create', error: expect.stringContaining(message) });
  });

  it('of another installation is refused as unknown', async () => {
    expect(await replicas[0].push(REPOSITORY, 'Bearer slw_nothing')).toMatchObject({
      status: 401,
      body: { error: { message: expect.stringContaining('not known here') } },
    });
  });
});

describe('a token that a CI host signs', () => {
  let host: CiHost;
  let replica: Awaited<ReturnType<typeof startReplica>>;
  const cart = { repository: 'shop/cart', ref: 'refs/heads/main' };

  beforeAll(async () => {
    host = await CiHost.start();
    const audience = 'https://slipway.example.com';
    replica = await startReplica({
      knexOf: databasesPerPlugin(),
      access: {
        oidc: [
          {
            name: 'actions',
            type: 'github',
            issuer: host.issuer,
            audience,
            repositories: ['shop/*'],
            refs: ['refs/heads/main', 'refs/tags/*'],
            bounds: { repositories: ['git.example.com/{repository}'] },
          },
          {
            name: 'gitlab',
            type: 'gitlab',
            issuer: host.issuer,
            audience,
            repositories: ['bank/ledger'],
            refs: ['refs/heads/main'],
            environments: ['production'],
            bounds: { repositories: ['git.example.com/{repository}'] },
          },
        ],
      },
    });
  });
  afterAll(() => host.stop());

  it('hands in what its own repository did, and nothing of another', async () => {
    const bearer = await host.token(cart);
    expect(await replica.push(REPOSITORY, bearer)).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(await replica.push('git.example.com/shop/search', bearer)).toMatchObject({
      status: 403,
      body: { error: { message: "The credential 'actions:shop/cart' does not cover git.example.com/shop/search" } },
    });
    expect((await replica.ask('/delivery/services', bearer)).status).toBe(403);
  });

  it('of GitLab is read by its own claims', async () => {
    const ledger = { project_path: 'bank/ledger', ref: 'main', ref_type: 'branch', environment: 'production' };
    const send = async (claims: object) =>
      (await replica.push('git.example.com/bank/ledger', await host.token({ ...ledger, ...claims }))).status;
    expect(await send({})).toBe(202);
    expect(await send({ ref_type: 'tag' })).toBe(403);
    expect(await send({ environment: 'staging' })).toBe(403);
    expect(await send({ environment: undefined })).toBe(403);
  });

  it.each<[string, Record<string, unknown>, Parameters<CiHost['token']>[1], number, string]>([
    [
      'of a workflow of another repository',
      { ...cart, repository: 'evil/cart' },
      {},
      403,
      "'actions' takes no events from the repository evil/cart",
    ],
    [
      'of a fork whose name begins alike',
      { ...cart, repository: 'shop-evil/cart' },
      {},
      403,
      'takes no events from the repository shop-evil/cart',
    ],
    ['of another branch', { ...cart, ref: 'refs/heads/mine' }, {}, 403, 'takes no events from refs/heads/mine of shop/cart'],
    ['of a pull request', { ...cart, ref: 'refs/pull/7/merge' }, {}, 403, 'takes no events from refs/pull/7/merge'],
    ['for somebody else', cart, { audience: 'https://other.example.com' }, 401, 'unexpected "aud" claim value'],
    ['that is over', cart, { lifeSeconds: -60 }, 401, '"exp" claim timestamp check failed'],
    ['that somebody else signed', cart, { forged: true }, 401, 'signature verification failed'],
    ['that names no repository', { ref: 'refs/heads/main' }, {}, 401, 'names no repository and ref'],
  ])('%s is refused and audited', async (_, claims, how, status, message) => {
    const answer = await replica.push(REPOSITORY, await host.token(claims, how));
    expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringContaining(message)]);
    expect(replica.audited).toContainEqual({
      id: 'oidc-token-use',
      meta: expect.objectContaining({ issuer: host.issuer }),
      error: answer.body.error.message,
    });
  });

  it('costs no request of its own', async () => {
    const before = host.requests.length;
    await replica.push(REPOSITORY, await host.token(cart));
    await replica.push(REPOSITORY, await host.token(cart));
    expect(host.requests.slice(before)).toEqual([]);
  });
});
