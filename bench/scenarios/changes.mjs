import { createHash } from 'node:crypto';
import { runScript } from '../children.mjs';
import { usageOf, watchCpu } from '../cpu.mjs';
import { figure } from '../percentiles.mjs';
import { startSlipway, until } from '../slipway.mjs';

const ENVIRONMENTS = ['dev', 'staging', 'production'];
const BATCH = 1000;

const shaOf = text => createHash('sha1').update(text).digest('hex');
const digestOf = text => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const repositoryOf = number => `git.example.com/bench/service-${number}`;
const commitOf = (number, place) => shaOf(`${number}/${place}`);

/** A history of commits in many repositories, each with a service that runs three of its versions: what a change page costs. */
export async function changes({ quick, report }) {
  const repositories = quick ? 20 : 100;
  const each = quick ? 1000 : 10_000;
  const total = repositories * each;
  const title = `${total.toLocaleString('en')} commits in ${repositories} repositories`;
  const slipway = await startSlipway({ config: { delivery: { environments: ENVIRONMENTS } } });
  try {
    const begin = performance.now();
    for (let number = 0; number < repositories; number++) {
      await postAll(slipway, serviceOf(number, each));
      for (let from = 0; from < each; from += BATCH) {
        await postAll(slipway, historyOf(number, from, Math.min(each, from + BATCH)));
      }
    }
    const taken = (performance.now() - begin) / 1000;
    const last = repositories - 1;
    await until(
      'the newest commit of the last repository in its stages',
      async () => {
        // Until its entity is projected there is no such service.
        const list = await slipway
          .get(`/services/default/component/service-${last}/changes?limit=1`)
          .catch(error => ({ why: error.message }));
        return {
          reached: list.items?.[0]?.commit === commitOf(last, each - 1) && list.stages[0].behind === 10,
          why: list.why,
          stages: list.stages,
        };
      },
      { seconds: 3600, everyMilliseconds: 2000 },
    );
    report(`${title}: taken, and laid out`, `${figure(taken, 's')}, ${figure((performance.now() - begin) / 1000, 's')}`, '', '');
    report(`${title}: memory afterwards`, figure(usageOf(slipway.pid).largest.resident / 2 ** 20, 'MB'), '', '');
    const token = await slipway.ownerToken();
    const reader = { slipway, token, title, report, repositories, each, seconds: quick ? 5 : 30 };
    await read(reader, 'change page, by a whole id, 50/s', 'p99 < 20 ms', (number, place) => `/changes/${commitOf(number, place)}`);
    await read(
      reader,
      'change page, by nine characters, 50/s',
      'p99 < 20 ms',
      (number, place) => `/changes/${commitOf(number, place).slice(0, 9)}`,
    );
    await read(
      reader,
      "a service's 20 newest changes, 20/s",
      '',
      number => `/services/default/component/service-${number}/changes?limit=20`,
      20,
    );
  } finally {
    await slipway.stop();
  }
}

/** Reads at a fixed rate and reports the delays. */
async function read({ slipway, token, title, report, repositories, each, seconds }, what, goal, pathOf, rate = 50) {
  const paths = Array.from(
    { length: 1000 },
    (_, index) => `/api/delivery${pathOf((index * 7919) % repositories, (index * 104_729) % each)}`,
  );
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

async function postAll(slipway, observations) {
  const events = observations.map(([kind, id, position, facts]) => ({
    specversion: '1.0',
    id,
    source: 'bench/git',
    type: `dev.slipway.${kind}.observed.v1`,
    data: { order: { epoch: '1', position: String(position) }, facts },
  }));
  const answer = await fetch(`${slipway.url}/api/delivery/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slipway.serviceToken}`, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
  const body = await answer.json();
  if (answer.status !== 202 || body.rejected.length > 0) {
    throw new Error(`The events were answered ${answer.status}: ${JSON.stringify(body).slice(0, 300)}`);
  }
}

/** Commits of a line. */
function historyOf(number, from, to) {
  const repository = repositoryOf(number);
  return Array.from({ length: to - from }, (_, index) => {
    const place = from + index;
    const commit = commitOf(number, place);
    const facts = {
      repository,
      commit,
      parents: place === 0 ? [] : [commitOf(number, place - 1)],
      paths: [`src/part-${place % 40}.ts`],
      title: `Change ${place} of service ${number}`,
      author: { name: 'Ada Lindqvist', email: 'ada@example.com' },
      committedAt: new Date(1_750_000_000_000 + place * 60_000).toISOString(),
    };
    return ['change', `change/${commit}`, 2, facts];
  });
}

/** A service whose environments are 10, 20 and 30 commits behind its branch, with the images that they run. */
function serviceOf(number, each) {
  const repository = repositoryOf(number);
  const name = `service-${number}`;
  const annotations = {
    'argocd/app-name': ENVIRONMENTS.map(environment => `${name}-${environment}`).join(','),
    'slipway.dev/repository': repository,
  };
  const push = {
    repository,
    ref: 'refs/heads/main',
    before: null,
    after: commitOf(number, each - 1),
    created: true,
    deleted: false,
    commits: [],
    defaultBranch: 'main',
  };
  const targets = ENVIRONMENTS.flatMap((environment, index) => {
    const commit = commitOf(number, each - 1 - 10 * (index + 1));
    const digest = digestOf(commit);
    const artifact = { digest, repository: `registry.example.com/${name}`, commit, sourceRepository: repository, commitFrom: 'label' };
    return [
      ['artifact', `artifact/${digest}`, 0, artifact],
      [
        'application',
        `application/${name}-${environment}`,
        1,
        applicationOf(`${name}-${environment}`, `registry.example.com/${name}@${digest}`),
      ],
    ];
  });
  return [
    ['entity', `entity/${name}`, 1, { ref: `component:default/${name}`, tags: [], annotations }],
    ['push', `push/${repository}`, 1, push],
    ...targets,
  ];
}

function applicationOf(name, image) {
  return {
    instance: 'bench',
    uid: name,
    namespace: 'argocd',
    name,
    project: 'default',
    applicationSet: null,
    labels: {},
    annotations: {},
    destination: { server: 'https://kubernetes.default.svc', namespace: name },
    sources: [{ repoURL: 'https://git.example.com/bench/gitops.git', path: name }],
    autoSync: true,
    deleting: false,
    operationPending: false,
    sync: 'Synced',
    health: 'Healthy',
    revisionList: [],
    operation: null,
    operationRevisions: [],
    lastDeployedRevisions: [],
    history: 0,
    images: [image],
    conditions: [],
    workloads: [],
    failingResources: [],
  };
}
