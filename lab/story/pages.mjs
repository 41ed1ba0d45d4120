// The pages as the owner sees them in Chromium.
import { launchChromium } from '../../e2e/harness/chromium.mjs';

const SIZE = { width: 1440, height: 900 };

/** Signs in by the owner's one-time link and opens the fleet; other pages are opened beside it and stay open. */
export async function openPages(link) {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: SIZE });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('link', { name: 'Delivery' }).first().click({ timeout: 60_000 });
    const grid = page.getByRole('grid', { name: 'Services by environment' });
    await grid.getByRole('rowheader').first().waitFor({ timeout: 60_000 });
    const beside = {};

    /** Opens an address in the browser tab that is kept under a name. */
    const open = async (name, path) => {
      const address = new URL(path, link).href;
      beside[name] ??= await context.newPage();
      if (beside[name].url() !== address) await beside[name].goto(address);
      return beside[name];
    };

    return {
      close: () => browser.close(),
      services: async () => (await grid.getByRole('rowheader').allInnerTexts()).map(text => text.split('\n')[0]),
      /** What stands in a service's cell: its word, and the whole text. */
      cell: (service, environment) =>
        grid.evaluate(
          (element, wanted) => {
            const heads = [...element.querySelectorAll('[role=columnheader]')].map(head => head.textContent.trim().toLowerCase());
            const row = [...element.querySelectorAll('[role=row]')].find(
              candidate => candidate.querySelector('[role=rowheader] b')?.textContent === wanted.service,
            );
            const cell = row?.querySelectorAll('[role=gridcell]')[heads.indexOf(wanted.environment) - 1];
            return { word: cell?.querySelector('[data-word]')?.dataset.word, text: cell?.innerText ?? 'the page has no such cell' };
          },
          { service, environment },
        ),
      /** Opens a tab of a service's entity. */
      openTab: (service, tab = 'delivery') => open(`${tab} of ${service}`, `/catalog/default/component/${service}/${tab}`),
      openChange: name => open('change', `/delivery/changes/${name}`),
      openSources: () => open('sources', '/delivery/sources'),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** What the rail of a commit says on a page: the text of each of its steps, spoken words included; empty where there is no rail. */
export const railOn = (page, commit) =>
  page.evaluate(
    start => [...document.querySelectorAll(`ol[aria-label^="${start}"] > li`)].map(step => step.textContent),
    `Way of ${commit.slice(0, 7)}`,
  );

/** What the tile of an environment says on a Delivery tab; empty on other pages. */
export const tileOn = (page, environment) =>
  page.evaluate(
    name => document.querySelector(`[aria-label="What runs where"] section[aria-label="${name}"]`)?.innerText ?? '',
    environment,
  );

/** Waits until a page's text has all of some words. */
export const shows = (page, ...words) =>
  page
    .waitForFunction(all => all.every(word => document.body.innerText.includes(word)), words, { timeout: 60_000 })
    .catch(async () => {
      const text = await page.locator('body').innerText();
      throw new Error(
        `${page.url()} does not say ${words.map(word => `'${word}'`).join(' and ')} within 60 s; it says: ${text.slice(0, 1500)}`,
      );
    });
