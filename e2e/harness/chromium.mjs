import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const run = promisify(execFile);
const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function findInstalled() {
  const asked = process.env.SLIPWAY_CHROMIUM;
  if (asked && !fs.existsSync(asked)) throw new Error(`SLIPWAY_CHROMIUM names ${asked}, which does not exist`);
  return [asked, ...known, chromium.executablePath()].find(file => file && fs.existsSync(file));
}

/** Each way to get a Chromium; the first that leads to one ends the search. */
function listWays() {
  const playwright = ['node_modules/playwright-core/cli.js', 'install', 'chromium'];
  const ways = [[process.execPath, playwright]];
  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get'))
    ways.unshift([
      'sh',
      ['-c', 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium'],
    ]);
  return ways;
}

/** The path of a Chromium: the one that is there, else one that this installs. */
export async function findChromium() {
  const reasons = [];
  for (const [command, args] of listWays()) {
    const found = findInstalled();
    if (found) return found;
    process.stderr.write('No Chromium found; installing one\n');
    await run(command, args, { timeout: 600_000 }).catch(error => reasons.push(error.message.split('\n')[0]));
  }
  const found = findInstalled();
  if (found) return found;
  throw new Error(
    `No Chromium is there and none could be installed (${reasons.join('; ')}): install one with 'apt-get install chromium' or 'npx playwright-core install chromium', or set SLIPWAY_CHROMIUM to its path`,
  );
}

/** A headless Chromium that speaks to this machine alone. */
export async function launchChromium() {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({
    executablePath: await findChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet,
  });
}
