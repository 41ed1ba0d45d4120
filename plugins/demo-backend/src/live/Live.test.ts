import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FactsByKind, ObservationKind } from '@slipway/plugin-delivery-common';
import { DemoEvent } from '../facts/told';
import { Repositories } from '../git/Repositories';
import { MINUTE } from '../history/calendar';
import { listHistory, ServiceHistory } from '../history/History';
import { SERVICES } from '../organisation/services';
import { Live } from './Live';

jest.setTimeout(60_000);

const run = promisify(execFile);
const SERVICE = 'cart';
const of = <K extends ObservationKind>(events: DemoEvent[], kind: K) =>
  events.filter(({ type }) => type.includes(`.${kind}.`)).map(({ data }) => data.facts as FactsByKind[K]);

describe('the simulated CI and the demo cluster', () => {
  let folder: string;
  let repositories: Repositories;
  let histories: ServiceHistory[];
  let began: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-demo-'));
    began = Date.now();
    const services = SERVICES.filter(({ name }) => name === SERVICE || name === 'storefront-web');
    histories = services.map(service => listHistory('a test', service, began));
    repositories = new Repositories(join(folder, 'git'));
    await repositories.follow(histories, began);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function inClone(repository: string, ...commands: string[][]) {
    const clone = join(folder, `clone-${repository}`);
    const as = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    await run('git', ['clone', '--quiet', join(folder, 'git', `${repository}.git`), clone]).catch(() => undefined);
    const git = async (...args: string[]) => (await run('git', [...as, ...args], { cwd: clone })).stdout.trim();
    return { clone, git, commands };
  }

  async function push(message: string): Promise<string> {
    const { clone, git } = await inClone(SERVICE);
    await appendFile(join(clone, 'README.md'), 'Hello\n');
    await git('commit', '--quiet', '-am', message);
    await git('push', '--quiet');
    return git('rev-parse', 'HEAD');
  }

  /** Lets time pass until nothing more is to be done; all that is told then. */
  async function settle(live = new Live(repositories)): Promise<DemoEvent[]> {
    const later = Date.now() + 10 * MINUTE;
    for (let looks = 0; await live.promote(await live.look(), histories, later); looks++) {
      expect(looks).toBeLessThan(10);
    }
    return live.tell(await live.look(), histories, { since: 0, until: later });
  }

  it('have repositories whose commits are those of the history', async () => {
    for (const { service, changes } of histories) {
      expect([service.name, await repositories.of(service.name).head()]).toEqual([service.name, changes.at(-1)!.id]);
    }
    expect(await settle()).toEqual([]);
  });

  it('bring a push to production, region by region', async () => {
    const commit = await push('Say hello');
    const events = await settle();
    const [change] = of(events, 'change');
    expect(change).toMatchObject({
      commit,
      parents: [histories.find(({ service }) => service.name === SERVICE)!.changes.at(-1)!.id],
      title: 'Say hello',
      author: { name: 'Ada', email: 'ada@example.com' },
      paths: ['README.md'],
    });
    expect(of(events, 'run').map(({ status, conclusion }) => [status, conclusion])).toEqual([
      ['in_progress', null],
      ['completed', 'success'],
    ]);
    const [{ digest, tags }] = of(events, 'artifact');
    const healthy = of(events, 'application').filter(
      ({ health, images }) => health === 'Healthy' && images[0].endsWith(`${tags![0]}@${digest}`),
    );
    expect(healthy.map(({ name }) => name)).toEqual(['cart-dev', 'cart-staging', 'cart-production-eu', 'cart-production-us']);
    const revisions = of(events, 'revision').map(({ title }) => title);
    expect(revisions).toEqual(['dev', 'staging', 'production-eu', 'production-us'].map(target => `cart: ${tags![0]} to ${target}`));
  });

  it('tell of pods that become ready one by one', async () => {
    await push('Say hello');
    const rollout = of(await settle(), 'workload').filter(({ cluster }) => cluster === 'demo-production-eu');
    expect(rollout.map(({ pods, updateRevision }) => pods.filter(pod => pod.ready && pod.revision === updateRevision).length)).toEqual([
      1, 2, 3,
    ]);
  });

  it('say the same again after a restart in the middle', async () => {
    await push('Say hello');
    const live = new Live(repositories);
    const later = Date.now() + MINUTE;
    await live.promote(await live.look(), histories, later);
    const half = live.tell(await live.look(), histories, { since: 0, until: later });
    const ids = (await settle(new Live(repositories))).map(({ id }) => id);
    expect(half.map(({ id }) => id).filter(id => !ids.includes(id))).toEqual([]);
    expect(ids.length).toBeGreaterThan(half.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('let a commit whose message has [fail] in it fail its tests, and bring it nowhere', async () => {
    await push('Break the total [fail]');
    const events = await settle();
    expect(of(events, 'run').at(-1)).toMatchObject({ conclusion: 'failure' });
    expect(of(events, 'job').map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['lint', 'success'],
      ['test', 'failure'],
    ]);
    expect([of(events, 'artifact'), of(events, 'application')]).toEqual([[], []]);
  });

  it('leave alone what somebody takes back in the GitOps repository', async () => {
    await push('Say hello');
    await settle();
    const before = histories
      .find(({ service }) => service.name === SERVICE)!
      .deliveries.get('production-us')!
      .at(-1)!.image;
    const { git } = await inClone('gitops');
    await git('revert', '--no-edit', 'HEAD');
    await git('push', '--quiet');
    const last = of(await settle(), 'application')
      .filter(({ name }) => name === 'cart-production-us')
      .at(-1)!;
    expect(last).toMatchObject({ health: 'Healthy', images: [before] });
  });

  it('end the history of a service that somebody pushed to, and of no other', async () => {
    const live = new Live(repositories);
    expect((await live.look()).endOf(SERVICE)).toBe(Infinity);
    await push('Say hello');
    const { endOf } = await live.look();
    expect(endOf(SERVICE)).toBeGreaterThanOrEqual(Math.floor(began / 1000) * 1000);
    expect(endOf('storefront-web')).toBe(Infinity);
  });
});
