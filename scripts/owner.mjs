import path from 'node:path';
import { readIfThere } from './checkout.mjs';
import { readHolder } from './lock.mjs';
import { Problem } from './problem.mjs';

/**
 * A link that signs the owner in once, within ten minutes.
 * @param {{ port: number, url: string }} address url: what the pages are called
 * @param {string} key
 */
export async function mintLink({ port, url }, key) {
  let response;
  try {
    response = await fetch(`http://127.0.0.1:${port}/api/auth/owner/codes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(15_000),
    });
  } catch (error) {
    throw new Problem(
      `Slipway does not answer on port ${port} (${error.cause?.code ?? error.name}): wait for its ready line, and ask again.`,
    );
  }
  if (!response.ok)
    throw new Problem(`Slipway on port ${port} gives no sign-in link: ${response.status} ${(await response.text()).slice(0, 200)}`);
  const { code } = await response.json();
  return `${url}/#code=${code}`;
}

export const describeLink = link => `Sign in as the owner (once, within 10 minutes): ${link}`;

/** Asks the Slipway that runs on a data folder for a link. */
export async function askRunning(dataDir) {
  const holder = readHolder(path.join(dataDir, 'lock'));
  if (!holder) throw new Problem(`No Slipway runs on ${dataDir}: start it with npm start (or pass its --data).`);
  const address = readIfThere(path.join(dataDir, 'address.json'));
  const key = readIfThere(path.join(dataDir, 'owner-key'))?.trim();
  if (!address || !key) throw new Problem('Slipway is still starting: wait for its ready line, and ask again.');
  return mintLink(JSON.parse(address), key);
}
