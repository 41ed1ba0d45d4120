import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launchChromium } from '../harness/chromium.mjs';
import { startSlipway } from '../harness/slipway.mjs';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const application = {
  specversion: '1.0',
  id: 'story-1',
  source: 'story',
  type: 'dev.slipway.application.observed.v1',
  time: '2026-01-02T03:04:05.000Z',
  datacontenttype: 'application/json',
  data: {
    order: { epoch: '1', position: '1' },
    facts: {
      instance: 'main',
      uid: '3b0c8a52-0001-4000-8000-000000000001',
      namespace: 'argocd',
      name: 'checkout-production',
      project: 'default',
      applicationSet: null,
      labels: {},
      annotations: {},
      destination: { server: 'https://kubernetes.default.svc', namespace: 'checkout' },
      sources: [{ repoURL: 'https://git.example.com/shop/gitops.git', path: 'checkout/production' }],
      autoSync: true,
      deleting: false,
      operationPending: false,
      sync: 'Synced',
      health: 'Degraded',
      revisionList: [{ source: 'https://git.example.com/shop/gitops.git', revision: 'a'.repeat(40), kind: 'git' }],
      operation: null,
      operationRevisions: [],
      lastDeployedRevisions: ['a'.repeat(40)],
      history: 1,
      images: ['registry.example.com/checkout:1.4.0'],
      conditions: [],
      workloads: [],
      failingResources: [],
    },
  },
};

let slipway;
let browser;
before(async () => {
  browser = await launchChromium();
  slipway = await startSlipway();
});
after(async () => {
  await browser?.close();
  await slipway?.stop();
});

async function postApplication() {
  const response = await slipway.request('/api/delivery/events', {
    body: application,
    headers: { 'content-type': 'application/cloudevents+json' },
  });
  return { status: response.status, body: await response.json() };
}

test('an observation is taken once, and is a duplicate the second time', async () => {
  assert.deepEqual(await postApplication(), { status: 202, body: { accepted: 1, duplicates: 0, rejected: [] } });
  assert.deepEqual(await postApplication(), { status: 202, body: { accepted: 0, duplicates: 1, rejected: [] } });
});

test('the one-time link signs the owner in, and the observation is a row of the page', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const errors = [];
  page.on('pageerror', error => errors.push(error.message));
  await page.goto(slipway.link);
  await page.waitForURL(url => !url.hash.includes('code='), { timeout: 30_000 });
  await page.goto(`${slipway.url}/delivery`);
  await page
    .getByText('checkout-production')
    .or(page.getByText('checkout', { exact: true }))
    .first()
    .waitFor({ timeout: 30_000 });
  await page.getByText('Degraded').first().waitFor({ timeout: 30_000 });
  await page.addScriptTag({ path: axePath });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const serious = violations.filter(each => ['serious', 'critical'].includes(each.impact));
  assert.deepEqual(
    serious.map(each => `${each.id}: ${each.nodes.map(node => node.target.join(' ')).join(', ')}`),
    [],
  );
  assert.deepEqual(errors, []);
  await page.close();
});

test('a used link signs nobody in', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(slipway.link);
  await page
    .getByText(/--link/)
    .first()
    .waitFor({ timeout: 30_000 });
  await context.close();
});
