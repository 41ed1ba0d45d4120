// A runner for Gitea's Actions that needs no container: it executes the `run` steps of a job on this machine, one job at a time.
// Its protocol is Connect, of which plain JSON over HTTP is a part.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'yaml';

const { GITEA: gitea, RUNNER_REGISTRATION: registration } = process.env;
const LABELS = ['lab'];
const VERSION = 'v0.2.11';
let identity;

async function ask(method, body) {
  const headers = { 'content-type': 'application/json' };
  if (identity) Object.assign(headers, { 'x-runner-uuid': identity.uuid, 'x-runner-token': identity.token });
  const url = `${gitea}/api/actions/runner.v1.RunnerService/${method}`;
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`${method} is answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return response.json();
}

/** Says it again until Gitea hears it: it may be away for a while. */
async function insist(method, body) {
  for (;;) {
    try {
      return await ask(method, body);
    } catch (error) {
      console.log(`${method} is said again: ${error.message}`);
      await pause(1000);
    }
  }
}

/** Fills `${{ secrets.NAME }}` and `${{ github.name }}` in. */
const fill = (text, values) => String(text).replace(/\$\{\{\s*(\w+)\.(\w+)\s*\}\}/g, (_, group, name) => values[group]?.[name] ?? '');

/** Runs one line of words; resolves with its exit code, or null when it was ended. */
const run = (command, args, { cwd, env, say, signal }) =>
  new Promise(resolve => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const end = () => process.kill(-child.pid, 'SIGKILL');
    signal.addEventListener('abort', end, { once: true });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => say(text));
    child.on('error', error => say(error.message)).on('close', code => resolve(signal.removeEventListener('abort', end) ?? code));
  });

async function runTask(task) {
  const { context: github, secrets = {} } = task;
  const [job] = Object.values(parse(Buffer.from(task.workflowPayload, 'base64').toString('utf8')).jobs);
  const cwd = mkdtempSync(join(tmpdir(), 'lab-job-'));
  const values = { secrets, github, env: {} };
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: '1',
    LAB_HOLD: process.env.LAB_HOLD,
    ...Object.fromEntries(
      ['sha', 'ref', 'ref_name', 'repository', 'run_number', 'run_id', 'server_url', 'event_name'].map(key => [
        `GITHUB_${key.toUpperCase()}`,
        String(github[key] ?? '').replace(/\/$/, ''),
      ]),
    ),
    ...Object.fromEntries(Object.entries(job.env ?? {}).map(([key, value]) => [key, fill(value, values)])),
  };
  const cancelled = new AbortController();
  const state = { id: task.id, startedAt: new Date().toISOString(), steps: job.steps.map((_, id) => ({ id: String(id) })) };
  let rows = 0;
  // Steps tell of themselves while they run, so that a cancelled job is noticed.
  const tell = async () => {
    const { state: told } = await insist('UpdateTask', { state, outputs: {} });
    if (told?.result === 'RESULT_CANCELLED') cancelled.abort();
  };
  const log = async (lines, noMore = false) => {
    const written = lines.map(content => ({ time: new Date().toISOString(), content }));
    await insist('UpdateLog', { taskId: task.id, index: String(rows), rows: written, noMore });
    rows += written.length;
  };
  await tell();
  let failed = false;
  for (const [index, step] of job.steps.entries()) {
    const reported = state.steps[index];
    if (failed || cancelled.signal.aborted) {
      reported.result = 'RESULT_SKIPPED';
      continue;
    }
    Object.assign(reported, { startedAt: new Date().toISOString(), logIndex: String(rows) });
    const lines = [];
    const say = text => lines.push(...text.trimEnd().split('\n'));
    const beat = setInterval(tell, 2000);
    const words = { cwd, say, signal: cancelled.signal, env: { ...env, ...fillAll(step.env, values) } };
    const code = await runStep(step, { words, values, github });
    clearInterval(beat);
    failed = code !== 0;
    await log(lines.length ? lines : ['']);
    Object.assign(reported, {
      result: cancelled.signal.aborted ? 'RESULT_CANCELLED' : failed ? 'RESULT_FAILURE' : 'RESULT_SUCCESS',
      stoppedAt: new Date().toISOString(),
      logLength: String(rows - Number(reported.logIndex)),
    });
  }
  await log([], true);
  state.result = cancelled.signal.aborted ? 'RESULT_CANCELLED' : failed ? 'RESULT_FAILURE' : 'RESULT_SUCCESS';
  state.stoppedAt = new Date().toISOString();
  await tell();
  rmSync(cwd, { recursive: true, force: true });
  console.log(`${github.repository} ${github.sha.slice(0, 7)} ${job.name ?? ''}: ${state.result}`);
}

const fillAll = (members = {}, values) => Object.fromEntries(Object.entries(members).map(([key, value]) => [key, fill(value, values)]));

function runStep(step, { words, values, github }) {
  if (step.uses?.startsWith('actions/checkout@')) {
    const remote = new URL(`${github.repository}.git`, `${gitea}/`);
    Object.assign(remote, { username: 'x', password: github.token ?? values.secrets.GITEA_TOKEN });
    return run('sh', ['-euc', `git clone --quiet "$REMOTE" . && git -c advice.detachedHead=false checkout --quiet "$GITHUB_SHA"`], {
      ...words,
      env: { ...words.env, REMOTE: String(remote) },
    });
  }
  if (step.uses) {
    words.say(`'${step.uses}' cannot be used here: this runner knows actions/checkout and run steps`);
    return 1;
  }
  return run('sh', ['-euc', fill(step.run, values)], words);
}

({ runner: identity } = await insist('Register', { name: 'lab', token: registration, version: VERSION, labels: LABELS }));
await insist('Declare', { version: VERSION, labels: LABELS });
console.log('The runner is ready');
for (;;) {
  // Version 0 asks whatever the server may have told this runner before.
  const { task } = await insist('FetchTask', { tasksVersion: '0' });
  if (task) await runTask(task);
  else await pause(500);
}
