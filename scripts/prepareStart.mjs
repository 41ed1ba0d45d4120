import { chooseAddress, inspectConfig, writeSettings } from './config/settings.mjs';
import { demoSettings, wantsDemo } from './demo.mjs';
import { checkPort } from './ports.mjs';
import { chooseDatabase, holdData, startDatabase } from './session.mjs';
import { setUp } from './setUp.mjs';

/**
 * Takes the data folder, sets the checkout up, starts the database and writes the settings: all that comes before Slipway itself.
 * @param {ReturnType<typeof import('./options.mjs').readOptions>} options
 * @param {string} [frontendUrl] where the pages are served, if not by the backend
 */
export async function prepareStart(options, frontendUrl) {
  const held = await holdData(options);
  if (options.port) await checkPort(options.port);
  const { backendDir, portalDir } = await setUp();
  const demo = wantsDemo(options) ? demoSettings(options.dataDir) : undefined;
  const place = await chooseDatabase(options, Boolean(demo));
  const { secrets } = place;
  const [connection, found] = await Promise.all([startDatabase(held, place), inspectConfig(options, backendDir)]);
  const address = chooseAddress(options, found);
  await checkPort(address.port, address.host);
  const args = writeSettings({ options, portalDir, found, address, secrets, connection, demo, frontendUrl });
  return { mark: held.mark, backendDir, secrets, address, args, demo };
}
