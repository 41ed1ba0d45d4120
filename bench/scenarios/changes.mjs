import { runScript } from '../children.mjs';
import { usageOf, watchCpu } from '../cpu.mjs';
import { postAll } from '../histories/postAll.mjs';
import { commitOf, historyOf, people, pushOf, repositoriesOf } from '../histories/repositories.mjs';
import { ENVIRONMENTS, serviceOf } from '../histories/services.mjs';
import { figure } from '../percentiles.mjs';
import { startSlipway, until } from '../slipway.mjs';

const BATCH = 1000;

/** The histories of an organisation's repositories and the services that run from them: what a change page costs. */
export async function changes({ quick, report }) {
  const repositories = repositoriesOf({ quick });
  const total = repositories.reduce((sum, { commits }) => sum + commits, 0);
  const title = `${total.toLocaleString('en')} commits in ${repositories.length} repositories`;
  const slipway = await startSlipway({ config: { delivery: { environments: ENVIRONMENTS } } });
  try {
    await slipway.signIn();
    const begin = performance.now();
    await postAll(slipway, people());
    for (const repository of repositories) {
      await postRepository(slipway, repository);
    }
    const taken = (performance.now() - begin) / 1000;
    // They are laid out beside each other, the last one not last.
    for (const repository of repositories) {
      await laidOut(slipway, repository);
    }
    report(`${title}: taken, and laid out`, `${figure(taken, 's')}, ${figure((performance.now() - begin) / 1000, 's')}`, '', '');
    report(`${title}: memory afterwards`, figure(usageOf(slipway.pid).largest.resident / 2 ** 20, 'MB'), '', '');
    const token = await slipway.ownerToken();
    await readChanges({ slipway, token, title, report, repositories, seconds: quick ? 5 : 30 });
  } finally {
    await slipway.stop();
  }
}

async function readChanges(reader) {
  const anyOf = list => index => list[index % list.length];
  const repository = anyOf(reader.repositories);
  const services = reader.repositories.flatMap(item => item.services);
  const [large] = reader.repositories;
  const commit = index => commitOf(repository(index), (index * 104_729) % repository(index).commits);
  const list = name => `/services/default/component/${name}/changes?limit=20`;
  await read(reader, 'change page, by a whole id, 50/s', 'p99 < 20 ms', index => `/changes/${commit(index)}`);
  await read(reader, 'change page, by nine characters, 50/s', 'p99 < 20 ms', index => `/changes/${commit(index).slice(0, 9)}`);
  await read(reader, "a service's 20 newest changes, 20/s", '', index => list(anyOf(services)(index)), 20);
  await read(
    reader,
    `20 newest changes of a service that nobody touched in the newest 99% of ${large.commits.toLocaleString('en')} commits, 20/s`,
    '',
    () => list(large.services.at(-1)),
    20,
  );
  const compare = index => `/compare?service=component:default/${anyOf(services)(index)}&from=dev&to=production`;
  await read(reader, 'two environments compared, 20/s', '', compare, 20);
}

async function postRepository(slipway, repository) {
  for (const name of repository.services) {
    await postAll(slipway, serviceOf(repository, name));
  }
  await postAll(slipway, pushOf(repository));
  for (let from = 0; from < repository.commits; from += BATCH) {
    await postAll(slipway, historyOf(repository, from, Math.min(repository.commits, from + BATCH)));
  }
}

/** Waits until the newest commit of a repository is on its line, and its first service knows how far it is behind. */
async function laidOut(slipway, repository) {
  const [service] = repository.services;
  const whole = repository.services.length === 1;
  await until(
    `the newest commit of ${repository.repository} in its stages`,
    async () => {
      // Until its entity is projected there is no such service.
      const list = await slipway.get(`/services/default/component/${service}/changes?limit=1`).catch(error => ({ why: error.message }));
      const newest = list.items?.[0]?.commit;
      const reached = whole ? newest === commitOf(repository, repository.commits - 1) : newest !== undefined;
      return { reached: reached && list.stages[0].behind !== null, why: list.why, stages: list.stages };
    },
    { seconds: 7200, everyMilliseconds: 2000 },
  );
}

/** Reads at a fixed rate and reports the delays. */
async function read({ slipway, token, title, report, seconds }, what, goal, pathOf, rate = 50) {
  const paths = Array.from({ length: 1000 }, (_, index) => `/api/delivery${pathOf(index * 7919)}`);
  const cpu = watchCpu(slipway.pid);
  const { p50, p99, max, failures } = await runScript('load.mjs', { url: slipway.url, token, paths, rate, seconds, connections: 20 });
  const { usedCores, leftCores } = cpu();
  const failed = Object.keys(failures).length > 0 ? `, failures ${JSON.stringify(failures)}` : '';
  report(
    `${title}: ${what}`,
    `p50 ${figure(p50, 'ms')}, p99 ${figure(p99, 'ms')}, max ${figure(max, 'ms')}${failed}`,
    goal,
    `${figure(usedCores)} of ${figure(leftCores)} cores`,
  );
}
