import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway } from '../harness/slipway.mjs';
import { findBarriers, openPage, scrollsSideways } from './page.mjs';

let slipway;
let browser;
let owner;
let ada;

async function signIn(address, act) {
  const { page, context } = await openPage(browser);
  await page.goto(address);
  await act(page);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  const session = await context.storageState();
  await context.close();
  return session;
}

before(async () => {
  const target = fileURLToPath(new URL('./people.yaml', import.meta.url));
  const people = [{ user: 'user:default/ada', name: 'Ada Lovelace', role: 'Developer' }];
  const config = { catalog: { locations: [{ type: 'file', target }] }, auth: { providers: { demo: { people } } } };
  [slipway, browser] = await Promise.all([startSlipway({ config }), launchChromium()]);
  owner = await signIn(slipway.link, async () => {});
  ada = await signIn(slipway.url, page => page.getByRole('button', { name: /Ada Lovelace/ }).click());
});

after(async () => {
  await browser?.close();
  await slipway?.stop();
});

const open = async (session, address, options = {}) => {
  const opened = await openPage(browser, { session, ...options });
  await opened.page.goto(`${slipway.url}${address}`);
  return opened;
};

/** Hands in that a build ran, as CI does. */
const handIn = async token => {
  const response = await fetch(`${slipway.url}/api/delivery/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      specversion: '1.0',
      id: 'shop/cart/4711',
      source: 'ci/jenkins',
      type: 'dev.slipway.run.observed.v1',
      data: {
        order: { epoch: '1', position: '3' },
        facts: {
          repository: 'git.example.com/shop/cart',
          runId: '4711',
          attempt: 1,
          number: 4711,
          workflow: 'build',
          head: '0123456789abcdef0123456789abcdef01234567',
          branch: 'main',
          status: 'completed',
          conclusion: 'success',
          startedAt: '2026-03-01T10:00:00Z',
          updatedAt: '2026-03-01T10:02:36Z',
          url: 'https://ci.example.com/job/cart/4711',
        },
      },
    }),
  });
  return { status: response.status, body: await response.json() };
};

test('a person reads what they may, by which rule, and what is in the way', async () => {
  const { page, context, problems } = await open(ada, '/access');
  await page.getByText('You have the role member.').waitFor();
  const row = name => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await row(/catalog\.entity\.read/)
    .getByText('Yes')
    .waitFor();
  await row(/catalog\.entity\.delete/)
    .getByText('For some')
    .waitFor();
  const refused = row(/access\.token\.create/);
  await refused.getByText('No', { exact: true }).waitFor();
  assert.match(await refused.textContent(), /the role platform, which you do not have.*default\.yaml:\d+/);
  assert.equal(await page.getByRole('link', { name: 'Tokens of machines' }).count(), 0);
  await page.getByRole('combobox', { name: 'About an entity' }).fill('ada');
  await page.getByRole('option', { name: 'ada' }).click();
  await page.getByRole('heading', { name: 'About user:default/ada' }).waitFor();
  assert.match(page.url(), /entity=user%3Adefault%2Fada/);
  await row(/catalog\.entity\.delete/)
    .getByText('No', { exact: true })
    .waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

test('the inside of Slipway is there for those alone who may see it', async () => {
  const nav = page => page.getByRole('navigation', { name: 'Main' });
  const mine = await open(ada, '/access');
  await nav(mine.page).getByRole('link', { name: 'Access' }).waitFor();
  assert.equal(await nav(mine.page).getByRole('link', { name: 'Inside Slipway' }).count(), 0);
  await mine.context.close();
  const owned = await open(owner, '/access');
  await owned.page.getByText('You own this installation, and may everything.').first().waitFor();
  await nav(owned.page).getByRole('link', { name: 'Inside Slipway' }).click();
  await owned.page.getByRole('heading', { name: 'DevTools' }).waitFor();
  await owned.context.close();
});

test('a token is made, hands in an event, and is refused once it is revoked', async () => {
  const { page, context, problems } = await open(owner, '/access');
  const asked = [];
  page.on('request', request => asked.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.getByRole('link', { name: 'Tokens of machines' }).click();
  await page.getByText('No token was made here yet.').waitFor();
  await page.getByRole('button', { name: 'Make a token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('jenkins');
  await dialog.getByRole('textbox', { name: 'Types of events' }).fill('dev.slipway.run.*');
  await dialog.getByRole('textbox', { name: 'About repositories' }).fill('git.example.com/shop/*');
  assert.deepEqual(await findBarriers(page), []);
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  const token = await dialog.locator('code').textContent();
  assert.match(token, /^slw_/);
  assert.deepEqual(await findBarriers(page), []);
  await dialog.getByRole('button', { name: 'I have it' }).click();
  const row = page.getByRole('row').filter({ hasText: 'jenkins' });
  await row.getByText('events dev.slipway.run.* about git.example.com/shop/*').waitFor();

  const taken = await handIn(token);
  assert.equal(taken.status, 202, JSON.stringify(taken.body));
  await page.reload();
  await row.getByText('never').waitFor({ state: 'detached' });
  assert.equal((await page.content()).includes(token), false);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.equal(kept.includes(token) || asked.some(request => request.includes(token)), false);

  await row.getByRole('button', { name: 'Revoke jenkins' }).click();
  await dialog.getByText('It no longer hands in events dev.slipway.run.*', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
  await row.getByText('Revoked').waitFor();
  const refused = await handIn(token);
  assert.equal(refused.status, 401);
  assert.match(refused.body.error.message, /'jenkins' was revoked on .* by user:default\/owner; ask for another/);
  await page.getByRole('rowheader', { name: /^local-scripts/ }).waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

for (const theme of ['light', 'dark']) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing serious on the pages of access, ${theme}, ${width} pixels`, async () => {
      const { page, context } = await open(owner, '/access', { theme, width });
      await page.getByText('You own this installation, and may everything.').first().waitFor();
      for (const settled of ['Your roles', 'In the configuration']) {
        await page.getByRole('heading', { name: settled }).waitFor();
        assert.deepEqual(await findBarriers(page), []);
        assert.equal(await scrollsSideways(page), false);
        await page.getByRole('link', { name: 'Tokens of machines' }).click();
      }
      await context.close();
    });
  }
}
