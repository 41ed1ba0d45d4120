import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { Members } from '@slipway/plugin-delivery-node';
import { generateKeyPairSync } from 'node:crypto';
import { Answer, ReplayServer } from '../testing/ReplayServer';
import { createGitHost } from './createGitHost';
import { GitHost } from './GitHost';

const { signal } = new AbortController();
const sha = (digit: string) => digit.repeat(40);

/** Answers as GitHub's REST documentation says. Not yet run against the real host. */
describe('GitHub by a token', () => {
  let answers: Record<string, Answer>;
  const server = new ReplayServer((path, headers) => {
    const answer = answers[path];
    return answer && headers['if-none-match'] === answer.headers.etag && answer.headers.etag ? { ...answer, status: 304 } : answer;
  });
  let github: GitHost;

  beforeEach(async () => {
    answers = {};
  });
  beforeAll(async () => {
    const own = { host: 'git.acme.example', apiBaseUrl: await server.start(), token: 'not-a-secret' };
    const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig({ data: { integrations: { github: [own] } } }));
    github = createGitHost({ name: 'main', system: 'github', host: 'git.acme.example', webhookSecret: '' }, integrations)!;
  });
  afterAll(() => server.stop());

  const ok = (json: unknown, headers: Record<string, string> = {}): Answer => ({ status: 200, headers, json });
  const all = async (pages: AsyncGenerator<unknown[]>) => {
    const items = new Array<unknown>();
    for await (const page of pages) {
      items.push(...page);
    }
    return items as Members[];
  };
  const repositories = (page: number) => `/user/repos?sort=pushed&direction=desc&per_page=100&page=${page}`;
  const cart = { full_name: 'acme/cart', default_branch: 'main', pushed_at: '2026-11-24T10:00:00Z' };

  it('gives what stands in a folder, and says where it lists less than there is', async () => {
    const entries = [
      { path: 'base', mode: '040000', type: 'tree', sha: sha('b') },
      { path: 'a.yaml', mode: '100644', type: 'blob', sha: sha('c'), size: 12 },
      { path: 'link', mode: '120000', type: 'blob', sha: sha('d'), size: 4 },
      { path: 'other', mode: '160000', type: 'commit', sha: sha('e') },
    ];
    answers[`/repos/acme/gitops/git/trees/${sha('a')}`] = ok({ sha: sha('a'), tree: entries, truncated: false });
    answers[`/repos/acme/gitops/git/trees/${sha('b')}?recursive=1`] = ok({ sha: sha('b'), tree: [], truncated: true });
    expect(await github.tree('acme/gitops', sha('a'), { recursive: false }, signal)).toEqual({
      entries: [
        { path: 'base', kind: 'folder', id: sha('b') },
        { path: 'a.yaml', kind: 'file', id: sha('c'), size: 12 },
        { path: 'link', kind: 'other', id: sha('d'), size: 4 },
        { path: 'other', kind: 'other', id: sha('e') },
      ],
      complete: true,
    });
    expect(await github.tree('acme/gitops', sha('b'), { recursive: true }, signal)).toEqual({ entries: [], complete: false });
  });

  it('gives the content of a file, and what a commit changes', async () => {
    answers[`/repos/acme/gitops/git/blobs/${sha('c')}`] = ok({ content: 'cmVwbGlj\nYXM6IDMK\n', encoding: 'base64' });
    answers[`/repos/acme/gitops/commits/${sha('a')}`] = {
      status: 200,
      headers: { 'content-type': 'application/vnd.github.diff' },
      text: 'diff --git',
    };
    expect(String(await github.blob('acme/gitops', sha('c'), signal))).toBe('replicas: 3\n');
    expect(String(await github.diff('acme/gitops', sha('a'), signal))).toBe('diff --git');
    expect(server.asked.at(-1)?.headers.accept).toBe('application/vnd.github.diff');
  });

  it('follows pages, and asks with the token', async () => {
    answers[repositories(1)] = ok([cart], { link: '<https://api.example.com/user/repos?page=2>; rel="next"' });
    answers[repositories(2)] = ok([
      { ...cart, full_name: 'acme/shop' },
      { full_name: 'acme/new', default_branch: 'main', pushed_at: null },
    ]);
    expect((await all(github.repositories(signal))).map(({ path }) => path)).toEqual(['acme/cart', 'acme/shop']);
    expect(server.asked.at(-1)?.headers.authorization).toBe('Bearer not-a-secret');
  });

  it('asks what it asked before with its ETag, and lists nothing where nothing changed', async () => {
    answers[repositories(1)] = ok([cart], { etag: '"one"' });
    expect(await all(github.repositories(signal))).toHaveLength(1);
    expect(await all(github.repositories(signal))).toEqual([]);
    expect(server.asked.at(-1)?.headers['if-none-match']).toBe('"one"');
  });

  it('knows the files of a range of one commit, and leaves those of several unknown', async () => {
    const files = [{ filename: 'b.js', previous_filename: 'a.js', status: 'renamed' }];
    answers[`/repos/acme/cart/compare/${sha('1')}...${sha('2')}?per_page=100&page=1`] = ok({ commits: [{ sha: sha('2') }], files });
    expect(await all(github.commits('acme/cart', { base: sha('1'), head: sha('2') }, signal))).toEqual([{ sha: sha('2'), files }]);
    answers[`/repos/acme/cart/compare/${sha('1')}...${sha('3')}?per_page=100&page=1`] = ok({
      commits: [{ sha: sha('2') }, { sha: sha('3') }],
      files,
    });
    expect(await all(github.commits('acme/cart', { base: sha('1'), head: sha('3') }, signal))).toEqual([
      { sha: sha('2') },
      { sha: sha('3') },
    ]);
  });

  it('asks nothing more once the limit is nearly used up, and says until when', async () => {
    const reset = Math.floor(Date.now() / 1000) + 600;
    answers[repositories(1)] = ok([cart], {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '80',
      'x-ratelimit-reset': String(reset),
    });
    expect(await all(github.repositories(signal))).toHaveLength(1);
    const before = github.requests;
    await expect(github.refs('acme/cart', signal)).rejects.toThrow(
      `its limit of requests is reached until ${new Date(reset * 1000).toISOString()}`,
    );
    expect(github.requests).toBe(before);
  });
});

describe('GitHub by an app', () => {
  const server = new ReplayServer(path => {
    const [bare] = path.split('?');
    switch (bare) {
      case '/app/installations':
        return { status: 200, headers: {}, json: [{ id: 7, account: { login: 'acme' }, suspended_at: null }] };
      case '/app/installations/7/access_tokens':
        return { status: 201, headers: {}, json: { token: 'of-the-installation', expires_at: '2999-01-01T00:00:00Z' } };
      case '/installation/repositories':
        return {
          status: 200,
          headers: {},
          json: { repositories: [{ full_name: 'acme/cart', default_branch: 'main', pushed_at: '2026-11-24T10:00:00Z' }] },
        };
      default:
        return undefined;
    }
  });
  afterAll(() => server.stop());

  it('lists what its installations may read, with the token of each', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const app = {
      appId: 1,
      clientId: 'client',
      clientSecret: 'not-a-secret',
      webhookSecret: 'not-a-secret',
      privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
    };
    const own = { host: 'git.acme.example', apiBaseUrl: await server.start(), apps: [app] };
    const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig({ data: { integrations: { github: [own] } } }));
    const github = createGitHost({ name: 'main', system: 'github', host: 'git.acme.example', webhookSecret: '' }, integrations)!;

    const listed = new Array<string>();
    for await (const page of github.repositories(signal)) {
      listed.push(...page.map(({ path }) => path));
    }

    expect(listed).toEqual(['acme/cart']);
    const { headers } = server.asked.find(({ path }) => path.startsWith('/installation/repositories'))!;
    expect(headers.authorization).toBe('Bearer of-the-installation');
  });
});
