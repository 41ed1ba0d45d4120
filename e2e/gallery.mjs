// Takes pictures of the running product: node e2e/gallery.mjs [FOLDER] [--many N]. Look at them after every change of a page.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { listEntities, listEvents, listManyEvents } from './gallery/organisation.mjs';
import { launchChromium } from './harness/chromium.mjs';
import { startSlipway } from './harness/slipway.mjs';
import { post } from './observations.mjs';

const BATCH = 500;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { many: { type: 'string' } } });
const folder = path.resolve(positionals[0] ?? '.slipway/gallery');
fs.mkdirSync(folder, { recursive: true });

const entities = path.join(folder, 'catalog.yaml');
fs.writeFileSync(entities, listEntities());
const slipway = await startSlipway({ config: { catalog: { locations: [{ type: 'file', target: entities }] } } });
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

async function take(session, name, { address = '/delivery', wait, ...view } = {}) {
  for (const theme of ['light', 'dark']) {
    for (const [size, width, height] of [
      ['wide', 1440, 900],
      ['narrow', 390, 844],
    ]) {
      const page = await openPage(session, { theme, width, height, ...view });
      await page.goto(`${slipway.url}${address}`);
      await wait(page);
      await page.screenshot({ path: path.join(folder, `${name}-${theme}-${size}.png`) });
      await page.context().close();
    }
  }
}

async function postAll(events) {
  for (let start = 0; start < events.length; start += BATCH) await post(slipway, events.slice(start, start + BATCH));
}

try {
  await take(undefined, 'signed-out', { address: '/', wait: page => page.getByRole('heading', { name: 'You are signed out' }).waitFor() });
  const first = await openPage();
  await first.goto(slipway.link);
  await first.getByRole('heading', { name: 'Delivery', level: 1 }).waitFor();
  const session = await first.context().storageState();

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
  const sheet = page => page.getByRole('dialog').getByRole('heading', { name: 'Recent deployments' }).waitFor();
  await take(session, 'service', { address: '/delivery?service=component:default/payments', wait: sheet });
  await take(session, 'unclaimed', { address: '/delivery?service=unclaimed:legacy-billing', wait: sheet });

  if (values.many) {
    await postAll(listManyEvents(Number(values.many)));
    await take(session, 'many', { address: '/delivery?q=unit', wait: page => page.getByText('unitaaaa').waitFor() });
  }
} finally {
  await browser.close();
  await slipway.stop();
}
