// Slipway as a script on this machine and a person at the browser see it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const startScript = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/** Asks the lab's Slipway with its service token. */
export function slipwayClient({ folder, state: { ports } }) {
  const base = `http://127.0.0.1:${ports.slipway}/api/delivery`;
  const data = join(folder, 'slipway');
  const get = async path => {
    const token = readFileSync(join(data, 'service-token'), 'utf8').trim();
    const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(10_000) });
    const text = await response.text();
    if (!response.ok) throw new Error(`Slipway answers ${response.status} to ${path}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  const all = async path => {
    const items = [];
    let cursor;
    do {
      const page = await get(`${path}?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  };
  return {
    get,
    applications: () => all('/applications'),
    services: () => all('/services'),
    /** The application as the record has it now, or undefined. */
    application: async name => (await get(`/applications?instance=lab&q=${name}`)).items.find(item => item.name === name),
    /** The owner's one-time link, asked of the running Slipway. */
    link() {
      const printed = execFileSync(process.execPath, [startScript, '--link', '--data', data], { encoding: 'utf8' });
      const link = /http:\/\/\S+#\S+/.exec(printed)?.[0];
      if (!link) throw new Error(`No link is in what npm start -- --link prints: ${printed}`);
      return link;
    },
  };
}
