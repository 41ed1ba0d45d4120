import { changeHealth, reconcile } from '../../plugins/delivery-backend-module-argocd/src/testing/realisticApplication.ts';
import { isVisible, postEntities, startConditionalPolicy } from '../conditionalPolicy.mjs';
import { usageOf, watchCpu } from '../cpu.mjs';
import { followChanges, serviceOf, servicesOf, startFleet, steadily } from '../fleet.mjs';
import { figure, percentiles } from '../percentiles.mjs';
import { startSlipway, until } from '../slipway.mjs';
import { sqlTimes } from '../sqlTimes.mjs';
import { readPaths, readRows, readTogether, saturation } from './reads.mjs';

const MEGABYTE = 2 ** 20;

/**
 * Fake API servers with realistic applications: list, idle updates, real updates, reads, burst, full re-list. Readers are people under a
 * conditional policy, who see the services of half the teams.
 */
export async function sources({ quick, instances, report }) {
  const count = quick ? 3000 : 10_000;
  const seconds = quick ? 10 : 60;
  const title = `${count.toLocaleString('en')} applications in ${instances} instance${instances > 1 ? 's' : ''}`;
  const fleet = await startFleet(count, instances);
  const policy = await startConditionalPolicy();
  const begin = performance.now();
  const slipway = await startSlipway({ config: { ...configFor(fleet), ...policy.config } });
  try {
    await postEntities(slipway, servicesOf(fleet));
    await until('all applications on the record', () => countApplications(slipway, count), { seconds: 600, everyMilliseconds: 500 });
    report(`${title}: empty database to all rows`, `${figure((performance.now() - begin) / 1000, 's')}, boot included`, '', '');
    const token = await slipway.ownerToken();
    const paths = await readPaths(slipway, token);
    const settle = usageOf(slipway.pid).largest.resident;
    report(`${title}: memory at rest`, figure(settle / MEGABYTE, 'MB'), '≤ 250 MB above no sources', '');

    await idleUpdates({ fleet, slipway, seconds, report, title });
    await pageViews({ fleet, slipway, paths, token, report, title });
    const quiet = await readTogether(slipway, { seconds, token, paths });
    readRows(`${title}, quiet`, quiet).forEach(row => report(...row));
    const sql = await sqlTimes(slipway, { token, paths });
    report(
      `${title}: the same in PostgreSQL alone`,
      `single p50 ${figure(sql.single.p50, 'ms')}, p99 ${figure(sql.single.p99, 'ms')}; page p50 ${figure(sql.page.p50, 'ms')}, p99 ${figure(sql.page.p99, 'ms')}`,
      '',
      '',
    );
    await realUpdates({ fleet, slipway, seconds, token, paths, report, title });
    await burst({ fleet, slipway, token, seconds: quick ? 15 : 60, report, title });
    await relist({ fleet, slipway, seconds, token, paths, quiet, report, title });
    report(
      `${title}: saturation of single rows`,
      `${await saturation(slipway, { token, paths, seconds: quick ? 3 : 10 })}/s answered with p99 under 1 s`,
      '',
      '',
    );
    await memorySlope({ fleet, slipway, minutes: quick ? 0.25 : 10, report, title });
  } finally {
    await slipway.stop();
    await policy.close();
    await Promise.all(fleet.map(({ server }) => server.close()));
  }
}

function configFor(fleet) {
  return {
    delivery: {
      environments: ['dev', 'staging', 'production'],
      services: [{ entity: 'component:default/{service}' }],
      argocd: fleet.map(({ name, server }) => ({ name, kubernetes: { url: server.url, token: 'bench' } })),
    },
  };
}

async function countApplications(slipway, wanted) {
  const { items } = await slipway.get('/sources');
  const observed = items.reduce((sum, source) => sum + (source.lastAudit?.compared ?? 0), 0);
  if (observed < wanted) {
    return { reached: false, observed };
  }
  const counts = await slipway.get('/services/counts');
  return { reached: counts.services >= Math.floor(wanted / 3) && counts.unclaimed === 0, observed, ...counts };
}

async function observations(slipway) {
  const { items } = await slipway.get('/sources');
  return items.filter(({ name }) => name.startsWith('argocd/')).reduce((sum, source) => sum + source.observations, 0);
}

async function idleUpdates({ fleet, slipway, seconds, report, title }) {
  const before = await observations(slipway);
  const cpu = watchCpu(slipway.pid);
  await steadily(fleet, { rate: 70, seconds }, (server, { namespace, name }) =>
    server.patch(namespace, name, object => reconcile(object, new Date().toISOString())),
  );
  const { usedCores, leftCores } = cpu();
  report(
    `${title}: 70 updates/s of reconciledAt for ${seconds} s`,
    `${(await observations(slipway)) - before} rows written`,
    '0',
    `${figure(usedCores)} of ${figure(leftCores)} cores`,
  );
}

async function pageViews({ fleet, slipway, paths, token, report, title }) {
  const before = fleet.reduce((sum, { server }) => sum + server.requests.length, 0);
  for (let view = 0; view < 1000; view += 1) {
    const path = view % 2 ? paths.pages[view % paths.pages.length] : paths.single[view % paths.single.length];
    await slipway.get(path.replace('/api/delivery', ''), token);
  }
  const asked = fleet.reduce((sum, { server }) => sum + server.requests.length, 0) - before;
  report(`${title}: upstream requests per 1,000 page views`, String(asked), '0 beyond the watches', '');
}

export async function realUpdates({ fleet, slipway, seconds, token, paths, report, title }) {
  const sent = new Map();
  const delays = [];
  const stop = await followChanges(slipway, token, sent, delays);
  const words = ['Degraded', 'Healthy'];
  const change = steadily(fleet, { rate: 50, seconds }, (server, metadata, number) => {
    const at = new Date().toISOString();
    const service = serviceOf(metadata);
    server.patch(metadata.namespace, metadata.name, object => changeHealth(object, words[Math.floor(number / 5000 + number) % 2], at));
    if (isVisible(service) && !sent.has(service)) {
      sent.set(service, performance.now());
    }
  });
  const [reads] = await Promise.all([readTogether(slipway, { seconds, token, paths }), change]);
  readRows(`${title}, 50 real updates/s`, reads).forEach(row => report(...row));
  await until('every change on the stream', async () => ({ reached: sent.size === 0, open: sent.size }), { seconds: 30 }).catch(error =>
    report(`${title}: changes never seen on the stream`, error.message, 'none', ''),
  );
  await stop();
  const { p50, p95, max } = percentiles(delays);
  report(
    `${title}: update to stream at 50/s`,
    `p50 ${figure(p50, 'ms')}, p95 ${figure(p95, 'ms')}, max ${figure(max, 'ms')}`,
    'p95 < 1 s',
    `${figure(reads.cpu.usedCores)} of ${figure(reads.cpu.leftCores)} cores`,
  );
}

async function burst({ fleet, slipway, token, seconds, report, title }) {
  const count = fleet.reduce((sum, { objects }) => sum + objects.length, 0);
  const cpu = watchCpu(slipway.pid);
  const begin = performance.now();
  await steadily(fleet, { rate: count / seconds, seconds }, (server, { namespace, name }) =>
    server.patch(namespace, name, object => changeHealth(object, 'Progressing', new Date().toISOString())),
  );
  await steadily(fleet, { rate: 1e6, seconds: count / 1e6 }, () => undefined);
  const sentAll = performance.now();
  await until(
    'the burst on the page',
    async () => {
      const counts = await slipway.get('/services/counts?health=Healthy', token);
      return { reached: counts.total === 0, healthy: counts.total };
    },
    { seconds: 300 },
  ).catch(error => report(`${title}: burst not settled`, error.message, '', ''));
  const { usedCores, leftCores } = cpu();
  report(
    `${title}: burst of ${count.toLocaleString('en')} within ${figure((sentAll - begin) / 1000, 's')}`,
    `last change to settled ${figure((performance.now() - sentAll) / 1000, 's')}`,
    '',
    `${figure(usedCores)} of ${figure(leftCores)} cores`,
  );
}

async function relist({ fleet, slipway, seconds, token, paths, quiet, report, title }) {
  const audits = async () =>
    (await slipway.get('/sources')).items
      .filter(({ lastAudit }) => lastAudit)
      .map(({ lastAudit }) => lastAudit.at)
      .join();
  const before = await audits();
  const reading = readTogether(slipway, { seconds, token, paths });
  fleet.forEach(({ server }) => {
    server.patch(server.list()[0].metadata.namespace, server.list()[0].metadata.name, object =>
      reconcile(object, new Date().toISOString()),
    );
    server.compact();
    server.send(
      JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' } }),
    );
  });
  await until('a full re-list', async () => ({ reached: (await audits()) !== before }), { seconds: 120 });
  const during = await reading;
  readRows(`${title}, during a full re-list`, during).forEach(row => report(...row));
  report(
    `${title}: read p99 during a re-list against quiet`,
    `single ×${figure(during.single.p99 / quiet.single.p99)}, page ×${figure(during.pages.p99 / quiet.pages.p99)}`,
    '≤ ×2',
    '',
  );
}

async function memorySlope({ fleet, slipway, minutes, report, title }) {
  const samples = [];
  const begin = performance.now();
  const work = steadily(fleet, { rate: 70, seconds: minutes * 60 }, (server, { namespace, name }) =>
    server.patch(namespace, name, object => reconcile(object, new Date().toISOString())),
  );
  const sampler = setInterval(
    () => samples.push({ minute: (performance.now() - begin) / 60_000, resident: usageOf(slipway.pid).largest.resident / MEGABYTE }),
    2000,
  );
  await work;
  clearInterval(sampler);
  const mean = key => samples.reduce((sum, sample) => sum + sample[key], 0) / samples.length;
  const [minute, resident] = [mean('minute'), mean('resident')];
  const slope =
    samples.reduce((sum, sample) => sum + (sample.minute - minute) * (sample.resident - resident), 0) /
    samples.reduce((sum, sample) => sum + (sample.minute - minute) ** 2, 0);
  report(
    `${title}: memory over ${figure(minutes)} min of idle updates`,
    `${figure(resident, 'MB')}, slope ${figure(slope, 'MB/min')}`,
    'flat',
    '',
  );
}
