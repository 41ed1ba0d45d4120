import { createHmac } from 'node:crypto';
import { readStream } from '../children.mjs';
import { watchCpu } from '../cpu.mjs';
import { commitOf } from '../histories/repositories.mjs';
import { figure, percentiles } from '../percentiles.mjs';
import { newestOf, REF, startPortal, TAB, WATCHED, WEBHOOK } from '../portal.mjs';
import { until } from '../slipway.mjs';

const LIST = '/services/default/component/service-0/changes?limit=1';

/** A Git host tells of a push: how long until the stream, the API and an open page say so. */
export async function webhook({ quick, report }) {
  const pushes = quick ? 20 : 120;
  const { slipway, token, openPage, close } = await startPortal();
  try {
    await deliver(slipway, pushOf({ before: null, after: newestOf(WATCHED), title: 'The first push', at: Date.now() - 60_000 }));
    const page = await openPage();
    await until('the history in its stages', async () => {
      const list = await slipway.get(LIST).catch(error => ({ why: error.message }));
      return { reached: list.items?.[0]?.commit === newestOf(WATCHED), why: list.why };
    });
    await page.goto(`${slipway.url}${TAB}`);
    await page
      .getByText(`Change ${WATCHED.commits - 1} of`)
      .first()
      .waitFor();
    const heard = { at: Number.NEGATIVE_INFINITY };
    const stop = await readStream({
      url: slipway.url,
      token,
      onEvent: (name, data) => {
        if (name === 'changed' && data.refs.includes(REF) && heard.at === undefined) {
          heard.at = performance.now();
        }
      },
    });
    const delays = { answered: [], stream: [], api: [], page: [] };
    const cpu = watchCpu(slipway.pid);
    let before = newestOf(WATCHED);
    for (let number = 0; number < pushes; number++) {
      const after = commitOf(WATCHED, WATCHED.commits + number);
      const title = `Pushed as number ${number}`;
      heard.at = undefined;
      const begin = performance.now();
      await deliver(slipway, pushOf({ before, after, title, at: Date.now() }));
      delays.answered.push(performance.now() - begin);
      const shown = page.getByText(title, { exact: true }).first().waitFor({ timeout: 30_000 });
      await Promise.all([
        shown.then(() => delays.page.push(performance.now() - begin)),
        seen(slipway, after).then(() => delays.api.push(performance.now() - begin)),
      ]);
      await until('the push on the stream', async () => ({ reached: heard.at !== undefined }));
      delays.stream.push(heard.at - begin);
      before = after;
      // Nobody pushes to the beat of what a page waits for.
      await new Promise(done => setTimeout(done, Math.max(0, begin + 500 + 2_000 * Math.random() - performance.now())));
    }
    await stop();
    const { usedCores, leftCores } = cpu();
    const left = `${figure(usedCores)} of ${figure(leftCores)} cores`;
    for (const [what, goal] of [
      ['answered', ''],
      ['stream', ''],
      ['api', ''],
      ['page', 'p95 < 1 s'],
    ]) {
      const { p50, p95, max } = percentiles(delays[what]);
      const named = { answered: 'answer', stream: 'stream', api: 'API', page: 'open page' }[what];
      report(
        `webhook of a push to ${named}, ${pushes} pushes`,
        `p50 ${figure(p50, 'ms')}, p95 ${figure(p95, 'ms')}, max ${figure(max, 'ms')}`,
        goal,
        left,
      );
    }
  } finally {
    await close();
  }
}

async function seen(slipway, commit) {
  await until(
    `commit ${commit}`,
    async () => {
      const { items } = await slipway.get(LIST);
      return { reached: items[0]?.commit === commit, newest: items[0]?.commit };
    },
    { seconds: 30, everyMilliseconds: 20 },
  );
}

function pushOf({ before, after, title, at }) {
  const instant = new Date(at).toISOString();
  const person = { name: 'Person 1', email: 'person-1@example.com', username: 'person-1' };
  const commit = {
    id: after,
    message: title,
    timestamp: instant,
    author: person,
    committer: person,
    added: [],
    removed: [],
    modified: ['src/part-1.ts'],
  };
  return {
    ref: 'refs/heads/main',
    before: before ?? '0'.repeat(40),
    after,
    created: before === null,
    deleted: false,
    forced: false,
    repository: { full_name: 'bench/service-0', default_branch: 'main', pushed_at: Math.floor(at / 1000) },
    pusher: person,
    head_commit: commit,
    commits: before === null ? [] : [commit],
  };
}

async function deliver(slipway, payload) {
  const body = JSON.stringify(payload);
  const answer = await fetch(`${slipway.url}/api/delivery/webhooks/${WEBHOOK.connection}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-hub-signature-256': `sha256=${createHmac('sha256', WEBHOOK.secret).update(body).digest('hex')}`,
    },
    body,
  });
  if (answer.status !== 202) {
    throw new Error(`The webhook was answered ${answer.status}: ${await answer.text()}`);
  }
}
