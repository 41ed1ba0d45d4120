import { ScmIntegrations } from '@backstage/integration';
import { mockServices } from '@backstage/backend-test-utils';
import { ChangeFacts, PullRequestFacts, RunFacts } from '@slipway/plugin-delivery-common';
import { Members } from '@slipway/plugin-delivery-node';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readListedCommit } from '../reduce/listed';
import { readPullRequest } from '../reduce/pullRequest';
import { readWorkflowRun } from '../reduce/workflows';
import { Answer, ReplayServer } from '../testing/ReplayServer';
import { createGitHost } from './createGitHost';
import { GitHost } from './GitHost';

const recorded = path.resolve(__dirname, '../../../../fixtures/recorded/gitea-api/answers.json');
const { answers, head, first }: { answers: Record<string, Answer>; head: string; first: string } = JSON.parse(
  readFileSync(recorded, 'utf8'),
);
const context = { source: 'git/gitea', host: 'git.example.com', isListed: true };
const { signal } = new AbortController();

describe('Gitea 1.26, as it was recorded', () => {
  const server = new ReplayServer(asked => answers[asked]);
  let gitea: GitHost;

  beforeAll(async () => {
    const gitea0 = { host: context.host, baseUrl: await server.start(), username: 'reader', password: 'not-a-secret' };
    const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig({ data: { integrations: { gitea: [gitea0] } } }));
    gitea = createGitHost({ name: 'gitea', system: 'gitea', host: context.host, webhookSecret: '' }, integrations)!;
  });
  afterAll(() => server.stop());

  const all = async (pages: AsyncGenerator<unknown[]>) => {
    const items = new Array<unknown>();
    for await (const page of pages) {
      items.push(...page);
    }
    return items as Members[];
  };

  it('lists the repositories that hold a commit', async () => {
    expect(await all(gitea.repositories(signal))).toEqual([
      { path: 'shop/cart', defaultBranch: 'main', changedAt: expect.stringMatching(/^20/) },
    ]);
    expect(server.asked[0].headers.authorization).toMatch(/^basic /i);
  });

  it('lists branches and tags with the commit that they name, an annotated tag too', async () => {
    const { refs, at } = await gitea.refs('shop/cart', signal);
    expect(Object.fromEntries(refs.map(ref => [ref.name, ref.commit]))).toEqual({
      'refs/heads/main': expect.stringMatching(/^[0-9a-f]{40}$/),
      'refs/heads/fix': head,
      'refs/tags/v1.0.0': head,
    });
    expect(Math.abs(Date.parse(at) - Date.parse(answers['/api/v1/repos/shop/cart/branches?limit=50&page=1'].headers.date))).toBe(0);
  });

  it('tells the parents and files of the commits of a range', async () => {
    const changes = (await all(gitea.commits('shop/cart', { base: first, head }, signal))).flatMap(
      commit => readListedCommit(commit, 'git.example.com/shop/cart', context)[0].facts as ChangeFacts,
    );
    expect(changes.map(({ title, paths }) => [title, paths])).toEqual([
      ['Mend the sum', ['src/sum.js']],
      ['Build it', ['.gitea/workflows/build.yaml']],
      ['Name it after what it holds', expect.arrayContaining(['src/lines.js'])],
      ['Add lines', ['src/cart.js']],
    ]);
    expect(changes[0]).toMatchObject({
      commit: head,
      parents: [changes[1].commit],
      author: { name: 'Ada Lindqvist', email: 'ada.lindqvist@example.com' },
    });
    expect(changes[3].parents).toEqual([first]);
  });

  it('tells a whole history, and of a commit that is not there that it is not', async () => {
    const history = await all(gitea.commits('shop/cart', { head }, signal));
    expect(history.map(({ sha }) => sha)).toEqual([head, expect.anything(), expect.anything(), expect.anything(), first]);
    expect((history[4].parents as unknown[]).length).toBe(0);
    await expect(all(gitea.commits('shop/cart', { base: '0123456789'.repeat(4), head }, signal))).rejects.toMatchObject({ status: 404 });
    await expect(gitea.refs('shop/nothing', signal)).rejects.toMatchObject({ status: 404 });
  });

  it('lists pull requests and runs as webhooks tell them', async () => {
    const payload = { repository: { full_name: 'shop/cart' } };
    const [pull] = await all(gitea.pullRequests('shop/cart', signal));
    const [{ facts }] = readPullRequest({ ...payload, pull_request: pull }, context);
    expect(facts as PullRequestFacts).toMatchObject({
      number: 1,
      state: 'closed',
      merged: true,
      head,
      headBranch: 'fix',
      author: { username: 'lab' },
    });
    const [run] = await gitea.runs('shop/cart', signal);
    const [{ facts: runFacts }] = readWorkflowRun({ ...payload, workflow_run: run }, context);
    expect(runFacts as RunFacts).toMatchObject({
      runId: '1',
      attempt: 1,
      workflow: 'build.yaml',
      status: 'queued',
      conclusion: null,
      branch: 'main',
    });
    expect(await gitea.jobs('shop/cart', '1', signal)).toMatchObject([{ name: 'test', status: 'queued' }]);
  });
});
