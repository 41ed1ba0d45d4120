import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findFreePort } from '../../scripts/ports.mjs';

const startScript = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/** Waits until `look` answers something; the failure tells what it saw last. */
export async function until(what, look, milliseconds = 60_000) {
  const deadline = Date.now() + milliseconds;
  let seen = 'nothing';
  for (;;) {
    const answer = await look(text => (seen = text));
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${milliseconds / 1000} s; last seen: ${seen}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/**
 * A Slipway with a database of its own, started as a user starts it.
 * @param {{ config?: object, port?: number, demo?: boolean }} [options] configuration beside the defaults; whether the demo is there
 */
export async function startSlipway({ config, port: wanted, demo = false } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slipway-story-'));
  const port = wanted ?? (await findFreePort());
  const args = [startScript, '--port', `${port}`, '--data', path.join(folder, 'data'), ...(demo ? [] : ['--no-demo'])];
  if (config) {
    fs.writeFileSync(path.join(folder, 'app-config.story.json'), JSON.stringify(config));
    args.push('--config', path.join(folder, 'app-config.story.json'));
  }
  const env = { ...process.env };
  delete env.npm_lifecycle_event; // a story's Slipway ends with the story
  delete env.NODE_TEST_CONTEXT;
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (printed += text));
  const ended = new Promise(resolve => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const ready = async see => {
    see(printed);
    if (child.exitCode !== null) throw new Error(`Slipway did not start:\n${printed}`);
    return printed.includes('Slipway is ready at');
  };
  await until('The ready line', ready, 300_000).catch(error => stop().then(() => Promise.reject(error)));
  const url = `http://localhost:${port}`;
  const token = fs.readFileSync(path.join(folder, 'data/service-token'), 'utf8').trim();
  return {
    url,
    token,
    /** Where it keeps its data. */
    dataDir: path.join(folder, 'data'),
    stop,
    /** What the start printed. */
    printed: () => printed,
    /** The one-time link that the start printed. */
    link: printed.match(/http:\S+#code=\S+/)[0],
    /** A client of the record's own tables, which the caller ends. */
    async openDatabase() {
      const { database } = JSON.parse(fs.readFileSync(path.join(folder, 'data/app-config.start.json'), 'utf8')).backend;
      const client = new pg.Client({ ...database.connection, options: '-c search_path=delivery' });
      await client.connect();
      return client;
    },
    /** A request of the API with the token for local scripts. */
    request: (pathname, { body, ...init } = {}) =>
      fetch(`http://127.0.0.1:${port}${pathname}`, {
        ...init,
        method: init.method ?? (body ? 'POST' : 'GET'),
        body: body && JSON.stringify(body),
        headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}), ...init.headers },
      }),
  };
}
