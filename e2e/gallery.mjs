// Takes pictures of the running product: npm run gallery [-- [FOLDER] [--many N] [--only NAME] [--extremes]]. Look at them after every
// change of a page. With --extremes: nine environments, very long names, versions that are commits, in grey, at 320 and 720 pixels.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { commitOf } from './changes.mjs';
import { listExtremeEntities, listExtremes, longestChange, nine } from './gallery/extremes.mjs';
import { demoPages } from './gallery/demoPages.mjs';
import { listEntities, listEvents, listManyEvents } from './gallery/organisation.mjs';
import { launchChromium } from './harness/chromium.mjs';
import { startSlipway } from './harness/slipway.mjs';
import { post } from './observations.mjs';

const BATCH = 500;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { many: { type: 'string' }, only: { type: 'string' }, extremes: { type: 'boolean' } },
});
const folder = path.resolve(positionals[0] ?? '.slipway/gallery');
fs.mkdirSync(folder, { recursive: true });

const entities = path.join(folder, 'catalog.yaml');
fs.writeFileSync(entities, values.extremes ? listExtremeEntities() : listEntities());
// Nothing answers there: the sources page has one that tries again.
const unreachable = { name: 'eu-west', kubernetes: { url: 'http://127.0.0.1:9', token: 'none' } };
let slipway = await startSlipway({
  config: {
    catalog: { locations: [{ type: 'file', target: entities }] },
    delivery: { argocd: [unreachable], ...(values.extremes && { environments: nine }) },
  },
});
const browser = await launchChromium();

async function openPage(session, { theme = 'light', width = 1440, height = 900 } = {}) {
  const context = await browser.newContext({
    storageState: session,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

const sizes = [
  ['wide', 1440, 900],
  ['narrow', 390, 844],
];
/** What a page has to bear beside its usual sizes: the smallest window, and a usual one at twice the size. */
const extremeSizes = [...sizes, ['320', 320, 700], ['zoomed', 720, 450]];

async function take(session, name, { address = '/delivery', wait, act, ...view } = {}) {
  if (values.only && !name.startsWith(values.only)) return;
  for (const theme of ['light', 'dark']) {
    for (const [size, width, height] of values.extremes ? extremeSizes : sizes) {
      const page = await openPage(session, { theme, width, height, ...view });
      await page.goto(`${slipway.url}${address}`);
      await wait(page);
      await act?.(page);
      const picture = more => ({ path: path.join(folder, `${name}-${theme}-${size}${more}.png`), fullPage: width < 1024 });
      await page.screenshot(picture(''));
      if (values.extremes && theme === 'light' && size === 'wide') {
        await page.addStyleTag({ content: 'html { filter: grayscale(1) }' });
        await page.screenshot(picture('-grey'));
      }
      await page.context().close();
    }
  }
}

async function postAll(events) {
  for (let start = 0; start < events.length; start += BATCH) await post(slipway, events.slice(start, start + BATCH));
}

async function takeExtremes(session) {
  await postAll(listExtremes());
  const settled = page => page.getByRole('row').filter({ hasText: 'ledger' }).waitFor();
  await take(session, 'empty-filter', { address: '/delivery?state=motion&q=ledger', wait: page => page.getByText('No service').waitFor() });
  await take(session, 'home', { address: '/', wait: page => page.getByRole('region', { name: 'Deployed lately' }).waitFor() });
  await take(session, 'catalog', { address: '/catalog', wait: page => page.getByText('6.2.8').waitFor() });
  await take(session, 'system', { address: '/catalog/default/system/checkout', wait: page => page.getByText('6.2.8').waitFor() });
  await take(session, 'overview', {
    address: '/catalog/default/component/cart',
    wait: page => page.getByRole('heading', { name: 'Dependencies' }).waitFor(),
  });
  await take(session, 'fleet', { wait: settled });
  await take(session, 'fleet-opened', {
    wait: settled,
    act: async page => {
      await page.locator('[data-column="1"]').first().click();
      await page.getByRole('gridcell').getByText('preproduction').first().waitFor();
    },
  });
  await take(session, 'fleet-keys', {
    wait: settled,
    act: async page => {
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
  });
  const tab = '/catalog/default/component/ledger/delivery';
  const title = page => page.getByRole('link', { name: 'Let the customer choose' }).waitFor();
  await take(session, 'tab', { address: tab, wait: title });
  await take(session, 'change-sheet', {
    address: `${tab}?change=${longestChange}`,
    wait: page => page.getByRole('dialog').getByRole('heading', { name: 'Environments' }).waitFor(),
  });
  await take(session, 'change', {
    address: `/delivery/changes/${longestChange}`,
    wait: page => page.getByRole('heading', { name: 'What happened' }).waitFor(),
  });
  await take(session, 'compare', {
    address: '/delivery/compare?service=component:default/ledger',
    wait: page => page.getByRole('group', { name: 'Environments' }).waitFor(),
  });
  await take(session, 'sources', { address: '/delivery/sources', wait: page => page.getByRole('rowheader').first().waitFor() });
}

async function takeUsual(session) {
  await postAll(listEvents());
  const settled = async page => {
    await page.getByText('6.3.0').waitFor();
    await page.getByText('Live').first().waitFor();
  };
  await take(session, 'fleet', { wait: settled });
  await take(session, 'no-match', {
    address: '/delivery?q=zebra',
    wait: page => page.getByRole('button', { name: 'Clear filter' }).waitFor(),
  });
  await take(session, 'fleet-sorted', { address: '/delivery?sort=health', wait: settled });
  await take(session, 'fleet-commit', {
    address: `/delivery?q=${commitOf('checkout-api', 'Cap retry budget for callbacks')}`,
    wait: page => page.getByRole('link', { name: 'Go to change' }).waitFor(),
  });
  const sheet = page => page.getByRole('dialog').getByRole('heading', { name: 'Recent deployments' }).waitFor();
  await take(session, 'service', { address: '/delivery?service=component:default/payments', wait: sheet });
  await take(session, 'service-rollout', { address: '/delivery?service=component:default/checkout-api', wait: sheet });
  await take(session, 'unclaimed', { address: '/delivery?service=unclaimed:legacy-billing', wait: sheet });

  const changes = page => page.getByRole('link', { name: 'Cap retry budget for callbacks' }).waitFor();
  const tab = '/catalog/default/component/checkout-api/delivery';
  await take(session, 'tab', { address: tab, wait: changes });
  await take(session, 'tab-not-linked', {
    address: '/catalog/default/component/payments/delivery',
    wait: page => page.getByRole('link', { name: 'Total per order line' }).waitFor(),
  });
  await take(session, 'tab-no-source', {
    address: '/catalog/default/component/search-api/delivery',
    wait: page => page.getByText('No changes yet').waitFor(),
  });
  const title = 'Apply voucher before shipping cost';
  const commit = commitOf('checkout-api', title);
  await take(session, 'change-sheet', {
    address: `${tab}?change=${commit}`,
    wait: page => page.getByRole('dialog').getByRole('heading', { name: 'Environments' }).waitFor(),
  });
  await take(session, 'change', {
    address: `/delivery/changes/${commit}`,
    wait: page => page.getByRole('heading', { name: title, level: 1 }).waitFor(),
  });
  for (const [name, searched, heading] of [
    ['change-failed', commitOf('checkout-api', 'Upgrade to Fastify 5'), 'Upgrade to Fastify 5'],
    ['change-ambiguous', 'c0ffee1', 'Which one is meant?'],
    ['change-unknown', 'deadbee', 'deadbee is not on the record'],
  ])
    await take(session, name, {
      address: `/delivery/changes/${searched}`,
      wait: page => page.getByRole('heading', { name: heading }).waitFor(),
    });
  const compare = (from, to) => `/compare?service=component:default/checkout-api&from=${from}&to=${to}`;
  const configured = page => page.getByRole('region', { name: 'Configuration' }).waitFor();
  await take(session, 'compare', { address: `/delivery${compare('dev', 'production')}`, wait: configured, height: 1800 });
  await take(session, 'compare-back', { address: `/delivery${compare('production', 'staging')}`, wait: configured });
  await take(session, 'sources', { address: '/delivery/sources', wait: page => page.getByRole('rowheader').first().waitFor() });
  await take(session, 'unclaimed-list', {
    address: '/delivery/unclaimed',
    wait: page => page.getByRole('heading', { name: 'legacy-billing' }).waitFor(),
  });
  await take(session, 'access', { address: '/access', wait: page => page.getByRole('heading', { name: 'Your roles' }).waitFor() });
  await take(session, 'access-tokens', {
    address: '/access/tokens',
    wait: page => page.getByRole('heading', { name: 'In the configuration' }).waitFor(),
  });

  if (values.many) {
    await postAll(listManyEvents(Number(values.many)));
    await take(session, 'many', { address: '/delivery?q=unit', wait: page => page.getByText('unitaaaa').waitFor() });
  }
}

/** The pages of the demo, as the people see them for whom they are. */
async function takeDemo() {
  await slipway.stop();
  slipway = await startSlipway({ demo: true });
  await take(undefined, 'demo-picker', { address: '/', wait: page => page.getByRole('button', { name: /Priya Raman/ }).waitFor() });
  for (const [person, pages] of Object.entries(demoPages)) {
    const first = await openPage();
    await first.goto(slipway.url);
    await first.getByRole('button', { name: new RegExp(person) }).click();
    await first.getByRole('button', { name: 'Sign out' }).waitFor();
    const session = await first.context().storageState();
    for (const { name, address, shows } of pages)
      await take(session, `demo-${name}`, {
        address,
        // On a narrow page some of it is there twice, and hidden once.
        wait: page => page.locator('#content').getByText(shows).filter({ visible: true }).first().waitFor({ timeout: 120_000 }),
      });
  }
}

try {
  await take(undefined, 'signed-out', { address: '/', wait: page => page.getByRole('heading', { name: 'You are signed out' }).waitFor() });
  const first = await openPage();
  await first.goto(slipway.link);
  await first.getByRole('heading', { name: 'Nothing waits for you', level: 1 }).waitFor();
  const session = await first.context().storageState();
  await (values.extremes ? takeExtremes(session) : takeUsual(session));
  if (!values.extremes && (values.only ?? 'demo').startsWith('demo')) await takeDemo();
} finally {
  await browser.close();
  await slipway.stop();
}
