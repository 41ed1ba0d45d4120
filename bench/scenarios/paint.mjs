import { watchCpu } from '../cpu.mjs';
import { postAll } from '../histories/postAll.mjs';
import { pushOf } from '../histories/repositories.mjs';
import { figure, percentiles } from '../percentiles.mjs';
import { startPortal, TAB, WATCHED } from '../portal.mjs';
import { until } from '../slipway.mjs';

/** The Delivery tab in a browser: when something is painted, and when the newest change can be read. */
export async function paint({ quick, report }) {
  const times = quick ? 3 : 10;
  const { slipway, openPage, close } = await startPortal();
  try {
    await postAll(slipway, pushOf(WATCHED));
    await until('the history in its stages', async () => {
      const list = await slipway.get('/services/default/component/service-0/changes?limit=1').catch(error => ({ why: error.message }));
      return { reached: (list.items?.length ?? 0) > 0, why: list.why };
    });
    const cpu = watchCpu(slipway.pid);
    const cold = [];
    const warm = [];
    for (let number = 0; number < times; number++) {
      // A context of its own has an empty cache.
      const page = await openPage();
      cold.push(await load(page, slipway));
      warm.push(await load(page, slipway));
      await page.context().close();
    }
    const { usedCores, leftCores } = cpu();
    for (const [what, loads] of [
      ['with an empty cache', cold],
      ['again', warm],
    ]) {
      for (const [moment, goal] of [
        ['firstPaint', 'p50 < 1 s'],
        ['firstRow', ''],
      ]) {
        const { p50, max } = percentiles(loads.map(item => item[moment]));
        report(
          `Delivery tab ${what}, ${times} times: ${moment === 'firstPaint' ? 'first paint' : 'first row'}`,
          `p50 ${figure(p50, 'ms')}, max ${figure(max, 'ms')}`,
          goal,
          `${figure(usedCores)} of ${figure(leftCores)} cores`,
        );
      }
    }
  } finally {
    await close();
  }
}

/** Milliseconds from the start of the navigation, by the browser's own clock. */
async function load(page, { url }) {
  await page.goto(`${url}${TAB}`);
  await page
    .getByText(`Change ${WATCHED.commits - 1} of`)
    .first()
    .waitFor();
  return page.evaluate(() => ({
    firstRow: performance.now(),
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
  }));
}
