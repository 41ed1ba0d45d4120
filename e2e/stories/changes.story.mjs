import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commitOf, observeChanges } from '../changes.mjs';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway } from '../harness/slipway.mjs';
import { observe, post } from '../observations.mjs';
import { findBarriers, openPage, scrollsSideways } from './page.mjs';

const TAB = '/catalog/default/component/cart/delivery';

let slipway;
let browser;
let session;

const minutesAgo = minutes => Date.now() - minutes * 60_000;
const deployed = (environment, version, minutes) => observe({ service: 'cart', environment, version, at: new Date(minutesAgo(minutes)) });

const failing = {
  title: 'Upgrade the framework',
  at: minutesAgo(20),
  build: { number: 3, conclusion: 'failure', failedSteps: ['Run npm test'] },
};
const voucher = { title: 'Apply voucher first', at: minutesAgo(90), build: { number: 2 }, version: '1.2.0', pullRequest: 12 };
const retry = { title: 'Cap the retry budget', at: minutesAgo(300), build: { number: 1 }, version: '1.1.0' };
const alike = { title: 'Alike', commit: `c0ffee1${'0'.repeat(33)}`, at: minutesAgo(400) };
const alikeToo = { title: 'Alike too', commit: `c0ffee1${'a'.repeat(33)}`, at: minutesAgo(500) };
const older = [voucher, retry, alike, alikeToo];

before(async () => {
  const target = fileURLToPath(new URL('./catalog.yaml', import.meta.url));
  const config = { delivery: { environments: ['dev', 'production'] }, catalog: { locations: [{ type: 'file', target }] } };
  [slipway, browser] = await Promise.all([startSlipway({ config }), launchChromium()]);
  const { page, context } = await openPage(browser);
  await page.goto(slipway.link);
  await page.getByRole('heading', { name: 'Nothing waits for you', level: 1 }).waitFor();
  session = await context.storageState();
  await context.close();
  await post(slipway, [
    ...observeChanges('cart', [failing, ...older]),
    ...deployed('production', '1.1.0', 240),
    ...deployed('dev', '1.2.0', 80),
    ...observe({ service: 'billing', environment: 'production', version: '0.9.0', at: new Date(minutesAgo(300)) }),
  ]);
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

const rowOf = (page, title) => page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) });

test('the Delivery tab says what is in production, from which commit, and how far dev is ahead', async () => {
  const { page, context, problems } = await open(TAB);
  const production = page.getByRole('region', { name: 'production' });
  await production.getByText('1.1.0').waitFor();
  await production.getByText('Cap the retry budget').waitFor();
  await page.getByText('1 ahead').waitFor();
  await rowOf(page, failing.title).getByText('test: Run npm test').first().waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

test('a click opens the evidence, whose address can be pasted, and Esc gives the focus back', async () => {
  const { page, context } = await open(TAB);
  await page.getByRole('link', { name: failing.title, exact: true }).click();
  const sheet = page.getByRole('dialog', { name: failing.title });
  assert.match(await sheet.getByRole('link', { name: /build run 3/ }).getAttribute('href'), /actions\/runs\/3$/);
  assert.equal(new URL(page.url()).searchParams.get('change'), commitOf('cart', failing.title));
  await page.reload();
  await sheet.getByRole('heading', { name: 'Environments' }).waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await page.getByRole('dialog', { name: voucher.title }).waitFor();
  await context.close();
});

test('a SHA pasted into the filter leads to its change page, and that answers where it is', async () => {
  const { page, context, problems } = await open('/delivery');
  const commit = commitOf('cart', voucher.title);
  await page.getByRole('searchbox', { name: 'Filter services' }).fill(commit);
  await page.getByRole('link', { name: `Go to change ${commit.slice(0, 7)}` }).click();
  await page.getByRole('heading', { name: voucher.title, level: 1 }).waitFor();
  const answer = page.getByRole('region', { name: 'Where it is in cart' });
  await answer.getByText('In dev.').waitFor();
  await answer.getByText('Not in production yet', { exact: false }).waitFor();
  await page.getByText('Healthy in dev in 20s').waitFor();
  assert.deepEqual(problems, []);

  await post(slipway, deployed('production', '1.2.0', 1));
  await answer.getByText('In dev and production.').waitFor();
  await context.close();
});

test('an ambiguous SHA lists candidates, a pull request and a tag are found, and what is unknown says where it was looked for', async () => {
  const { page, context } = await open('/delivery/changes/c0ffee1');
  await page.getByRole('heading', { name: 'Which one is meant?' }).waitFor();
  await page.getByRole('link', { name: 'Alike too' }).click();
  await page.getByRole('heading', { name: 'Alike too', level: 1 }).waitFor();
  await page.goto(`${slipway.url}/delivery?q=%2312`);
  await page.getByText(voucher.title).waitFor();
  await page.getByRole('searchbox', { name: 'Filter services' }).press('Enter');
  await page.getByRole('heading', { name: voucher.title, level: 1 }).waitFor();
  await page.goto(`${slipway.url}/delivery/changes/deadbee`);
  await page.getByText('in the source of the services that are shown to you: git.example.com/acme/cart', { exact: false }).waitFor();
  await context.close();
});

test('a push is on the open tab without a reload', async () => {
  const { page, context } = await open(TAB);
  await page.getByText('Live', { exact: true }).waitFor();
  await rowOf(page, failing.title).waitFor();
  const pushed = { title: 'Pushed while you look', at: Date.now(), build: { number: 4, conclusion: null } };
  await post(slipway, observeChanges('cart', [pushed, failing, ...older]));
  await rowOf(page, pushed.title).getByText('Building').first().waitFor();
  await context.close();
});

test('sources and what is unclaimed have their pages', async () => {
  const { page, context } = await open('/delivery');
  await page.getByRole('link', { name: 'Sources' }).click();
  await page
    .getByRole('row', { name: /^stories/ })
    .getByText('Posts')
    .waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('link', { name: 'Unclaimed' }).click();
  await page.getByRole('heading', { name: 'billing' }).waitFor();
  await page.getByText('argocd/app-name: billing-production').waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await context.close();
});

test('eight tabs of one browser share one stream and stay live', async () => {
  const { page: first, context, problems } = await open('/delivery');
  let streams = 0;
  context.on('request', request => {
    if (new URL(request.url()).pathname.endsWith('/delivery/stream')) streams += 1;
  });
  await first.reload();
  await first.getByText('Live', { exact: false }).first().waitFor();
  const addresses = [
    '/delivery?q=cart',
    TAB,
    `${TAB}?change=${commitOf('cart', voucher.title)}`,
    `/delivery/changes/${commitOf('cart', voucher.title)}`,
    '/delivery/compare?service=component:default/cart&from=dev&to=production',
    '/delivery/sources',
    '/delivery/unclaimed',
  ];
  const [filtered, tab, sheet, change, compare, sources, unclaimed] = await Promise.all(
    addresses.map(async address => {
      const page = await context.newPage();
      await page.goto(`${slipway.url}${address}`);
      await page.getByText(/^Live/).first().waitFor();
      return page;
    }),
  );
  const counted = sources.getByRole('row', { name: /^stories/ });
  const before = await counted.textContent();
  const newest = { title: 'Round halves to even', at: Date.now() - 1000, build: { number: 9 }, version: '1.3.0' };
  await post(slipway, [
    ...observeChanges('cart', [newest, failing, ...older]),
    ...deployed('dev', '1.3.0', 0),
    ...observe({ service: 'ledger', environment: 'production', version: '2.0.0', at: new Date(minutesAgo(1)) }),
  ]);
  const cartRow = page => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^cart/ }) });
  await Promise.all([
    cartRow(first).getByText('1.3.0').waitFor(),
    cartRow(filtered).getByText('1.3.0').waitFor(),
    rowOf(tab, newest.title).waitFor(),
    sheet.getByRole('dialog').getByText('With 1.3.0').first().waitFor(),
    change.getByText('With 1.3.0').first().waitFor(),
    compare.getByRole('link', { name: newest.title }).waitFor(),
    unclaimed.getByRole('heading', { name: 'ledger' }).waitFor(),
    sources.waitForFunction(text => [...document.querySelectorAll('tr')].every(row => row.textContent !== text), before),
  ]);
  assert.equal(streams, 1);
  assert.deepEqual(problems, []);
  await context.close();
});

test('brackets lead to the change before and after, c copies its SHA, and single keys can be turned off', async () => {
  const { page, context } = await open(`/delivery/changes/${commitOf('cart', voucher.title)}`);
  const isShown = title => page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await isShown(voucher.title);
  await page.keyboard.press('[');
  await isShown(retry.title);
  await page.getByRole('link', { name: 'The change after' }).waitFor();
  await page.keyboard.press(']');
  await isShown(voucher.title);
  await page.keyboard.press('c');
  await page.getByText(`Copied ${commitOf('cart', voucher.title).slice(0, 7)}`).waitFor();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await keys.waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await keys.getByText('Single keys act').click();
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await page.keyboard.press('[');
  await page.reload();
  await isShown(voucher.title);
  await page.getByRole('button', { name: 'Keys' }).click();
  assert.equal(await keys.getByRole('switch').isChecked(), false);
  await keys.getByText('Single keys act').click();
  await context.close();
});

const compared = '/delivery/compare?service=component:default/cart&from=dev&to=production';

const places = [
  ['the Delivery tab', TAB, page => rowOf(page, voucher.title).waitFor()],
  ['the change page', `/delivery/changes/${commitOf('cart', voucher.title)}`, page => page.getByText('What happened').waitFor()],
  ['the comparison', compared, page => page.getByRole('region', { name: 'Would go' }).waitFor()],
  ['the sources', '/delivery/sources', page => page.getByRole('rowheader').first().waitFor()],
  ['what is unclaimed', '/delivery/unclaimed', page => page.getByRole('heading', { name: 'billing' }).waitFor()],
];

for (const [name, address, wait] of places) {
  for (const [theme, width] of [
    ['light', 1440],
    ['light', 390],
    ['dark', 1440],
    ['dark', 390],
  ]) {
    test(`axe finds nothing serious on ${name}, ${theme}, ${width} pixels`, async () => {
      const { page, context } = await open(address, { theme, width });
      await wait(page);
      assert.deepEqual(await findBarriers(page), []);
      await context.close();
    });
  }

  for (const width of [390, 320, 720]) {
    test(`nothing scrolls sideways on ${name} at ${width} pixels`, async () => {
      const { page, context } = await open(address, { width });
      await wait(page);
      assert.equal(await scrollsSideways(page), false);
      await context.close();
    });
  }
}
