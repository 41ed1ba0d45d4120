import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway, until } from '../harness/slipway.mjs';
import { knownBarriers } from './knownBarriers.mjs';
import { findBarriers, openPage, scrollsSideways } from './page.mjs';

/** The history is told within a minute; a busy machine may take several. */
const TO_TELL = 300_000;

let slipway;
let browser;
let session;

before(async () => {
  [slipway, browser] = await Promise.all([startSlipway({ demo: true }), launchChromium()]);
  const { page, context } = await openPage(browser);
  await page.goto(slipway.url);
  await page.getByRole('button', { name: /Priya Raman/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  session = await context.storageState();
  await context.close();
});

after(async () => {
  await browser?.close();
  await slipway?.stop();
});

const open = async (address, options = {}) => {
  const opened = await openPage(browser, { session, ...options });
  await opened.page.goto(`${slipway.url}${address}`);
  return opened;
};

const rowOf = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

const read = async address => (await slipway.request(`/api/delivery${address}`)).json();

test('the fleet of the demo is alive, and says that it is invented', async () => {
  const { page, context } = await open('/delivery');
  for (const name of ['Storefront', 'Checkout API', 'Inventory', 'legacy-billing']) await rowOf(page, name).first().waitFor();
  await page.getByText('Demo data.').waitFor();
  await page.getByText('Rolling out').first().waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByText('Demo data', { exact: true }).waitFor();
  assert.equal(await scrollsSideways(page), false);
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.getByText('Demo data', { exact: true }).waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await context.close();
});

test('each of the people whom one may be sees the fleet', async () => {
  for (const name of ['Tomás Reyes', 'Mika Lindqvist', 'Inês Duarte']) {
    const { page, context } = await openPage(browser);
    await page.goto(`${slipway.url}/delivery`);
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await rowOf(page, 'Storefront').first().waitFor();
    await context.close();
  }
});

test('everything that the API says of it is marked', async () => {
  for (const address of ['/services', '/services/counts', '/services/default/component/cart', '/deployments', '/sources', '/unclaimed'])
    assert.equal((await read(address)).demo, true, address);
});

test('a source that is down says so', async () => {
  const { page, context } = await open('/delivery/sources');
  const row = page.getByRole('rowgroup').filter({ hasText: 'argocd/demo-down' }).first();
  await row.getByText('nothing listens there', { exact: false }).waitFor();
  await context.close();
});

test('pages that come as they are from Backstage keep nobody out more than is known', async () => {
  // Whoever may see all of them.
  const { page, context } = await openPage(browser);
  await page.goto(slipway.url);
  await page.getByRole('button', { name: /Mika Lindqvist/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  for (const { address, shows, known } of knownBarriers) {
    await page.goto(`${slipway.url}${address}`);
    await page.locator('#content').getByText(shows).first().waitFor();
    await until('The end of the loading', async () => (await page.getByRole('progressbar').count()) === 0);
    const found = await findBarriers(page);
    const grown = found.filter(line => !(line.split(':')[0] in known));
    for (const [rule, [most]] of Object.entries(known)) {
      const broken = found.filter(line => line.startsWith(`${rule}:`));
      if (broken.length > most) grown.push(...broken);
    }
    assert.deepEqual(grown, [], address);
  }
  await context.close();
});

test('ninety days of it are told, and nothing of them was refused', async () => {
  const told = async see => {
    const { since, reached } = JSON.parse(fs.readFileSync(path.join(slipway.dataDir, 'demo/history.json'), 'utf8'));
    see(`day ${reached} is reached`);
    return new Date(Date.UTC(2026, 0, 5) + reached * 86_400_000).getTime() <= since;
  };
  await until('The end of the history', told, TO_TELL);
  const { items } = await read('/sources');
  const posted = items.filter(({ state }) => state === 'posted');
  assert.deepEqual(
    posted.map(({ name }) => name),
    ['argocd/demo', 'ci/demo-ci', 'git/demo', 'kubernetes/demo', 'registry/demo'],
  );
  assert.deepEqual(
    posted.map(({ ties, unused }) => ({ ties, unused })),
    posted.map(() => ({ ties: 0, unused: 0 })),
  );
  assert.doesNotMatch(fs.readFileSync(path.join(slipway.dataDir, 'backend.log'), 'utf8'), /The demo tries again|The demo stopped/);
});

test('a service that somebody creates is in the catalog and travels to dev', async () => {
  const { page, context, problems } = await open('/');
  await page.getByRole('main').getByRole('link', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Node service' }).waitFor();
  await page.getByRole('button', { name: 'Choose' }).click();
  await page.getByLabel('Name').fill('delivery-slots');
  await page.getByLabel('Description').fill('Which delivery slots are free');
  await page.getByLabel('Owner').fill('Fulfil');
  await page.getByRole('option').first().click();
  await page.getByLabel('System').fill('Fulfil');
  await page.getByRole('option').first().click();
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('checkbox', { name: 'production' }).uncheck();
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('Open in the catalog').click({ timeout: TO_TELL });
  await page.getByRole('heading', { name: 'delivery-slots' }).waitFor();

  const stages = async see => {
    // The record knows it a moment after the catalog does.
    const { cells = [], ...other } = await read('/services/default/component/delivery-slots');
    see(JSON.stringify(cells.length ? cells : other).slice(0, 500));
    return ['dev', 'staging'].every(name => cells.some(({ environment, word }) => environment === name && word === 'Healthy'));
  };
  await until('The service in dev and staging', stages, TO_TELL);
  assert.deepEqual(problems, []);
  await context.close();
});
