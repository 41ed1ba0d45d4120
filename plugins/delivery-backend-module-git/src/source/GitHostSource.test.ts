import { mockServices } from '@backstage/backend-test-utils';
import { ChangeFacts, PushFacts, RunFacts } from '@slipway/plugin-delivery-common';
import { observe, UpstreamError } from '@slipway/plugin-delivery-node';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { RateLimitError } from '../host/HostClient';
import { FakeGitHost } from '../testing/FakeGitHost';
import { GitHostSource } from './GitHostSource';

const MAIN = 'refs/heads/main';
const context = { source: 'git/gitea', host: 'git.example.com' };

describe('a Git host that is read', () => {
  const runs = new Array<() => Promise<void>>();
  afterEach(async () => {
    await Promise.all(runs.splice(0).map(end => end()));
  });

  function start(host: FakeGitHost, connection = new FakeSourceConnection(), pollMilliseconds = 20) {
    const source = new GitHostSource({ host, context, logger: mockServices.logger.mock(), pollMilliseconds, now: () => host.now });
    const running = source.run(connection);
    const end = async () => {
      connection.loseLease();
      await running.catch(() => undefined);
    };
    runs.push(end);
    return { connection, end };
  }
  const heads = (connection: FakeSourceConnection) =>
    Object.fromEntries(connection.present('push').map(({ facts }) => [(facts as PushFacts).ref, (facts as PushFacts).after]));
  const changes = (connection: FakeSourceConnection) =>
    Object.fromEntries(connection.present('change').map(({ facts }) => [(facts as ChangeFacts).commit, facts as ChangeFacts]));
  const isAt = (connection: FakeSourceConnection, ref: string, commit: string | null) =>
    connection.until(`${ref} at ${commit}`, () => heads(connection)[ref] === commit);

  it('reads refs and history on first connect, without saying what the refs were before', async () => {
    const host = new FakeGitHost();
    const one = host.push('shop/cart', MAIN, 'One');
    const two = host.push('shop/cart', MAIN, 'Two', { files: ['b.txt'] });
    const { connection } = start(host);
    await isAt(connection, MAIN, two);
    await connection.until('both commits', () => Object.keys(changes(connection)).length === 2);
    expect(connection.present('push')[0].facts).toEqual({
      repository: 'git.example.com/shop/cart',
      ref: MAIN,
      after: two,
      created: false,
      deleted: false,
      commits: [],
      defaultBranch: 'main',
    });
    expect(changes(connection)[two]).toMatchObject({ parents: [one], paths: ['b.txt'], title: 'Two', author: { name: 'Ada' } });
    expect(changes(connection)[one].parents).toEqual([]);
    await connection.until('a report', () => connection.reports.at(-1)?.state === 'live');
  });

  it('asks for no more than the list of repositories while nothing changes', async () => {
    const host = new FakeGitHost();
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      host.push(`shop/${name}`, MAIN, 'One');
    }
    const { connection } = start(host);
    await connection.until('five repositories', () => connection.present('push').length === 5);
    const polled = () => host.asked.filter(asked => asked === 'repositories').length;
    await connection.until('the first poll to end', () => polled() > 1);
    const from = host.asked.length;
    await connection.until('ten polls', () => polled() > 12);
    expect(new Set(host.asked.slice(from))).toEqual(new Set(['repositories']));
  });

  it('finds what no webhook told: a push, a forced push, a branch that came and one that went', async () => {
    const host = new FakeGitHost();
    const one = host.push('shop/cart', MAIN, 'One');
    const fix = host.push('shop/cart', 'refs/heads/fix', 'Fix', { onto: one });
    const { connection } = start(host);
    await isAt(connection, 'refs/heads/fix', fix);
    const two = host.push('shop/cart', MAIN, 'Two');
    await isAt(connection, MAIN, two);
    const other = host.push('shop/cart', MAIN, 'Two, otherwise', { onto: one });
    await isAt(connection, MAIN, other);
    host.move('shop/cart', 'refs/heads/fix', undefined);
    await isAt(connection, 'refs/heads/fix', null);
    await connection.until('the rewritten commit', () => changes(connection)[other] !== undefined);
    expect(changes(connection)[other].parents).toEqual([one]);
    expect(connection.observations.filter(({ kind }) => kind === 'push').map(({ facts }) => (facts as PushFacts).before)).toEqual([
      undefined,
      undefined,
      one,
      two,
      fix,
    ]);
    await connection.until('four audits', () => connection.audits.length === 4);
    expect(connection.audits.map(({ different }) => different)).toEqual([2, 1, 1, 1]);
  });

  it('records nothing of a ref of which a webhook told before', async () => {
    const host = new FakeGitHost();
    const one = host.push('shop/cart', MAIN, 'One');
    const connection = new FakeSourceConnection();
    const told: PushFacts = {
      repository: 'git.example.com/shop/cart',
      ref: MAIN,
      before: null,
      after: one,
      created: true,
      deleted: false,
      commits: [one],
    };
    await connection.record({ observations: [observe('push', told, { source: 'git/gitea', order: { epoch: '0', position: '1' } })] });
    start(host, connection);
    await connection.until('the commit', () => changes(connection)[one] !== undefined);
    expect(connection.observations.filter(({ kind }) => kind === 'push')).toHaveLength(1);
    await connection.until('the audit', () => connection.audits.length > 0);
    expect(connection.audits).toEqual([{ compared: 1, different: 0 }]);
  });

  it('reads the parents of what a webhook told of at once', async () => {
    const host = new FakeGitHost();
    const one = host.push('shop/cart', MAIN, 'One');
    const { connection } = start(host, new FakeSourceConnection(), 600_000);
    await connection.until('the first poll', () => connection.audits.length === 1);
    const two = host.push('shop/cart', MAIN, 'Two');
    const branch = host.push('shop/cart', 'refs/heads/fix', 'Fix', { onto: two });
    connection.hint(`shop/cart ${MAIN} ${two}`);
    connection.hint(`shop/cart refs/heads/fix ${branch}`);
    await connection.until('both', () => changes(connection)[two] !== undefined && changes(connection)[branch] !== undefined);
    expect(changes(connection)[two].parents).toEqual([one]);
    expect(host.asked.filter(asked => asked === 'repositories')).toHaveLength(1);
  });

  it('goes on after an outage and says what was wrong', async () => {
    const host = new FakeGitHost();
    host.push('shop/cart', MAIN, 'One');
    const { connection } = start(host);
    await connection.until('the first poll', () => connection.audits.length === 1);
    host.problem = new UpstreamError(401, 'token is required');
    await connection.until('the problem', () => connection.reports.at(-1)?.state === 'failed');
    expect(connection.reports.at(-1)?.error).toBe(
      "Gitea 'git.example.com' answers 401; check the token of its entry under `integrations`: the host does not know it, or it has expired (token is required)",
    );
    host.problem = undefined;
    const two = host.push('shop/cart', MAIN, 'Two');
    await isAt(connection, MAIN, two);
    await connection.until('to be live', () => connection.reports.at(-1)?.state === 'live');
  });

  it('says until when a limit lasts', async () => {
    const host = new FakeGitHost();
    host.problem = new RateLimitError(new Date('2999-01-01T00:00:00Z'));
    const { connection } = start(host);
    await connection.until('the limit', () => connection.reports.at(-1)?.error !== undefined);
    expect(connection.reports.at(-1)).toMatchObject({
      state: 'retrying',
      error:
        "Gitea 'git.example.com': its limit of requests is reached until 2999-01-01T00:00:00.000Z; nothing more is asked until then, webhooks are taken as ever",
    });
  });

  it('goes on where another replica stopped, and reads what stood behind', async () => {
    const host = new FakeGitHost();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      host.push(`shop/${name}`, MAIN, 'One');
    }
    const first = start(host);
    await first.connection.until('some repositories', () => first.connection.present('push').length >= 3);
    await first.end();
    const { connection } = start(host, first.connection.next());
    await connection.until('all repositories', () => connection.present('push').length === 8 && connection.present('change').length === 8);
    await connection.until('the poll to end', () => connection.audits.length > first.connection.audits.length || host.requests > 60);
    expect(new Set(connection.observations.map(({ id }) => id)).size).toBe(connection.observations.length);
  });

  it('asks for a run until it has ended', async () => {
    const host = new FakeGitHost();
    const one = host.push('shop/cart', MAIN, 'One');
    const run = { id: 7, head_sha: one, head_branch: 'main', path: 'build.yaml@refs/heads/main', status: 'in_progress', run_attempt: 1 };
    host.addRun('shop/cart', { ...run, started_at: host.now.toISOString() });
    const { connection } = start(host);
    const status = () => (connection.present('run')[0]?.facts as RunFacts | undefined)?.status;
    await connection.until('the run', () => status() === 'in_progress');
    host.addRun('shop/cart', {
      ...run,
      status: 'completed',
      conclusion: 'success',
      started_at: host.now.toISOString(),
      completed_at: host.now.toISOString(),
    });
    await connection.until('its end', () => status() === 'completed');
    const asked = () => host.asked.filter(what => what === 'runs shop/cart').length;
    const before = asked();
    await connection.until('three more polls', () => host.asked.filter(what => what === 'repositories').length > before + 3);
    expect(asked()).toBe(before);
  });

  it('finds a pick that does not say so, on a branch that a webhook told of', async () => {
    const host = new FakeGitHost();
    const base = host.push('shop/cart', MAIN, 'One');
    const original = host.push('shop/cart', MAIN, 'Mend it');
    const { connection } = start(host, new FakeSourceConnection(), 60_000);
    await isAt(connection, MAIN, original);
    await connection.until('it to be live', () => connection.reports.at(-1)?.state === 'live');

    host.push('shop/cart', 'refs/heads/release', 'Begin the release', { onto: base });
    const pick = host.push('shop/cart', 'refs/heads/release', 'Mend it');
    const diff = 'diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a\n+b\n';
    [original, pick].forEach(id => host.diffs.set(id, diff));
    connection.git.likely.push({ repository: 'git.example.com/shop/cart', original, pick });
    connection.hint(`shop/cart refs/heads/release ${pick}`);

    const patchOf = (id: string) =>
      (
        connection.observations.filter(
          ({ kind, facts }) => kind === 'change' && (facts as ChangeFacts).commit === id && (facts as ChangeFacts).patchId !== undefined,
        )[0]?.facts as ChangeFacts | undefined
      )?.patchId;
    await connection.until('both patch ids', () => patchOf(original) !== undefined && patchOf(pick) !== undefined);
    expect(patchOf(pick)).toBe(patchOf(original));
    expect(host.asked.filter(asked => asked.startsWith('diff'))).toHaveLength(2);
  });
});
