// Processes of the lab that outlive the command which started them: started detached, found again by pid and start time.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findFreePort } from '../scripts/ports.mjs';
import { identify, isAlive } from '../scripts/processes.mjs';
import { waitFor } from './waitFor.mjs';

/** Waits until nothing listens on the port any more. */
export const portReleased = port => waitFor(`port ${port} to be free`, () => findFreePort(port), { seconds: 30 });

/** The record of what a lab runs, kept in `state.json` of its folder and written at once after each change. */
export class Processes {
  constructor(folder) {
    this.folder = folder;
    this.file = join(folder, 'state.json');
    this.state = existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) : { ports: {}, processes: {} };
  }

  save() {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${this.file}.new`, JSON.stringify(this.state, null, 2), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }

  logOf(name) {
    return join(this.folder, 'logs', `${name}.log`);
  }

  /** The last lines that a part wrote, for an error message. */
  tail(name, lines = 15) {
    if (!existsSync(this.logOf(name))) return `${name} has written no log`;
    const text = readFileSync(this.logOf(name), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
    return `--- the end of ${this.logOf(name)} ---\n${text}`;
  }

  /** What a part has written since it was last started. */
  written(name) {
    return readFileSync(this.logOf(name)).subarray(this.state.processes[name].logFrom).toString();
  }

  isRunning(name) {
    return isAlive(this.state.processes[name]);
  }

  start(name, command, args, { env = {}, cwd } = {}) {
    mkdirSync(dirname(this.logOf(name)), { recursive: true });
    const logFrom = existsSync(this.logOf(name)) ? statSync(this.logOf(name)).size : 0;
    const log = openSync(this.logOf(name), 'a');
    // What tells a process that it belongs to a command which ends is not for those that stay.
    const { npm_lifecycle_event: _npm, SLIPWAY_MARK: _mark, ...inherited } = process.env;
    const child = spawn(command, args, { cwd, env: { ...inherited, ...env }, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    if (!child.pid) throw new Error(`${name} does not start: ${command} cannot be run`);
    this.state.processes[name] = { ...identify(child.pid), logFrom, command };
    this.save();
    child.unref();
  }

  /** Waits for a state of a part; ends at once when the part has ended. */
  until(name, what, probe, seconds = 60) {
    const guarded = see => {
      if (!this.isRunning(name))
        throw Object.assign(new Error(`${name} has ended while waiting for ${what}\n${this.tail(name)}`), { fatal: true });
      return probe(see);
    };
    return waitFor(what, guarded, { seconds, evidence: () => this.tail(name) });
  }

  /** Ends a process and its group, with SIGKILL when it does not follow within half a minute. */
  async stop(name, signal = 'SIGTERM') {
    if (!this.isRunning(name)) return false;
    const { pid } = this.state.processes[name];
    const send = what => {
      try {
        process.kill(-pid, what);
      } catch (error) {
        if (error.code !== 'ESRCH') throw error; // It ended in between.
      }
    };
    send(signal);
    const gone = () => !this.isRunning(name);
    try {
      await waitFor(`${name} (pid ${pid}) to end`, gone, { seconds: 30 });
    } catch {
      send('SIGKILL');
      await waitFor(`${name} (pid ${pid}) to end after SIGKILL`, gone, { seconds: 10 });
    }
    return true;
  }

  /** Ends everything, what was started last first; returns how many were running. */
  async stopAll() {
    let stopped = 0;
    for (const name of Object.keys(this.state.processes).reverse()) if (await this.stop(name)) stopped += 1;
    this.state.processes = {};
    if (existsSync(this.file)) this.save();
    return stopped;
  }
}
