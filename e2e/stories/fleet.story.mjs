import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway } from '../harness/slipway.mjs';
import { observe, post } from '../observations.mjs';
import { findBarriers, openPage, scrollsSideways } from './page.mjs';

let slipway;
let browser;
let session;

const minutesAgo = minutes => new Date(Date.now() - minutes * 60_000);

before(async () => {
  const target = fileURLToPath(new URL('./catalog.yaml', import.meta.url));
  const config = { catalog: { locations: [{ type: 'file', target }] } };
  [slipway, browser] = await Promise.all([startSlipway({ config }), launchChromium()]);
  const { page, context } = await openPage(browser);
  await page.goto(slipway.link);
  await page.getByRole('heading', { name: 'Nothing waits for you', level: 1 }).waitFor();
  session = await context.storageState();
  await context.close();
});

after(async () => {
  await browser?.close();
  await slipway?.stop();
});

const openFleet = async (address = '/delivery', options = {}) => {
  const opened = await openPage(browser, { session, ...options });
  await opened.page.goto(`${slipway.url}${address}`);
  await opened.page.getByRole('heading', { name: 'Delivery', level: 1 }).waitFor();
  return opened;
};

const rowOf = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

test('an observation is on the open page without a reload', async () => {
  const { page, context, problems } = await openFleet();
  await page.getByText('Live', { exact: false }).first().waitFor();
  await post(slipway, observe({ service: 'search', environment: 'dev', version: '3.9.1', at: minutesAgo(18) }));
  const row = rowOf(page, 'search');
  await row.getByText('3.9.1').waitFor();
  await row.getByText('Healthy').first().waitFor();
  await row.getByText(/1[78] min ago/).waitFor();

  await post(
    slipway,
    observe({ service: 'search', environment: 'dev', version: '3.9.1', facts: { health: 'Degraded', healthMessage: 'probe failed' } }),
  );
  await row.getByText('Degraded').first().waitFor();
  await page.getByText('last change', { exact: false }).waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

test('what an entity claims stands under its system, what none claims under "Not in the catalog"', async () => {
  await post(slipway, [
    ...observe({ service: 'cart', environment: 'dev', version: '6.3.0', at: minutesAgo(60) }),
    ...observe({ service: 'cart', environment: 'production', version: '6.2.8', at: minutesAgo(1200) }),
    ...observe({ service: 'billing', environment: 'production', version: '0.9.0', at: minutesAgo(300) }),
  ]);
  const { page, context } = await openFleet();
  await rowOf(page, 'cart').getByText('6.2.8').waitFor();
  await page.getByRole('gridcell', { name: /^checkout/ }).waitFor();
  await rowOf(page, 'billing').getByText('0.9.0').waitFor();
  await page.getByRole('gridcell', { name: /^Not in the catalog/ }).waitFor();

  await rowOf(page, 'billing').getByRole('rowheader').click();
  const sheet = page.getByRole('dialog', { name: 'billing' });
  await sheet.getByRole('heading', { name: 'Why it is not in the catalog' }).waitFor();
  await sheet.getByText('kind: Component', { exact: false }).waitFor();
  await sheet.getByRole('button', { name: 'Copy catalog-info.yaml' }).waitFor();
  await context.close();
});

test('a filter stands in the address and survives a reload', async () => {
  const { page, context } = await openFleet();
  await rowOf(page, 'cart').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('bill');
  await rowOf(page, 'cart').waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).searchParams.get('q'), 'bill');
  await page.reload();
  await rowOf(page, 'billing').waitFor();
  assert.equal(await rowOf(page, 'cart').count(), 0);
  await page.getByRole('searchbox', { name: 'Filter services' }).fill('zebra');
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await rowOf(page, 'cart').waitFor();
  await context.close();
});

test('a keyboard alone reaches a cell, opens its service and comes back', async () => {
  const { page, context } = await openFleet();
  await rowOf(page, 'cart').waitFor();
  assert.equal(await page.locator('[role=grid] [tabindex="0"]').count(), 1);
  await rowOf(page, 'cart').getByRole('rowheader').focus();
  await page.keyboard.press('ArrowRight');
  const cell = rowOf(page, 'cart').getByRole('gridcell').first();
  assert.equal(await cell.evaluate(element => element === document.activeElement), true);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'cart' }).getByText('cart-dev').first().waitFor();
  assert.equal(new URL(page.url()).searchParams.get('service'), 'component:default/cart');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await cell.evaluate(element => element === document.activeElement), true);
  await context.close();
});

test('tabs of one browser share one stream, and the next takes it over', async () => {
  const { page: first, context } = await openFleet();
  await first.getByText('Live', { exact: false }).first().waitFor();
  const streams = [];
  context.on('request', request => request.url().endsWith('/stream') && streams.push(request.frame().page()));
  const second = await context.newPage();
  await second.goto(`${slipway.url}/delivery`);
  await second.getByText('Live', { exact: false }).first().waitFor();
  await post(slipway, observe({ service: 'cart', environment: 'dev', version: '6.4.0', at: minutesAgo(2) }));
  await rowOf(first, 'cart').getByText('6.4.0').waitFor();
  await rowOf(second, 'cart').getByText('6.4.0').waitFor();
  assert.equal(streams.length, 0);
  await first.close();
  await post(slipway, observe({ service: 'cart', environment: 'dev', version: '6.5.0', at: minutesAgo(1) }));
  await rowOf(second, 'cart').getByText('6.5.0').waitFor();
  assert.equal(streams.length, 1);
  await context.close();
});

test('the address of a sheet can be pasted', async () => {
  const { page, context } = await openFleet('/delivery?service=component:default/cart');
  await page.getByRole('dialog', { name: 'cart' }).getByRole('heading', { name: 'Recent deployments' }).waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await context.close();
});

for (const theme of ['light', 'dark']) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing serious, ${theme}, ${width} pixels`, async () => {
      const { page, context } = await openFleet('/delivery', { theme, width });
      await rowOf(page, 'cart').waitFor();
      assert.deepEqual(await findBarriers(page), []);
      await context.close();
    });
  }
}

for (const width of [390, 320, 720]) {
  test(`nothing scrolls sideways at ${width} pixels`, async () => {
    const { page, context } = await openFleet('/delivery', { width });
    await rowOf(page, 'cart').waitFor();
    assert.equal(await scrollsSideways(page), false);
    await context.close();
  });
}
