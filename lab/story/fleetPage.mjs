// The Delivery page as the owner sees it in Chromium.
import { launchChromium } from '../../e2e/harness/chromium.mjs';

/** Signs in by the owner's one-time link and opens the fleet. */
export async function openFleetPage(link) {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(link);
    await page.getByRole('link', { name: 'Delivery' }).first().click({ timeout: 60_000 });
    const grid = page.getByRole('grid', { name: 'Services by environment' });
    await grid.getByRole('rowheader').first().waitFor({ timeout: 60_000 });

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
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
