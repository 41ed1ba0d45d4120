import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** The connection that the payloads are sent to. */
export const GITHUB = { name: 'cases', github: { webhookSecret: 'the secret of the cases' } };

/** Where each expected fact stands in the record. */
const FACTS = {
  push: {
    kind: 'push',
    where: ({ repository, ref }) => `push/github.com/${repository}/${ref}`,
    facts: ({ ref, before, after, created, deleted, forced, commits }) => ({
      ref,
      before: commitOf(before),
      after: commitOf(after),
      created,
      deleted,
      forced,
      commits,
    }),
    read: facts => ({ ...facts, commits: facts.commits.length }),
  },
  pull_request: {
    where: ({ repository, number }) => `pull-request/github.com/${repository}/${number}`,
    facts: ({ number, merged, head, mergeCommit, mergedAt }) => ({ number, merged, head, mergeCommit, mergedAt }),
  },
  workflow_run: {
    where: ({ repository, runId }) => `run/github.com/${repository}/${runId}`,
    facts: ({ attempt, workflow, head, branch, status, conclusion }) => ({ attempt, workflow, head, branch, status, conclusion }),
  },
  workflow_job: {
    where: ({ repository, runId }) => `job/github.com/${repository}/${runId}/%`,
    facts: ({ job, head, status, conclusion }) => ({ name: job, head, status, conclusion }),
  },
  release: {
    where: ({ repository }) => `release/github.com/${repository}/%`,
    facts: ({ tag, draft, prerelease, action }) => ({ tag, draft, prerelease, ...(action === 'deleted' && { gone: true }) }),
  },
  deployment_status: {
    where: ({ repository, deploymentId }) => `deployment-report/github.com/${repository}/${deploymentId}`,
    facts: ({ sha, environment, state }) => ({ commit: sha, environment, state }),
  },
};

const commitOf = id => (/^0+$/.test(id) ? null : id);
const plain = value => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value);

/** Sends each payload as GitHub would, and finds its facts in the record; then with one bit of the signature changed, and once more. */
export async function sendWebhooks(folder, slipway, judge) {
  const expected = JSON.parse(fs.readFileSync(path.join(folder, 'expected.json'), 'utf8'));
  const database = await slipway.openDatabase();
  try {
    for (const [file, wanted] of Object.entries(expected)) {
      const body = fs.readFileSync(path.join(folder, file));
      judge(`github/${file}`, [
        ...(await isForged(slipway, wanted.event, body)),
        ...(await isTaken(slipway, wanted.event, body)),
        ...(await isRecorded(database, wanted)),
      ]);
    }
    judge('github/present of a run told out of order', await isPresent(database, expected));
  } finally {
    await database.end();
  }
}

async function send(slipway, event, body, signature) {
  const response = await fetch(`${slipway.url}/api/delivery/webhooks/${GITHUB.name}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-github-event': event, 'x-hub-signature-256': signature },
  });
  return { status: response.status, answer: await response.json() };
}

const sign = body => `sha256=${createHmac('sha256', GITHUB.github.webhookSecret).update(body).digest('hex')}`;

async function isTaken(slipway, event, body) {
  const first = await send(slipway, event, body, sign(body));
  const again = await send(slipway, event, body, sign(body));
  const problems = [];
  if (first.status !== 202 || first.answer.accepted + first.answer.duplicates < 1) {
    problems.push(`is answered with ${first.status}: ${JSON.stringify(first.answer)}`);
  }
  if (again.status !== 202 || again.answer.accepted !== 0) {
    problems.push(`a second time it is answered with ${again.status}: ${JSON.stringify(again.answer)}`);
  }
  return problems;
}

async function isForged(slipway, event, body) {
  const good = sign(body);
  const last = Number.parseInt(good.at(-1), 16);
  const { status, answer } = await send(slipway, event, body, `${good.slice(0, -1)}${(last ^ 1).toString(16)}`);
  return status === 403 ? [] : [`with one bit of the signature changed it is answered with ${status}: ${JSON.stringify(answer)}`];
}

async function isRecorded(database, wanted) {
  const { where, facts, read = given => given } = FACTS[wanted.event] ?? {};
  if (!where) {
    const { rows } = await database.query('SELECT FROM unused_events WHERE source = $1 AND type = $2', [
      `git/${GITHUB.name}`,
      wanted.event,
    ]);
    return rows.length > 0 ? [] : [`an event of type ${wanted.event} is not counted`];
  }
  const { rows } = await database.query('SELECT facts FROM observations WHERE subject LIKE $1', [where(wanted)]);
  const want = Object.entries(facts(wanted)).map(([key, value]) => [key, plain(value)]);
  const holds = given => want.every(([key, value]) => isDeepStrictEqual(plain(given[key]), value));
  return rows.some(row => holds(read(row.facts)))
    ? []
    : [
        `no observation of ${where(wanted)} has ${JSON.stringify(Object.fromEntries(want))}; there is ${JSON.stringify(rows.map(row => row.facts)).slice(0, 600)}`,
      ];
}

// A run whose end was told before its middle: whatever came last, its greatest attempt and then its end is the present.
async function isPresent(database, expected) {
  const run = expected['workflow_run.completed-failure-second-attempt.derived.json'];
  const { rows } = await database.query('SELECT facts FROM observations WHERE subject = $1 ORDER BY epoch DESC, position DESC LIMIT 1', [
    FACTS.workflow_run.where(run),
  ]);
  const { attempt, status, conclusion } = rows[0]?.facts ?? {};
  return attempt === 2 && status === 'completed' && conclusion === 'failure'
    ? []
    : [`its present is ${JSON.stringify({ attempt, status, conclusion })}`];
}
