import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How long a story waits for what a user waits for. */
export const DEADLINE = 30_000;

/**
 * A page of a browser, signed in where a session is given; what went wrong in it is kept for the story to look at.
 * @param {import('playwright-core').Browser} browser
 * @param {{ session?: object, width?: number, theme?: 'light' | 'dark' }} [options]
 */
export async function openPage(browser, { session, width = 1440, theme = 'light' } = {}) {
  const context = await browser.newContext({
    storageState: session,
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(DEADLINE);
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', error => problems.push(error.message));
  return { page, context, problems };
}

/** What axe finds serious or critical on a page, one line each. */
export async function findBarriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}

/** Whether a page scrolls sideways. */
export function scrollsSideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
