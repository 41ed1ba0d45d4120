import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readIfThere } from './checkout.mjs';
import { Problem } from './problem.mjs';

const linux = process.platform === 'linux';
const bootId = linux && readIfThere('/proc/sys/kernel/random/boot_id')?.trim();

const ps = (...args) => {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return ''; // ps answers "no such process" by its exit code
  }
};

/** When a living process began, so that a reused pid is told apart. */
export function startOf(pid) {
  if (!linux) return ps('-o', 'lstart=', '-p', `${pid}`).trim() || undefined;
  const stat = readIfThere(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields || fields[0] === 'Z') return undefined;
  return `${bootId}/${fields[19]}`;
}

export const identify = pid => ({ pid, started: startOf(pid) });

export const isAlive = who => Boolean(who?.started) && startOf(who.pid) === who.started;

/** The command line of a process, words joined by spaces; '' where unknown. */
export function commandOf(pid) {
  if (!linux) return ps('-o', 'command=', '-p', `${pid}`).trim();
  return readProc(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

function readProc(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return ''; // gone meanwhile, or another user's
  }
}

export function parentOf(pid) {
  if (!linux) return Number(ps('-o', 'ppid=', '-p', `${pid}`));
  const stat = readProc(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** Living processes that were started with this mark by spawnMarked. */
export function findMarked(mark) {
  const wanted = `SLIPWAY_MARK=${mark}`;
  const found = linux
    ? fs
        .readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .filter(pid => readProc(`/proc/${pid}/environ`).split('\0').includes(wanted))
    : ps('-Eaxwwo', 'pid=,command=')
        .split('\n')
        .filter(line => `${line} `.includes(` ${wanted} `))
        .map(line => line.trim().split(' ')[0]);
  return found
    .map(Number)
    .filter(pid => pid !== process.pid)
    .map(identify)
    .filter(isAlive);
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

/** Ends, with all below them, the children that still live. */
export async function endChildren() {
  const left = [...children].map(child => identify(child.pid)).filter(isAlive);
  for (const { pid } of left) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  await endProcesses(left, 'SIGTERM', 10_000);
}

/**
 * Spawns in a session of its own, so that Ctrl-C reaches the launcher alone,
 * and with a mark by which the next start finds it if this one is killed.
 */
export function spawnMarked(mark, command, args, options = {}) {
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { ...process.env, ...options.env, SLIPWAY_MARK: mark },
  });
  children.add(child);
  child.ended = new Promise(resolve => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', error => resolve({ code: -1, error }));
  });
  child.ended.then(() => children.delete(child));
  return child;
}

/**
 * Waits for a state.
 * @template T
 * @param {string} what
 * @param {number} milliseconds
 * @param {() => T | Promise<T>} look answers something true when it is reached
 * @param {() => string} [lastSeen]
 * @returns {Promise<T>}
 */
export async function until(what, milliseconds, look, lastSeen = () => '') {
  const deadline = Date.now() + milliseconds;
  for (let wait = 20; ; wait = Math.min(wait * 1.5, 200)) {
    const answer = await look();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Problem(`${what} took over ${milliseconds / 1000} s; last seen: ${lastSeen() || 'nothing'}`);
    await pause(wait);
  }
}

export function signal(who, name) {
  if (!isAlive(who)) return;
  try {
    process.kill(who.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Asks processes to end, then kills them; answers when all are gone. */
export async function endProcesses(processes, name, patience) {
  const gone = () => !processes.some(isAlive);
  processes.forEach(who => signal(who, name));
  try {
    await until('Stopping', patience, gone);
  } catch {
    processes.forEach(who => signal(who, 'SIGKILL'));
    await until('Killing', 10_000, gone, () =>
      processes
        .filter(isAlive)
        .map(each => commandOf(each.pid))
        .join('; '),
    );
  }
}
