// npm run lab:test [-- --data DIR] [-- --running] [-- --only PATTERN]: pushes are followed from Git to the pages, then the lab is disturbed and given bad
// input, and after each the record is compared with every upstream.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from './story/audit.mjs';
import { follow } from './story/follow.mjs';
import { withFault, withTag } from './story/overlays.mjs';
import { bringDown, bringUp, defaultFolder } from './lab.mjs';
import { openPages } from './story/pages.mjs';
import { Processes } from './processes.mjs';
import { openRepository } from './seed.mjs';
import { slipwayClient } from './story/slipway.mjs';
import { connect } from './startParts.mjs';
import { waitFor } from './waitFor.mjs';
import { disturbances } from './story/disturbances.mjs';
import { auditWay } from './story/auditWay.mjs';
import { badInputs } from './story/badInput.mjs';
import { canaries } from './story/canary.mjs';
import { faults } from './story/faults.mjs';
import { mend } from './story/mend.mjs';
import { followPerson, ways, withSources } from './story/wholeWay.mjs';

const { values: options } = parseArgs({ options: { data: { type: 'string' }, running: { type: 'boolean' }, only: { type: 'string' } } });
// A folder of its own, so that a lab which is up for somebody stays up.
const folder = options.data ? resolve(options.data) : options.running ? defaultFolder : `${defaultFolder}-test`;
const results = { passed: 0, failed: 0 };
const delays = { record: [], page: [], way: {} };
const TURNS = 5;
// Twice what the whole story takes on two cores: one in which step after step waits in vain ends, and says what it did not tell.
const MINUTES = 50;
const deadline = Date.now() + MINUTES * 60_000;
let lab;

/** One judged step: a line when it passes, the reason when it does not. */
async function check(sentence, run) {
  const began = Date.now();
  if (began > deadline) throw new Error(`${MINUTES} minutes are over; not told: ${sentence}, and what comes after it`);
  try {
    const detail = await run();
    results.passed += 1;
    console.log(`✓ ${sentence}${detail ? `: ${detail}` : ''} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    results.failed += 1;
    console.log(`✗ ${sentence}\n  ${error.message}`);
    if (lab) await mend(lab);
  }
}

const checkAudit = after =>
  check(
    `the record equals the API server after ${after}`,
    async () => `${await audit(lab.client, lab.slipway)} applications, difference 0`,
  );

/** Follows a push of a new version and keeps its delays. */
async function followPush(place, tag) {
  const { service, target, environment } = place;
  const application = { name: `${service}-${target}`, service, environment };
  const { steps, delays: behind } = await follow(
    lab,
    application,
    () => {
      place.commit = lab.repository.change(`${service}/${target}/kustomization.yaml`, withTag(tag), `Bring ${service} ${tag} to ${target}`);
    },
    ({ status }) =>
      status.operationState?.phase === 'Succeeded' &&
      status.health.status === 'Healthy' &&
      status.sync.status === 'Synced' &&
      (status.operationState.syncResult?.revision === place.commit || status.operationState.syncResult?.revisions?.includes(place.commit)),
  );
  for (const who of ['record', 'page']) delays[who].push(...behind[who]);
  return steps.join(' → ');
}

/** Waits until the newest deployment of each pushed place names the commit of the GitOps repository that asked for it. */
function everyPush(places) {
  return waitFor('the commit behind each deployment', async see => {
    for (const { service, environment, commit } of places) {
      const query = `service=component:default/${service}&environment=${environment}&outcome=succeeded&limit=1`;
      const [deployment] = (await lab.slipway.get(`/deployments?${query}`)).items;
      const { gitOps } = await lab.slipway.get(`/deployments/${encodeURIComponent(deployment.id)}`);
      see({ service, environment, wanted: commit, gitOps: gitOps.map(item => [item.commit, item.title]) });
      if (!gitOps.some(item => item.commit === commit)) return false;
    }
    return `${places.length} deployments`;
  });
}

const checkWay = after =>
  check(`the record equals Git, CI, registry and cluster after ${after}`, async () => `${await auditWay(lab)} changes, difference 0`);

/** Both audits, twice in a row. */
async function checkTwice(after) {
  for (const time of ['', ', once more']) {
    await checkAudit(`${after}${time}`);
    await checkWay(`${after}${time}`);
  }
}

const wanted = name => !options.only || new RegExp(options.only).test(name);

/** Steps by their names, each followed by what judges the record after it. */
async function each(steps, judge = () => {}) {
  for (const [name, go] of Object.entries(steps).filter(([sentence]) => wanted(sentence))) {
    await check(name, () => go(lab));
    await judge(name);
  }
}

/** From a commit to the pods: what people do, then what goes wrong, then what is not as it should be. */
async function wholeWay() {
  withSources(lab);
  await checkWay('the seed');
  const person = 'a person pushes a commit, and it is followed to the pods on the API, the Delivery tab and the change page';
  for (let turn = 1; turn <= TURNS && wanted(person); turn++) await check(`${person}, time ${turn}`, () => followPerson(lab, delays.way));
  await each(ways);
  await each(canaries, checkAudit);
  await checkWay('what people did');
  await each(faults, checkTwice);
  await each(badInputs);
  await checkTwice('everything');
}

async function pushes() {
  const places = [
    { service: 'checkout', target: 'dev', environment: 'dev' },
    { service: 'payments', target: 'dev', environment: 'dev' },
    { service: 'inventory', target: 'staging', environment: 'staging' },
    { service: 'checkout', target: 'staging', environment: 'staging' },
  ];
  for (const tag of ['v1.4.0', 'v1.5.0']) {
    for (const place of places)
      await check(`a push of ${place.service} ${tag} to ${place.target} is followed on the API and on the page`, () =>
        followPush(place, tag),
      );
  }
  await check('a rollout whose pods crash is degraded on the API and on the page, and a revert brings it back', async () => {
    let commit;
    const place = { name: 'payments-staging', service: 'payments', environment: 'staging' };
    const synced = ({ status }) => status.operationState?.phase === 'Succeeded' && status.operationState.syncResult?.revision === commit;
    const down = await follow(
      lab,
      place,
      () => {
        commit = lab.repository.change(
          'payments/staging/kustomization.yaml',
          text => withFault('crash')(withTag('v1.4.0')(text)),
          'Bring payments v1.4.0 to staging',
        );
      },
      application => synced(application) && application.status.health.status === 'Degraded',
    );
    const up = await follow(
      lab,
      place,
      () => {
        commit = lab.repository.revert('HEAD');
      },
      application => synced(application) && application.status.health.status === 'Healthy',
    );
    return [...down.steps, ...up.steps].join(' → ');
  });
  await checkAudit('the pushes');
  await check('the commit behind each deployment is known', () => everyPush(places));
}

function figures(name, all) {
  const sorted = [...all].sort((a, b) => a - b);
  const at = share => `${((sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN) / 1000).toFixed(2)} s`;
  return `Delay of ${name} over ${sorted.length}: p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`;
}

async function tellStory() {
  const processes = options.running ? new Processes(folder) : await bringUp(folder);
  lab = { processes, client: connect(processes), repository: openRepository(processes), slipway: slipwayClient(processes) };
  await check('the seeded organisation is in the record', async () => `${await audit(lab.client, lab.slipway)} applications, difference 0`);
  await check('the three services are claimed by their entities', () =>
    waitFor('three claimed services', async see => {
      const rows = await lab.slipway.services();
      see(rows.map(({ ref, claimed }) => [ref, claimed]));
      return rows.length === 3 && rows.every(({ claimed }) => claimed) && rows.map(({ name }) => name).join(' ');
    }),
  );
  await check('the owner signs in by the one-time link and sees the fleet', async () => {
    lab.page = await openPages(lab.slipway.link());
    return (await lab.page.services()).join(' ');
  });
  if (wanted('pushes')) await pushes();
  await each(disturbances, checkAudit);
  await wholeWay();
  if (delays.record.length) {
    console.log(figures('the API behind Argo CD', delays.record));
    console.log(figures('the page behind Argo CD', delays.page));
  }
  for (const [who, steps] of Object.entries(delays.way)) {
    for (const [step, all] of Object.entries(steps)) console.log(figures(`the ${who} behind the upstream of '${step}'`, all));
    console.log(figures(`the ${who} behind all upstreams`, Object.values(steps).flat()));
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await bringDown(folder);
    process.exit(130);
  });
}
try {
  await tellStory();
} catch (error) {
  results.failed += 1;
  console.log(`✗ the story ends early\n  ${error.message}`);
} finally {
  await lab?.page?.close();
  if (!options.running) await bringDown(folder);
}
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed || !results.passed ? 1 : 0;
