import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway } from '../harness/slipway.mjs';
import { observe, post } from '../observations.mjs';
import { writeEntities } from './entities.mjs';
import { findBarriers, openPage, scrollsSideways } from './page.mjs';

let slipway;
let browser;
let session;

before(async () => {
  const service = (name, more) => ({
    kind: 'Component',
    name,
    annotations: { 'argocd/app-name': `${name}-staging,${name}-production` },
    spec: { type: 'service', lifecycle: 'production', owner: 'checkout', system: 'shop', ...more },
  });
  const entities = writeEntities([
    { kind: 'Group', name: 'checkout', spec: { type: 'team', children: [] } },
    { kind: 'System', name: 'shop', spec: { owner: 'checkout' } },
    service('cart', { dependsOn: ['component:pricing', 'component:nowhere'] }),
    service('pricing'),
  ]);
  const config = { catalog: { locations: [{ type: 'file', target: entities }] } };
  [slipway, browser] = await Promise.all([startSlipway({ config }), launchChromium()]);
  const { page, context } = await openPage(browser);
  await page.goto(slipway.link);
  await page.getByRole('heading', { name: 'Nothing waits for you', level: 1 }).waitFor();
  session = await context.storageState();
  await context.close();
  await post(slipway, [
    ...observe({ service: 'cart', environment: 'production', version: '6.2.8' }),
    ...observe({
      service: 'pricing',
      environment: 'production',
      version: '2.17.4',
      facts: { health: 'Degraded', healthMessage: 'probe failed' },
    }),
    ...observe({ service: 'billing', environment: 'production', version: '0.9.0' }),
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

const rowOf = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

test('the list says of each service what runs, and asks for all of it at once', async () => {
  const { page, context, problems } = await open('/catalog');
  await rowOf(page, 'cart').getByText('6.2.8').waitFor();
  await rowOf(page, 'pricing').getByText('Degraded').waitFor();
  const asked = [];
  page.on('request', request => /delivery\/services\?/.test(request.url()) && asked.push(request.url()));
  await page.reload();
  await rowOf(page, 'cart').getByText('6.2.8').waitFor();
  assert.ok(
    asked.every(url => url.match(/ref=/g)?.length > 1),
    asked.join('\n'),
  );
  assert.deepEqual(problems, []);
  await context.close();
});

test('what runs and belongs to no entity is one click away from the list', async () => {
  const { page, context } = await open('/catalog');
  await page.getByRole('link', { name: /how to claim it/ }).click();
  await page.getByRole('heading', { name: 'billing' }).waitFor();
  await context.close();
});

test('a filter stands in the address, and an empty answer leads back', async () => {
  const { page, context } = await open('/catalog?q=zebra');
  await page.getByRole('heading', { name: 'No services match' }).waitFor();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await rowOf(page, 'cart').waitFor();
  assert.equal(new URL(page.url()).search, '');
  await context.close();
});

test('the head of an entity says owner, lifecycle and production, its overview the health of what it needs', async () => {
  const { page, context, problems } = await open('/catalog/default/component/cart');
  const head = page.locator('header').filter({ has: page.getByRole('heading', { name: 'cart', level: 1 }) });
  await head.getByText('6.2.8').waitFor();
  await head.getByRole('link', { name: 'checkout' }).waitFor();
  const needs = page.getByRole('region', { name: 'Needs', exact: true });
  await needs.getByText('Degraded').waitFor({ state: 'attached' });
  await needs.getByRole('link', { name: 'pricing' }).waitFor();
  await needs.getByText('not in the catalog').waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

test('systems and teams list their services with what runs of them', async () => {
  for (const address of ['/catalog/default/system/shop', '/catalog/default/group/checkout']) {
    const { page, context } = await open(address);
    await rowOf(page, 'cart').getByText('6.2.8').waitFor();
    await context.close();
  }
});

for (const theme of ['light', 'dark']) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing serious in list and overview, ${theme}, ${width} pixels`, async () => {
      for (const address of ['/catalog', '/catalog/default/component/cart', '/catalog/default/system/shop']) {
        const { page, context } = await open(address, { theme, width });
        await page
          .getByText(/6\.2\.8/)
          .first()
          .waitFor();
        await page.getByText('Degraded').first().waitFor({ state: 'attached' });
        assert.deepEqual(await findBarriers(page), [], address);
        assert.equal(await scrollsSideways(page), false, address);
        await context.close();
      }
    });
  }
}
