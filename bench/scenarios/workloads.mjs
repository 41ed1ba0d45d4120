import { readStream, runScript } from '../children.mjs';
import { isVisible, postEntities, startConditionalPolicy } from '../conditionalPolicy.mjs';
import { usageOf, watchCpu } from '../cpu.mjs';
import { servicesOf, startFleet, steadily } from '../fleet.mjs';
import { figure, percentiles } from '../percentiles.mjs';
import { startSlipway, until } from '../slipway.mjs';
import { flipPod, PODS, startWorkloads } from '../workloads.mjs';
import { readPaths, readRows, readTogether } from './reads.mjs';
import { realUpdates } from './sources.mjs';

const PODS_PER_SECOND = 100;

/** A cluster with a workload for each application, beside the load of `one`: its pods change a hundred times a second. */
export async function workloads({ quick, report }) {
  const count = quick ? 3000 : 10_000;
  const seconds = quick ? 10 : 60;
  const title = `${count.toLocaleString('en')} workloads, ${(count * PODS).toLocaleString('en')} pods beside as many applications`;
  const fleet = await startFleet(count, 1);
  const cluster = await startWorkloads(fleet);
  const policy = await startConditionalPolicy();
  const begin = performance.now();
  const slipway = await startSlipway({ config: { ...configFor(fleet, cluster), ...policy.config } });
  try {
    await postEntities(slipway, servicesOf(fleet));
    await until('all workloads on the record', () => isSettled(slipway, count), { seconds: 1200, everyMilliseconds: 1000 });
    report(`${title}: empty database to all rows`, `${figure((performance.now() - begin) / 1000, 's')}, boot included`, '', '');
    report(`${title}: memory at rest`, figure(usageOf(slipway.pid).largest.resident / 2 ** 20, 'MB'), '', '');
    const token = await slipway.ownerToken();
    const paths = await readPaths(slipway, token);
    readRows(`${title}, quiet`, await readTogether(slipway, { seconds, token, paths })).forEach(row => report(...row));
    await tabs({ slipway, token, paths, seconds, report, title });
    await podChanges({ fleet, cluster, slipway, token, paths, seconds, report, title });
    report(`${title}: memory after it`, figure(usageOf(slipway.pid).largest.resident / 2 ** 20, 'MB'), '', '');
  } finally {
    await slipway.stop();
    await policy.close();
    await Promise.all([cluster.server, ...fleet.map(({ server }) => server)].map(server => server.close()));
  }
}

function configFor(fleet, { server }) {
  const [{ name, server: argocd }] = fleet;
  const environments = ['dev', 'staging', 'production'];
  return {
    delivery: {
      environments,
      services: [{ entity: 'component:default/{service}' }],
      argocd: [{ name, kubernetes: { url: argocd.url, token: 'bench' } }],
      kubernetes: [{ name: 'bench', url: server.url, token: 'bench' }],
      clusters: [
        {
          name: 'bench',
          kubernetes: 'bench',
          argocd: environments.map(environment => ({
            instance: name,
            server: `https://${name}-${environment}.kubernetes.example.com:6443`,
          })),
        },
      ],
    },
  };
}

async function isSettled(slipway, wanted) {
  const { items } = await slipway.get('/sources');
  const compared = items.filter(({ lastAudit }) => (lastAudit?.compared ?? 0) >= wanted).map(({ name }) => name);
  const counts = await slipway.get('/services/counts');
  const page = await slipway.get('/services?limit=1&sort=-name');
  const isRunning = page.items[0]?.cells.some(cell => cell.version.basis === 'pods') ?? false;
  return { reached: compared.length >= 2 && counts.services >= Math.floor(wanted / 3) && isRunning, compared, counts, isRunning };
}

/** What the Kubernetes tab asks for. */
async function tabs({ slipway, token, paths, seconds, report, title }) {
  const cpu = watchCpu(slipway.pid);
  const own = paths.single.filter(path => !path.includes('/unclaimed/')).map(path => `${path}/workloads`);
  const result = await runScript('load.mjs', { url: slipway.url, token, paths: own, rate: 20, seconds, connections: 10 });
  const { usedCores, leftCores } = cpu();
  report(
    `${title}: a service's workloads, 20/s`,
    `p50 ${figure(result.p50, 'ms')}, p99 ${figure(result.p99, 'ms')}, max ${figure(result.max, 'ms')}`,
    '',
    `${figure(usedCores)} of ${figure(leftCores)} cores`,
  );
}

async function podChanges({ fleet, cluster, slipway, token, paths, seconds, report, title }) {
  const { server, namespaces } = cluster;
  const sent = new Map();
  const delays = [];
  const stop = await readStream({
    url: slipway.url,
    token,
    onEvent: (name, data) => (name === 'changed' ? data.refs : []).forEach(ref => told(ref, sent, delays)),
  });
  const before = await kept(slipway);
  const pods = steadily([{ server, objects: namespaces }], { rate: PODS_PER_SECOND, seconds: seconds + 1 }, (own, place, number) => {
    flipPod(own, place, number);
    // The applications change beside it and are told of by the same rows.
    if (isVisible(place.service) && !sent.has(place.service)) {
      sent.set(place.service, performance.now());
    }
  });
  await Promise.all([
    realUpdates({ fleet, slipway, seconds, token, paths, report, title: `${title}, ${PODS_PER_SECOND} pod changes/s` }),
    pods,
  ]);
  await until('every pod change on the stream', async () => ({ reached: sent.size === 0, open: sent.size }), { seconds: 30 }).catch(error =>
    report(`${title}: pod changes never seen on the stream`, error.message, 'none', ''),
  );
  await stop();
  const { p50, p95, max } = percentiles(delays);
  report(
    `${title}: a row's pods or applications change to stream`,
    `p50 ${figure(p50, 'ms')}, p95 ${figure(p95, 'ms')}, max ${figure(max, 'ms')}`,
    'p95 < 1 s',
    '',
  );
  report(
    `${title}: workload states recorded per pod change`,
    figure(((await kept(slipway)) - before) / (PODS_PER_SECOND * (seconds + 1))),
    '≤ 1',
    '',
  );
}

function told(ref, sent, delays) {
  const service = /service-\d+/.exec(ref)?.[0];
  const begin = sent.get(service);
  if (begin !== undefined) {
    delays.push(performance.now() - begin);
    sent.delete(service);
  }
}

async function kept(slipway) {
  const { items } = await slipway.get('/sources');
  return items.find(({ name }) => name === 'kubernetes/bench').observations;
}
