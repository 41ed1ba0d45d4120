import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway } from '../harness/slipway.mjs';
import { findBarriers, openPage, scrollsSideways } from './page.mjs';

const ada = { user: 'user:default/ada', name: 'Ada Lovelace', role: 'Developer, Engine team' };
let slipway;
let browser;

before(async () => {
  const target = fileURLToPath(new URL('./people.yaml', import.meta.url));
  const config = { catalog: { locations: [{ type: 'file', target }] }, auth: { providers: { demo: { people: [ada] } } } };
  [slipway, browser] = await Promise.all([startSlipway({ config }), launchChromium()]);
});

after(async () => {
  await browser?.close();
  await slipway?.stop();
});

test('in the demo one picks who to be, stays that person, and can pick another after signing out', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(slipway.url);
  await page.getByRole('heading', { name: 'Who do you want to be?' }).waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await page.setViewportSize({ width: 320, height: 700 });
  assert.equal(await scrollsSideways(page), false);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
  await page.locator(`[title="${ada.user}"]`).waitFor();
  await page.reload();
  await page.locator(`[title="${ada.user}"]`).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Who do you want to be?' }).waitFor();
  await context.close();
});

test('what a proxy forwards, or asks for under another name, is refused everywhere', async () => {
  const status = (path, headers) =>
    new Promise((resolve, reject) => {
      const request = http.get(`${slipway.url.replace('localhost', '127.0.0.1')}${path}`, { headers }, response => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
    });
  for (const path of ['/', '/api/auth/sign-in/ways', '/api/auth/demo/refresh', '/api/delivery/services']) {
    const authorization = `Bearer ${slipway.token}`;
    assert.equal(await status(path, { host: 'slipway.example.com', authorization }), 403, path);
    assert.equal(await status(path, { 'x-forwarded-for': '10.0.0.1', authorization }), 403, path);
  }
  assert.equal(await status('/api/auth/sign-in/ways', {}), 200);
});
