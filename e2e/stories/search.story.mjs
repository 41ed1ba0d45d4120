import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway, until } from '../harness/slipway.mjs';
import { findBarriers, openPage, scrollsSideways } from './page.mjs';

let slipway;
let browser;
let session;

before(async () => {
  const target = fileURLToPath(new URL('./catalog.yaml', import.meta.url));
  [slipway, browser] = await Promise.all([
    startSlipway({ config: { catalog: { locations: [{ type: 'file', target }] } } }),
    launchChromium(),
  ]);
});

after(async () => {
  await browser?.close();
  await slipway?.stop();
});

test('the search opens for who is signed in alone', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(slipway.url);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await page.keyboard.press('Control+k');
  assert.equal(await page.getByRole('combobox', { name: 'Search everything' }).count(), 0);
  // The link is opened where the sign-in page stands: only the fragment changes.
  await page.goto(slipway.link);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  session = await context.storageState();
  await context.close();
});

test('a mistyped name is found and opened by keyboard alone', async () => {
  const { page, context, problems } = await openPage(browser, { session });
  await page.goto(slipway.url);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search everything' });
  const option = page.getByRole('option').filter({ hasText: 'cart' }).first();
  // The catalog reads its files, and the index the catalog, a while after the start.
  await until(
    'The cart in the index',
    async () => {
      await field.fill('');
      await field.fill('carrt');
      return option.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    },
    180_000,
  );
  assert.deepEqual(await findBarriers(page), []);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/catalog\/default\/component\/cart/);
  assert.deepEqual(problems, []);
  await context.close();
});

test('the page of the search says what it found, and what to do where it found nothing', async () => {
  const { page, context } = await openPage(browser, { session, width: 390 });
  await page.goto(`${slipway.url}/search?query=cart`);
  await page.getByRole('heading', { name: /found for “cart”/ }).waitFor();
  await page.getByRole('link', { name: 'cart' }).first().waitFor();
  assert.deepEqual(await findBarriers(page), []);
  assert.equal(await scrollsSideways(page), false);
  await page.goto(`${slipway.url}/search?query=zzzzzz`);
  await page.getByText('A commit is found by seven characters or more', { exact: false }).waitFor();
  await context.close();
});
