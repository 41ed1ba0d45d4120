import { runScript } from '../children.mjs';
import { watchCpu } from '../cpu.mjs';
import { figure } from '../percentiles.mjs';

/** Paths of single rows and of pages, as a person's browser would ask for them. */
export async function readPaths(slipway, token) {
  const refs = [];
  let cursor = '';
  do {
    const page = await slipway.get(`/services?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, token);
    refs.push(...page.items.map(item => item.ref));
    cursor = page.nextCursor ?? '';
  } while (cursor && refs.length < 2000);
  const single = refs.map(ref =>
    ref.startsWith('unclaimed:')
      ? `/api/delivery/unclaimed/${encodeURIComponent(ref.slice('unclaimed:'.length))}`
      : `/api/delivery/services/${ref.split(/[:/]/)[1]}/${ref.split(/[:/]/)[0]}/${ref.split(/[:/]/)[2]}`,
  );
  const pages = ['name', '-name', 'system', 'health', '-lastDeployed'].map(sort => `/api/delivery/services?limit=50&sort=${sort}`);
  return { single, pages };
}

/** 100 single rows/s and 20 pages/s in open loop, together. */
export async function readTogether(slipway, { seconds, token, paths }) {
  const cpu = watchCpu(slipway.pid);
  const [single, pages] = await Promise.all([
    runScript('load.mjs', { url: slipway.url, token, paths: paths.single, rate: 100, seconds, connections: 40 }),
    runScript('load.mjs', { url: slipway.url, token, paths: paths.pages, rate: 20, seconds, connections: 10 }),
  ]);
  return { single, pages, cpu: cpu() };
}

/** Rows for the table of figures. */
export function readRows(title, { single, pages, cpu }) {
  const left = `${figure(cpu.usedCores)} of ${figure(cpu.leftCores)} cores`;
  const failures = [single, pages].map(part => JSON.stringify(part.failures)).filter(text => text !== '{}');
  return [
    [
      `${title}: single row, 100/s`,
      `p50 ${figure(single.p50, 'ms')}, p99 ${figure(single.p99, 'ms')}, max ${figure(single.max, 'ms')}`,
      'p99 < 10 ms',
      left,
    ],
    [
      `${title}: page of 50, 20/s`,
      `p50 ${figure(pages.p50, 'ms')}, p99 ${figure(pages.p99, 'ms')}, max ${figure(pages.max, 'ms')}`,
      'p99 < 30 ms',
      left,
    ],
    ...(failures.length > 0 ? [[`${title}: failures`, failures.join(' '), 'none', left]] : []),
  ];
}

/** Raises the rate until answers fall behind: the saturation of single rows. */
export async function saturation(slipway, { token, paths, seconds }) {
  let best = 0;
  for (const rate of [200, 400, 800, 1600]) {
    const result = await runScript('load.mjs', { url: slipway.url, token, paths: paths.single, rate, seconds, connections: 50 });
    if (result.p99 === null || result.p99 > 1000 || Object.keys(result.failures).length > 0) {
      break;
    }
    best = rate;
  }
  return best;
}
