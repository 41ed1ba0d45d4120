// Kills one first start five times and one second start five times, each time
// resuming; the next start has to reach ready: node killStart.mjs [--seed N]
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/checkout.mjs';
import { endProcesses, findMarked, until } from '../../scripts/processes.mjs';
import { say } from '../../scripts/progress.mjs';

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
let state = Number(values.seed ?? Date.now() % 1_000_000);
say(`Kill check with --seed ${state}`);

/** Mulberry32: numbers from 0 to 1 that follow from the seed. */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slipway-kill-'));
const checkout = path.join(folder, 'slipway');
const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
for (const file of files.split('\0').filter(name => name && fs.existsSync(path.join(root, name))))
  fs.cpSync(path.join(root, file), path.join(checkout, file));

/** A free port below those that the system gives to outgoing connections, one of which might take it between two starts. */
async function choosePort() {
  const wanted = 10_000 + Math.floor(random() * 20_000);
  const isFree = await new Promise(resolve => {
    const server = net.createServer().once('error', () => resolve(false));
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  return isFree ? wanted : choosePort();
}
const port = await choosePort();

/** One `npm start`, as a user types it. */
function startSlipway() {
  const child = spawn('npm', ['start', '--', '--port', `${port}`], { cwd: checkout, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const start = { child, printed: '' };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (start.printed += text));
  start.isReady = () => start.printed.includes('Slipway is ready at');
  start.hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return start;
}

const lastLine = start => start.printed.trim().split('\n').at(-1);

async function startAndKill(most) {
  const start = startSlipway();
  const moment = Date.now() + (0.3 + random() * most) * 1000;
  const all = random() < 0.5;
  const due = () => Date.now() >= moment || start.isReady() || start.hasEnded();
  await until('The moment of the kill', 600_000, due, () => lastLine(start));
  if (start.hasEnded()) throw new Error(`A start gave up before it was killed:\n${start.printed}`);
  process.kill(all ? -start.child.pid : start.child.pid, 'SIGKILL');
  say(`  killed ${all ? 'npm and the launcher' : 'npm alone'} at: ${lastLine(start)}`);
}

async function startAndKeep() {
  const start = startSlipway();
  const settled = () => start.isReady() || start.hasEnded();
  await until('The ready line after the kills', 900_000, settled, () => lastLine(start));
  if (!start.isReady()) throw new Error(`The start after the kills gave up:\n${start.printed}`);
  const token = fs.readFileSync(path.join(checkout, '.slipway/service-token'), 'utf8').trim();
  const response = await fetch(`http://127.0.0.1:${port}/api/delivery/services`, { headers: { authorization: `Bearer ${token}` } });
  if (response.status !== 200) throw new Error(`The delivery API answers ${response.status} after the kills`);
  say(`  ${lastLine(start)}`);
  process.kill(-start.child.pid, 'SIGINT');
  await until('Stopping after Ctrl-C', 60_000, start.hasEnded, () => lastLine(start));
  const left = findMarked(`start:${fs.realpathSync(path.join(checkout, '.slipway'))}`);
  if (left.length) throw new Error(`Ctrl-C left ${left.length} processes running`);
}

let passed = 0;
let failed = 0;
for (const [name, most] of [
  ['first start', 75],
  ['second start', 9],
]) {
  say(`A ${name}, killed five times:`);
  try {
    for (let kill = 0; kill < 5; kill++) await startAndKill(most);
    await startAndKeep();
    passed++;
  } catch (error) {
    say(`  ${error.message}`);
    failed++;
  }
}
for (const mark of [`setup:${checkout}`, `start:${path.join(checkout, '.slipway')}`])
  await endProcesses(findMarked(mark), 'SIGKILL', 10_000);
fs.rmSync(folder, { recursive: true, force: true });
say(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
