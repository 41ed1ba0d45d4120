import { randomUUID } from 'node:crypto';
import { runScript } from '../children.mjs';
import { usageOf, watchCpu } from '../cpu.mjs';
import { figure, percentiles } from '../percentiles.mjs';
import { startSlipway, until } from '../slipway.mjs';
import { readPaths, readRows, readTogether } from './reads.mjs';

const SERVICES = 1000;

/** 3,000 events/s, unique and shuffled, over 1,000 services; then a rebuild of what it left, while serving. */
export async function intake({ quick, report }) {
  const seconds = quick ? 20 : 180;
  const rate = 3000;
  let slipway = await startSlipway({ config: { delivery: { environments: ['dev', 'staging', 'production'] } } });
  try {
    const token = slipway.serviceToken;
    const cpu = watchCpu(slipway.pid);
    const probing = { on: true };
    const probes = probeLag(slipway, probing);
    const result = await runScript('intake.mjs', { url: slipway.url, token, rate, seconds, services: SERVICES });
    const used = cpu();
    const posted = performance.now();
    probing.on = false;
    const lags = await probes;
    await until('the newest version of every sampled service', () => newestVersions(slipway, (rate * seconds) / SERVICES), {
      seconds: 600,
    });
    const settled = (performance.now() - posted) / 1000;
    const left = `${figure(used.usedCores)} of ${figure(used.leftCores)} cores`;
    const lag = percentiles(lags);
    report(
      'intake: taken',
      `${figure(result.perSecond, '/s')} for ${figure(result.seconds, 's')} (${result.accepted.toLocaleString('en')} accepted, ${result.rejected} rejected, ${result.failures} failed)`,
      '3,000/s',
      left,
    );
    report(
      'intake: lag of a probe event',
      `p50 ${figure(lag.p50, 's')}, p95 ${figure(lag.p95, 's')}, max ${figure(lag.max, 's')}`,
      '< 5 s',
      left,
    );
    report('intake: last event to settled', figure(settled, 's'), '< 5 s', left);
    report('intake: memory afterwards', figure(usageOf(slipway.pid).largest.resident / 2 ** 20, 'MB'), '', left);

    const { folder } = slipway;
    await stopKeeping(slipway);
    await rebuild({ folder, report, quick, observations: result.accepted });
  } catch (error) {
    await slipway.stop().catch(() => undefined);
    throw error;
  }
}

// A changed environment rule is another read model: it is built from the whole record beside the one in use.
async function rebuild({ folder, report, quick, observations }) {
  const begin = performance.now();
  const slipway = await startSlipway({
    data: folder,
    config: { delivery: { environments: ['dev', 'staging', 'rebuilt', { name: 'production', match: [{ name: '*-production' }] }] } },
  });
  const ready = performance.now();
  try {
    const token = await slipway.ownerToken();
    const paths = await readPaths(slipway, token);
    const reading = readTogether(slipway, { seconds: quick ? 5 : 20, token, paths });
    await until(
      'the rebuilt read model',
      async () => {
        const { items } = await slipway.get('/services?limit=1');
        return { reached: items[0]?.cells.some(cell => cell.environment === 'rebuilt') ?? false };
      },
      { seconds: 900 },
    );
    const seconds = (performance.now() - begin) / 1000;
    for (const row of readRows('rebuild', await reading)) {
      report(...row);
    }
    report(
      `rebuild of ${observations.toLocaleString('en')} observations, boot included`,
      `${figure(seconds, 's')} (boot ${figure((ready - begin) / 1000, 's')})`,
      '1,000,000 < 120 s',
      '',
    );
  } finally {
    await slipway.stop();
  }
}

async function stopKeeping(slipway) {
  process.kill(slipway.pid, 'SIGINT');
  await until('the end of Slipway', async () => ({ reached: !alive(slipway.pid) }));
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// Posts one event of its own each second and waits for it on the API: what a person would feel.
async function probeLag(slipway, probing) {
  const lags = [];
  let position = 0;
  while (probing.on) {
    position += 1;
    const begin = performance.now();
    await postProbe(slipway, position);
    await until(
      `probe ${position}`,
      async () => {
        const { items } = await slipway.get('/applications?instance=probe&limit=1');
        return { reached: items[0]?.images[0] === `registry.example.com/probe:${position}` };
      },
      { seconds: 120, everyMilliseconds: 100 },
    );
    const elapsed = (performance.now() - begin) / 1000;
    lags.push(elapsed);
    await new Promise(done => setTimeout(done, Math.max(0, 1000 - elapsed * 1000)));
  }
  return lags;
}

async function postProbe(slipway, position) {
  const answer = await fetch(`${slipway.url}/api/delivery/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slipway.serviceToken}`, 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      specversion: '1.0',
      id: randomUUID(),
      source: 'bench/probe',
      type: 'dev.slipway.application.observed.v1',
      data: {
        order: { epoch: '1', position: String(position) },
        facts: {
          instance: 'probe',
          uid: 'probe',
          namespace: 'argocd',
          name: 'probe-production',
          project: 'default',
          applicationSet: null,
          labels: {},
          annotations: {},
          destination: { server: 'https://kubernetes.default.svc', namespace: 'probe' },
          sources: [],
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
          images: [`registry.example.com/probe:${position}`],
          conditions: [],
          workloads: [],
          failingResources: [],
        },
      },
    }),
  });
  if (answer.status !== 202) {
    throw new Error(`A probe was answered ${answer.status}: ${await answer.text()}`);
  }
}

async function newestVersions(slipway, positions) {
  const wanted = `:1.${positions}.0`;
  let behind = 0;
  let cursor = '';
  do {
    const page = await slipway.get(`/applications?instance=bench&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    behind += page.items.filter(item => !item.images[0]?.endsWith(wanted)).length;
    cursor = page.nextCursor ?? '';
  } while (cursor);
  return { reached: behind === 0, behind };
}
