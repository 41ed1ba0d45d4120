// npm run lab: the real parts on this machine, seeded, with Slipway connected to them.
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCommand } from '../scripts/problem.mjs';
import { endProcesses, findMarked } from '../scripts/processes.mjs';
import { elapsed, say } from '../scripts/progress.mjs';
import { binary, buildParts } from './build.mjs';
import { Processes, portReleased } from './processes.mjs';
import { seedLab } from './seed.mjs';
import { checkout } from './seeds.mjs';
import { startPart, startParts } from './startParts.mjs';

export const defaultFolder = join(checkout, '.slipway', 'lab');

/** Starts Slipway on the lab's configuration and waits until it is ready. */
export async function startSlipway(processes) {
  startPart(processes, 'slipway');
  await slipwayReady(processes);
}

/** Waits for Slipway's ready line; its first start installs and builds. */
export const slipwayReady = processes =>
  processes.until(
    'slipway',
    'Slipway to be ready',
    see => {
      see(processes.tail('slipway', 3));
      return processes.written('slipway').includes('Slipway is ready at');
    },
    900,
  );

/** The backend and the database of the lab's Slipway, which may outlive a launcher that was killed. */
export function startedBySlipway(folder) {
  const data = join(folder, 'slipway');
  return existsSync(data) ? findMarked(`start:${realpathSync(data)}`) : [];
}

/** Ends an earlier lab in the folder, whatever state it is in; returns how many of its processes were running. */
export async function bringDown(folder) {
  const processes = new Processes(folder);
  const stopped = await processes.stopAll();
  await endProcesses(startedBySlipway(folder), 'SIGTERM', 10_000);
  if (stopped) say(`Stopped ${stopped} processes of the lab`);
  for (const port of stopped ? Object.values(processes.state.ports) : []) await portReleased(port);
  return stopped;
}

/** Builds, starts and seeds a fresh lab in the folder. */
export async function bringUp(folder, { slipway = true } = {}) {
  await buildParts();
  await bringDown(folder);
  rmSync(folder, { recursive: true, force: true });
  const processes = new Processes(folder);
  processes.save();
  await startParts(processes);
  await seedLab(processes);
  if (slipway) await startSlipway(processes);
  return processes;
}

/** What is where, for a person. */
export function describe(processes, slipway) {
  const {
    folder,
    state: { ports, secrets },
  } = processes;
  const link = slipway && /http:\S+#\S+/.exec(processes.written('slipway'))?.[0];
  const rows = [
    ...(slipway ? [['Slipway', `http://localhost:${ports.slipway}${link ? ` (owner's link: ${link})` : ''}`]] : []),
    ['Argo CD', `http://127.0.0.1:${ports.argocd} (API only; admin, ${secrets.argocdPassword})`],
    ['Git host', `http://127.0.0.1:${ports.gitea}/shop/gitops (lab, ${secrets.giteaPassword})`],
    ['Clones', join(folder, 'clones')],
    ['Kubernetes', `https://127.0.0.1:${ports.apiServer}`],
    ['kubectl', `${binary('kubernetes', 'kubectl')} --kubeconfig ${join(folder, 'kubernetes/kubeconfig')} get applications`],
    ['Settings', join(folder, 'app-config.lab.yaml')],
    ['Logs', join(folder, 'logs')],
  ];
  return rows.map(([name, value]) => `  ${name.padEnd(11)} ${value}`).join('\n');
}

async function main() {
  const { values } = parseArgs({
    options: { down: { type: 'boolean' }, 'no-slipway': { type: 'boolean' }, data: { type: 'string' }, help: { type: 'boolean' } },
  });
  const folder = values.data ? resolve(values.data) : defaultFolder;
  if (values.help) {
    say(
      'npm run lab -- [--down] [--no-slipway] [--data DIR]\n  --down        stop the lab\n  --no-slipway  start everything but Slipway\n  --data DIR    keep the lab in DIR instead of .slipway/lab',
    );
  } else if (values.down) {
    if (!(await bringDown(folder))) say('The lab is not running');
  } else {
    const slipway = !values['no-slipway'];
    const processes = await bringUp(folder, { slipway });
    say(`${describe(processes, slipway)}\nThe lab is ready (${elapsed()}). Stop it with: npm run lab -- --down`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runCommand(main);
