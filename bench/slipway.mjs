import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findFreePort } from '../scripts/ports.mjs';

const checkout = resolve(import.meta.dirname, '..');

/**
 * Starts Slipway as `npm start` does, on a data folder of its own, and answers once it is ready.
 * `config` is what a user would write into a configuration file, as JSON.
 */
export async function startSlipway({ config = {}, data, deadlineSeconds = 600 } = {}) {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const port = await findFreePort();
  const file = join(folder, 'bench-config.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  const child = spawn(process.execPath, ['scripts/start.mjs', '--port', String(port), '--data', folder, '--config', file, '--no-demo'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = [];
  const ended = new Promise(done => child.once('exit', code => done(code)));
  const url = `http://localhost:${port}`;
  let code;
  await new Promise((done, fail) => {
    const deadline = setTimeout(
      () => fail(new Error(`Slipway was not ready within ${deadlineSeconds} s. Last seen:\n${lines.slice(-15).join('\n')}`)),
      deadlineSeconds * 1000,
    );
    const read = text => {
      for (const line of String(text).split('\n').filter(Boolean)) {
        lines.push(line);
        code = /#code=(\S+)/.exec(line)?.[1] ?? code;
        if (line.startsWith('Slipway is ready')) {
          clearTimeout(deadline);
          done();
        }
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then(status => {
      clearTimeout(deadline);
      fail(new Error(`Slipway ended with ${status}:\n${lines.slice(-15).join('\n')}`));
    });
  });
  const serviceToken = readFileSync(join(folder, 'service-token'), 'utf8').trim();
  let cookie;
  return {
    url,
    folder,
    pid: child.pid,
    serviceToken,
    lines,
    /** Uses the one-time link, which is too old after ten minutes; whoever works for longer before they need a token signs in before. */
    async signIn() {
      const session = await fetch(`${url}/api/auth/owner/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ code }),
      });
      if (!session.ok) {
        throw new Error(`The one-time link was refused: ${session.status} ${await session.text()}`);
      }
      cookie = session.headers
        .getSetCookie()
        .map(value => value.split(';')[0])
        .join('; ');
    },
    /** A Backstage token of the owner, which lasts an hour. */
    async ownerToken() {
      if (!cookie) {
        await this.signIn();
      }
      const answer = await fetch(`${url}/api/auth/owner/refresh?optional&env=production`, {
        headers: { cookie, 'x-requested-with': 'XMLHttpRequest' },
      });
      const body = await answer.json();
      return body.backstageIdentity.token;
    },
    async get(path, token = serviceToken) {
      const ask = () => fetch(`${url}/api/delivery${path}`, { headers: { authorization: `Bearer ${token}` } });
      // Fake servers may keep this process busy for so long that a connection which it kept was closed meanwhile.
      const answer = await ask().catch(ask);
      if (!answer.ok) {
        throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
      }
      return answer.json();
    },
    async stop() {
      child.kill('SIGINT');
      await ended;
      if (!data) {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Waits for a state, never for a time; the failure says what was seen last. */
export async function until(what, look, { seconds = 60, everyMilliseconds = 200 } = {}) {
  const end = performance.now() + seconds * 1000;
  let seen;
  while (performance.now() < end) {
    seen = await look();
    if (seen.reached) {
      return seen;
    }
    await new Promise(done => setTimeout(done, everyMilliseconds));
  }
  throw new Error(`${what} was not reached within ${seconds} s. Last seen: ${JSON.stringify(seen)}`);
}
