import fs from 'node:fs';
import path from 'node:path';
import { readIfThere } from './checkout.mjs';
import { commandOf, endProcesses, findMarked, identify, isAlive, parentOf, until } from './processes.mjs';

/** The npm that runs this command; without it the command has no user left. */
export function findNpm() {
  if (!process.env.npm_lifecycle_event) return undefined;
  let pid = process.ppid;
  for (let level = 0; level < 3 && pid > 1; level++, pid = parentOf(pid)) if (/\bnpm\b/.test(commandOf(pid))) return identify(pid);
  return undefined;
}

/** The living holder of a lock, or undefined. */
export function readHolder(file) {
  const text = readIfThere(file);
  if (!text) return undefined;
  const holder = JSON.parse(text);
  return isAlive(holder) ? holder : undefined;
}

function take(file, content) {
  const own = `${file}.${process.pid}`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(own, JSON.stringify(content), { mode: 0o600 });
  try {
    fs.linkSync(own, file); // atomic: fails where the lock is held
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    fs.unlinkSync(own);
  }
}

function removeDead(file) {
  const aside = `${file}.${process.pid}.dead`;
  try {
    fs.renameSync(file, aside); // of several, one succeeds
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  const taken = JSON.parse(readIfThere(aside));
  if (isAlive(taken)) fs.renameSync(aside, file);
  else fs.unlinkSync(aside);
}

/**
 * Takes a lock file. Processes that carry the mark and that a killed holder
 * left behind are ended first.
 * @param {string} file
 * @param {{ mark: string, onHeld: (holder: object) => Promise<void> | void }} options
 *   onHeld throws, or answers to try again
 * @returns {Promise<() => void>} releases the lock
 */
export async function takeLock(file, { mark, onHeld }) {
  const content = { ...identify(process.pid), npm: findNpm() };
  while (!take(file, content)) {
    const holder = readHolder(file);
    if (!holder) removeDead(file);
    else if (holder.npm && !isAlive(holder.npm))
      await endProcesses([holder], 'SIGTERM', 15_000); // its npm was killed
    else await onHeld(holder);
  }
  await endProcesses(findMarked(mark), 'SIGKILL', 10_000);
  return () => fs.rmSync(file, { force: true });
}

/** Waits until another command has let go of a lock. */
export const waitForHolder = (file, holder) =>
  until(
    `Waiting for process ${holder.pid}`,
    1_800_000,
    () => readHolder(file)?.pid !== holder.pid,
    () => commandOf(holder.pid),
  );
