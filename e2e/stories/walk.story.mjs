import assert from 'node:assert/strict';
import { execSync } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway, until } from '../harness/slipway.mjs';
import { findBarriers, openPage } from './page.mjs';

/** A push takes about a minute to production; a busy machine may take several. */
const TO_PRODUCTION = 300_000;
/** The first build of docs fetches its tools. */
const FIRST_DOCS = 300_000;

let slipway;
let browser;
let walker;
let commit;

before(async () => {
  [slipway, browser] = await Promise.all([startSlipway({ demo: true }), launchChromium()]);
  walker = await openPage(browser);
});

after(async () => {
  await browser?.close();
  await slipway?.stop();
});

/** The commands that the start prints for trying a change. */
const printedCommands = () =>
  slipway
    .printed()
    .split('\n')
    .filter(line => /^ +(git clone|echo) /.test(line))
    .map(line => line.trim());

/** The page has come to where it leads, and keeps nobody out. */
async function arrivesAt(address) {
  const { page, problems } = walker;
  await page.waitForURL(address);
  assert.deepEqual(await findBarriers(page), []);
  assert.deepEqual(problems, []);
}

test('somebody who has just started it picks who to be, and comes home', async () => {
  const { page } = walker;
  await page.goto(slipway.url);
  await page.getByRole('button', { name: /Priya Raman/ }).click();
  await page.getByRole('heading', { level: 1, name: /waits? for you/ }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Cart' }).first().waitFor();
  await page.getByText('Demo data.').waitFor();
  await arrivesAt(`${slipway.url}/`);
});

test('follows the commands that were printed, and sees the commit on its way', async () => {
  const { page } = walker;
  await until('The commands to try', async () => printedCommands().length === 2, TO_PRODUCTION);
  const who = { GIT_AUTHOR_NAME: 'Ada Lovelace', GIT_AUTHOR_EMAIL: 'ada@example.com' };
  const env = { ...process.env, ...who, GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME, GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL };
  execSync(printedCommands().join('\n'), { cwd: slipway.dataDir, env, shell: '/bin/sh', stdio: 'pipe' });
  commit = execSync('git rev-parse HEAD', { cwd: path.join(slipway.dataDir, 'my-change'), encoding: 'utf8' }).trim();

  await page.goto(/http:\S+\/delivery(?= )/.exec(slipway.printed())[0]);
  await page.getByText('Say hello').first().waitFor({ timeout: TO_PRODUCTION });
  await arrivesAt('**/catalog/default/component/storefront-web/delivery');
});

test('finds it by its first characters, and reads where it is until it is in production', async () => {
  const { page } = walker;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search everything' }).fill(commit.slice(0, 9));
  await page.getByRole('option').filter({ hasText: 'Say hello' }).first().click();
  await page.getByRole('heading', { name: 'Say hello', level: 1 }).waitFor();
  await arrivesAt(`**/delivery/changes/${commit.slice(0, 7)}*`);
  await page.getByText('In production', { exact: false }).first().waitFor({ timeout: TO_PRODUCTION });
});

test('finds the service by a name that is mistyped, and reads its docs', async () => {
  const { page } = walker;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search everything' }).fill('storefrnt');
  await page.getByRole('option').filter({ hasText: 'Storefront' }).first().click();
  await page.waitForURL('**/catalog/default/component/storefront-web*');
  await page
    .getByRole('navigation', { name: /views$/ })
    .getByRole('link', { name: 'Docs' })
    .click();
  await page.getByText('Renders the pages of the shop on the server').waitFor({ timeout: FIRST_DOCS });
  await page.waitForURL('**/storefront-web/docs');
});

test('finds its way through the catalog to what the service needs', async () => {
  const { page } = walker;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Catalog' }).click();
  const storefront = page
    .getByRole('rowheader', { name: /^Storefront/ })
    .getByRole('link')
    .first();
  await storefront.waitFor();
  await arrivesAt('**/catalog*');
  await storefront.click();
  await page
    .getByRole('link', { name: /Checkout API/ })
    .first()
    .waitFor();
  await arrivesAt('**/catalog/default/component/storefront-web');
});
