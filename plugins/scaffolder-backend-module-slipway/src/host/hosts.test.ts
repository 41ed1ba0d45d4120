import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { Answer, Asked, FakeApi } from '../__testUtils__/FakeApi';
import { createHost } from './createHost';
import { RepositoryHost } from './RepositoryHost';

const commit = {
  message: 'Begin slots\n\nSlipway-Run: 1\n',
  author: { name: 'Ada', email: 'ada@example.com' },
  files: [
    { path: 'README.md', content: Buffer.from('Slots\n') },
    { path: 'src/main.js', content: Buffer.from('start();\n') },
  ],
};

async function start(system: 'gitea' | 'github', answer: (asked: Asked) => Answer) {
  const api = new FakeApi(answer);
  const url = await api.start();
  const host = 'git.example.com';
  const entry = system === 'gitea' ? { host, baseUrl: url, password: 'a-token' } : { host, apiBaseUrl: url, token: 'a-token' };
  const config = mockServices.rootConfig({ data: { integrations: { [system]: [entry] } } });
  return { api, url, repositories: createHost({ host, owner: 'shop' }, ScmIntegrations.fromConfig(config)) };
}

describe.each([
  ['gitea' as const, '/api/v1', 409],
  ['github' as const, '', 422],
])('%s', (system, prefix, taken) => {
  let api: FakeApi;
  let repositories: RepositoryHost;
  let answer: (asked: Asked) => Answer;

  beforeEach(async () => {
    answer = () => ({ status: 404 });
    ({ api, repositories } = await start(system, asked => answer(asked)));
  });
  afterEach(() => api.stop());

  it('says what it knows of a repository, and what it does not know', async () => {
    answer = ({ path }) => (path === `${prefix}/repos/shop/slots` ? { status: 200, body: { description: 'Slots' } } : { status: 404 });
    expect(await repositories.find('shop/slots')).toEqual({ description: 'Slots' });
    expect(await repositories.find('shop/other')).toBeUndefined();
    expect(api.asked[0].authorization).toMatch(/a-token$/);
  });

  it('makes a private repository in the organisation', async () => {
    answer = () => ({ status: 201 });
    await repositories.create('shop/slots', 'Slots');
    expect(api.asked).toMatchObject([
      { method: 'POST', path: `${prefix}/orgs/shop/repos`, body: { name: 'slots', description: 'Slots', private: true } },
    ]);
  });

  it.each([
    ['a name that is taken', taken, "The repository 'shop/slots' is there already; choose another name"],
    ['an account that may not', 403, "see that the account under 'integrations' may make repositories in 'shop', then retry this run"],
    ['its own trouble', 500, "does not make the repository 'shop/slots'; caused by RefusedError: it answers 500: as it is"],
  ])('says of %s what to do', async (_, status, words) => {
    answer = () => ({ status, body: { message: 'as it is' } });
    await expect(repositories.create('shop/slots', 'Slots')).rejects.toThrow(words);
  });

  it('says whose push a protected branch refuses, and what to do', async () => {
    answer = ({ method }) =>
      method === 'GET'
        ? { status: 200, body: { object: { sha: 'a' }, tree: { sha: 'b' } } }
        : { status: 403, body: { message: 'main is protected' } };
    await expect(repositories.commit('shop/gitops', commit)).rejects.toThrow(
      /The repository 'shop\/gitops' refuses the commit 'Begin slots'; see that the account .* may push to its branch main, then retry this run.*main is protected/s,
    );
  });

  it('says that it does not answer', async () => {
    await api.stop();
    await expect(repositories.find('shop/slots')).rejects.toThrow(/does not answer at http.*; retry this run when it does/);
  });
});

describe('a commit', () => {
  it('is one request to Gitea', async () => {
    const { api, repositories } = await start('gitea', () => ({ status: 201, body: { commit: { sha: 'c0ffee' } } }));
    expect(await repositories.commit('shop/slots', commit)).toBe('c0ffee');
    await api.stop();
    expect(api.asked).toHaveLength(1);
    expect(api.asked[0]).toMatchObject({
      path: '/api/v1/repos/shop/slots/contents',
      body: {
        branch: 'main',
        message: commit.message,
        author: commit.author,
        files: [
          { operation: 'create', path: 'README.md', content: Buffer.from('Slots\n').toString('base64') },
          { operation: 'create', path: 'src/main.js' },
        ],
      },
    });
  });

  it('is made anew at GitHub on top of what somebody pushed meanwhile', async () => {
    const heads = ['one', 'two'];
    const { api, repositories } = await start('github', ({ method, path, body }) => {
      if (method === 'GET') {
        return { status: 200, body: { object: { sha: heads[0] }, tree: { sha: `tree of ${heads[0]}` } } };
      }
      if (method === 'PATCH' && body.sha === 'on one') {
        heads.shift();
        return { status: 422, body: { message: 'Update is not a fast forward' } };
      }
      return { status: 201, body: { sha: path.endsWith('/commits') ? `on ${body.parents[0]}` : 'a tree' } };
    });
    expect(await repositories.commit('shop/gitops', commit)).toBe('on two');
    await api.stop();
    expect(api.asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { sha: 'on one', force: false },
      { sha: 'on two', force: false },
    ]);
  });
});

describe('a host that Slipway has no token for', () => {
  it('is refused with what is missing', () => {
    const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig({ data: {} }));
    expect(() => createHost({ host: 'git.example.com', owner: 'shop' }, integrations)).toThrow(
      'Slipway may not write to git.example.com: give',
    );
  });
});
