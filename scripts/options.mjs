import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stateDir } from './checkout.mjs';
import { Problem } from './problem.mjs';

export const help = `npm start -- [options]    installs, builds and serves Slipway on this machine
  --port NUMBER   serve on this port (default 7007, or backend.listen.port of a --config file)
  --data DIR      keep database and secrets in DIR (default .slipway)
  --config FILE   add a configuration file after app-config.yaml; may be given several times
  --no-demo       begin with an empty Slipway; without it the demo organisation is shown until a source is configured
  --reset         drop the database in use, the demo's or your own, before the start; secrets stay
  --link          ask the running Slipway for a new sign-in link, and end
  --help          this text`;

/** @param {string[]} args */
export function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        config: { type: 'string', multiple: true, default: [] },
        'no-demo': { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
        link: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    const [first] = error.message.split('. ');
    throw new Problem(`${first}. See: npm start -- --help`);
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536))
    throw new Problem(`--port wants a number from 1 to 65535, not '${values.port}'.`);
  const config = values.config.map(file => path.resolve(file));
  for (const file of config)
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Problem(`The configuration file ${file} does not exist.`);
  const dataDir = values.data ? path.resolve(values.data) : stateDir;
  return { ...values, port, config, dataDir };
}
