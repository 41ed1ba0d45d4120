import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { root } from './checkout.mjs';
import { takeLock } from './lock.mjs';
import { endProcesses, findMarked, identify, isAlive, spawnMarked, until } from './processes.mjs';
import { readSecrets } from './secrets.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slipway-scripts-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const start = (...args) => spawnSync(process.execPath, [path.join(root, 'scripts/start.mjs'), ...args], { encoding: 'utf8' });

function assertOneLine(result, expected) {
  assert.equal(result.status, 1, result.stdout + result.stderr);
  assert.match(result.stderr, expected);
  assert.equal(result.stderr.trim().split('\n').length, 1);
}

function makeDataFolder(name, files) {
  const dataDir = path.join(folder, name);
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dataDir, file)), { recursive: true });
    fs.writeFileSync(path.join(dataDir, file), content);
  }
  return dataDir;
}

test('an unknown option, a wrong port and a missing file each get one line', () => {
  assertOneLine(start('--prot', '1'), /Unknown option '--prot'/);
  assertOneLine(start('--port', '99999'), /--port wants a number from 1 to 65535, not '99999'/);
  assertOneLine(start('--config', path.join(folder, 'none.yaml')), /none\.yaml does not exist/);
});

test('--help tells every option', () => {
  const { status, stdout } = start('--help');
  assert.equal(status, 0);
  for (const option of ['port', 'data', 'config', 'no-demo', 'reset', 'link', 'help']) assert.match(stdout, new RegExp(`--${option}`));
});

test('a damaged, a moved and a foreign database folder each get one line', () => {
  const whole = { 'postgres/PG_VERSION': '18', 'postgres/global/pg_control': '', 'postgres/base/1': '', 'postgres/pg_wal/1': '' };
  const { 'postgres/global/pg_control': _control, ...damaged } = whole;
  assertOneLine(start('--no-demo', '--data', makeDataFolder('damaged', damaged)), /damaged \(global\/pg_control is missing\).*--reset/);
  assertOneLine(start('--no-demo', '--data', makeDataFolder('moved', { 'postgres-made': '' })), /is gone: move it back/);
  assertOneLine(
    start('--no-demo', '--data', makeDataFolder('old', { ...whole, 'postgres/PG_VERSION': '16' })),
    /belongs to PostgreSQL 16, this is 18/,
  );
  assertOneLine(start('--no-demo', '--data', makeDataFolder('key', whole)), /postgres-password is gone/);
});

test('a busy port gets one line that says who holds it', async () => {
  const server = net.createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), '--port', `${port}`, '--data', path.join(folder, 'busy')]);
  let stderr = '';
  child.stderr.on('data', text => (stderr += text));
  const status = await new Promise(resolve => child.once('close', resolve));
  server.close();
  assertOneLine({ status, stderr, stdout: '' }, new RegExp(`Port ${port} is taken: .*--port ${port + 1}`));
});

test('a lock of the living is kept, one of the dead is taken with what it left running', async () => {
  const file = path.join(folder, 'lock');
  const mark = `script-test:${folder}`;
  const child = spawnMarked(mark, process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await until('The child', 10_000, () => findMarked(mark).length === 1);
  const left = identify(child.pid);
  fs.writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'long ago' }));
  const release = await takeLock(file, { mark, onHeld: () => assert.fail('the holder is dead') });
  assert.equal(isAlive(left), false);
  const held = takeLock(file, {
    mark,
    onHeld() {
      throw new Error('held');
    },
  });
  await assert.rejects(held, /held/);
  release();
  assert.equal(fs.existsSync(file), false);
});

test('a process that does not end when asked is killed', async () => {
  const child = spawnMarked('script-test', process.execPath, [
    '-e',
    'process.on("SIGTERM", () => {}); console.log(1); setInterval(() => {}, 1000)',
  ]);
  await new Promise(resolve => child.stdout.once('data', resolve));
  await endProcesses([identify(child.pid)], 'SIGTERM', 200);
  assert.equal((await child.ended).signal, 'SIGKILL');
});

test('secrets are made once, for their owner alone', () => {
  const dataDir = path.join(folder, 'secrets');
  fs.mkdirSync(dataDir);
  const made = readSecrets(dataDir);
  assert.deepEqual(readSecrets(dataDir), made);
  for (const name of Object.keys(made)) {
    assert.equal(fs.statSync(path.join(dataDir, name)).mode & 0o777, 0o600);
    assert.ok(made[name].length >= 43);
  }
});
