import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway } from '../harness/slipway.mjs';
import { findBarriers, openPage, scrollsSideways } from './page.mjs';

let slipway;
let browser;
let session;

before(async () => {
  [slipway, browser] = await Promise.all([startSlipway(), launchChromium()]);
});

after(async () => {
  await browser?.close();
  await slipway?.stop();
});

test('who is signed out reads how to get a link', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(slipway.url);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await page.getByText('npm start -- --link').waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await context.close();
});

test('the link signs in and leaves no code in the address', async () => {
  const { page, context, problems } = await openPage(browser);
  await page.goto(slipway.link);
  await page.getByRole('heading', { name: 'Nothing waits for you', level: 1 }).waitFor();
  assert.equal(page.url(), `${slipway.url}/`);
  session = await context.storageState();
  assert.deepEqual(problems, []);
  await context.close();
});

test('an empty installation says how to connect Argo CD and how to send an event', async () => {
  const { page, context } = await openPage(browser, { session });
  await page.goto(`${slipway.url}/delivery`);
  await page.getByRole('heading', { name: 'No deployments yet' }).waitFor();
  await page.getByRole('heading', { name: 'Connect Argo CD' }).waitFor();
  await page.getByText('kubernetes:', { exact: false }).first().waitFor();
  await page.getByText('/api/delivery/events').waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await page.setViewportSize({ width: 320, height: 700 });
  assert.equal(await scrollsSideways(page), false);
  await context.close();
});

test('the event that an empty page offers is taken and shown at once', async () => {
  const { page, context } = await openPage(browser, { session });
  await page.goto(`${slipway.url}/delivery`);
  const command = await page.getByLabel('event by curl', { exact: true }).textContent();
  assert.match(command, new RegExp(`^curl -X POST ${slipway.url}/api/delivery/events`));
  const answer = await slipway.request('/api/delivery/events', {
    body: JSON.parse(command.match(/-d '([^']*)'/)[1]),
    headers: { 'content-type': 'application/cloudevents+json' },
  });
  assert.deepEqual(await answer.json(), { accepted: 1, duplicates: 0, rejected: [] });
  await page.getByRole('row').filter({ hasText: 'cart' }).getByText('1.0.0').waitFor();
  await context.close();
});

test('a living session signs in silently', async () => {
  const { page, context } = await openPage(browser, { session });
  await page.goto(slipway.url);
  await page.getByRole('heading', { name: 'Nothing waits for you', level: 1 }).waitFor();
  await context.close();
});

test('a link that was used says so', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(slipway.link);
  await page.getByText('This link has been used already', { exact: false }).waitFor();
  assert.equal(new URL(page.url()).hash, '');
  await context.close();
});

test('signing out ends the session', async () => {
  const { page, context } = await openPage(browser, { session });
  await page.goto(`${slipway.url}/delivery`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await context.close();
});
