// One commit on its whole way: as each upstream shows it, and as Slipway does on its API, on the Delivery tab and on the change's page.
import { setTimeout as pause } from 'node:timers/promises';
import { gitea } from '../seed.mjs';
import { waitFor } from '../waitFor.mjs';
import { railOn, tileOn } from './pages.mjs';
import { labelsOf } from './registry.mjs';

const changesOf = (slipway, service) => slipway.get(`/services/default/component/${service}/changes?limit=100`);

/** A change of a service as Slipway has it now, or undefined. */
export async function changeOf({ slipway }, service, commit) {
  const { items } = await changesOf(slipway, service);
  return items.find(item => item.commit === commit);
}

export const stateIn = (change, environment) => change?.environments.find(item => item.environment === environment)?.state;

/** The newest run of a commit as Gitea has it now, or undefined. */
export async function runOf({ processes }, repository, commit) {
  const { workflow_runs: runs } = await gitea(processes, `/repos/shop/${repository}/actions/runs?limit=50`, undefined, 'GET');
  return runs.find(({ head_sha: sha }) => sha === commit);
}

/** Every run of a repository. */
export async function allRuns({ processes }, repository) {
  const all = [];
  for (let page = 1; ; page++) {
    const path = `/repos/shop/${repository}/actions/runs?limit=50&page=${page}`;
    const { workflow_runs: runs } = await gitea(processes, path, undefined, 'GET');
    all.push(...runs);
    if (runs.length < 50) return all;
  }
}

/** The image of a service that was built from a commit, by its labels: `{ tag, digest }`, or undefined. */
export async function imageOf(lab, service, commit) {
  const run = await runOf(lab, lab.repositoryOf[service], commit);
  const tag = run && `v1.0.${run.run_number}`;
  const found = tag && (await labelsOf(lab, service, tag));
  return found?.labels['org.opencontainers.image.revision'] === commit ? { tag, ...found } : undefined;
}

/** The commit by which CI asked for what it built from a commit, or undefined. */
export async function gitOpsCommitOf({ processes }, commit) {
  const commits = await gitea(processes, '/repos/shop/gitops/commits?limit=10&stat=false&files=false&verification=false', undefined, 'GET');
  return commits.find(item => item.commit.message.includes(`@${commit}`))?.sha;
}

/** Whether an application has synced a GitOps commit. */
export const hasSynced = ({ status }, gitOps) =>
  status.operationState?.phase === 'Succeeded' && status.operationState.syncResult?.revision === gitOps;

/** Waits until a commit is what an application runs. */
export const rolledOut = (lab, service, commit, application = `${service}-dev`) =>
  waitFor(
    `${application} to run ${commit.slice(0, 7)}`,
    async see => {
      const image = await imageOf(lab, service, commit);
      const { status } = await lab.client.application(application);
      see({ image: image?.tag, images: status.summary?.images, health: status.health, sync: status.sync?.status });
      return (
        image &&
        status.health.status === 'Healthy' &&
        status.summary?.images?.length === 1 &&
        status.summary.images[0].endsWith(image.digest)
      );
    },
    { seconds: 120 },
  );

/** The steps of a commit to `dev`, in their order. */
const STEPS = ['commit', 'build begun', 'image', 'GitOps commit', 'build passed', 'sync', 'rollout'];

/** What each upstream has of a commit, by the step; what one finds the next may ask about. */
function upstreams(lab, { service, commit, application }, seen) {
  const repository = lab.repositoryOf[service];
  return {
    'Git host': async () => {
      const run = await runOf(lab, repository, commit);
      seen.gitOps ??= seen.image && (await gitOpsCommitOf(lab, commit));
      return { commit: true, 'build begun': run, 'build passed': run?.conclusion === 'success', 'GitOps commit': seen.gitOps };
    },
    registry: async () => ({ image: (seen.image ??= await imageOf(lab, service, commit)) }),
    'Argo CD': async () => {
      const { status } = await lab.client.application(application);
      const sync = seen.gitOps && hasSynced({ status }, seen.gitOps);
      if (sync) seen.startedAt = status.operationState.startedAt;
      return { sync, rollout: sync && status.health.status === 'Healthy' && status.sync.status === 'Synced' };
    },
  };
}

const rails = { 'build begun': /Build: (Building|Passed)/, 'build passed': /Build: Passed/, image: /Image: v/ };

/** Where Slipway shows a commit, and what it shows of it, by the step. */
async function followers(lab, { service, commit, environment, application }, seen) {
  const place = word => new RegExp(`${environment}: (${word})`);
  const page = async opened => {
    const rail = await railOn(opened, commit);
    const tile = await tileOn(opened, environment);
    const says = words => rail.some(text => words.test(text));
    return {
      commit: rail.length > 0,
      ...Object.fromEntries(Object.entries(rails).map(([step, words]) => [step, says(words)])),
      // Before Argo CD has synced it nobody says which image it brings: until then the environment is syncing, and the commit not yet in it.
      'GitOps commit': /Syncing|Rolling out/.test(tile) || says(place('Syncing|Rolling out|Healthy')),
      sync: says(place('Rolling out|Healthy')),
      rollout: says(place('Healthy')),
    };
  };
  const tab = await lab.page.openTab(service);
  const change = await lab.page.openChange(commit);
  return {
    API: async () => {
      const item = await changeOf(lab, service, commit);
      const { revisions, operation, health } = await lab.slipway.application(application);
      const sync = seen.startedAt && operation?.phase === 'Succeeded' && Date.parse(operation.startedAt) === Date.parse(seen.startedAt);
      return {
        commit: item,
        'build begun': item?.builds.length > 0,
        'build passed': item?.builds.some(build => build.conclusion === 'success'),
        image: item?.images.some(image => image.by === 'label'),
        'GitOps commit': seen.gitOps && revisions.includes(seen.gitOps),
        sync,
        rollout: sync && health === 'Healthy' && stateIn(item, environment) === 'here',
      };
    },
    'Delivery tab': () => page(tab),
    'change page': () => page(change),
  };
}

/** Follows a commit until every page has shown its last step; answers the delays in milliseconds by who showed it and the step. */
export async function followCommit(lab, push, { service = 'checkout', environment = 'dev', seconds = 60 } = {}) {
  const way = { service, environment, application: `${service}-${environment}` };
  await lab.page.openTab(service);
  way.commit = push();
  const pushed = Date.now();
  const seen = {};
  const at = {};
  const watched = { ...upstreams(lab, way, seen), ...(await followers(lab, way, seen)) };
  let over = false;
  // Each at its own pace: a slow one must not make another look late.
  const watching = Object.entries(watched).map(async ([who, look]) => {
    const own = (at[who] = {});
    while (!over) {
      const now = await look().catch(() => ({}));
      for (const step of STEPS) if (now[step]) own[step] ??= step === 'commit' && who === 'Git host' ? pushed : Date.now();
      await pause(50);
    }
  });
  const upstreamAt = step => at['Git host'][step] ?? at.registry[step] ?? at['Argo CD'][step];
  const shown = ['API', 'Delivery tab', 'change page'];
  try {
    await waitFor(
      `Slipway to show the way of ${service} ${way.commit.slice(0, 7)}`,
      see => {
        see(Object.fromEntries(Object.entries(at).map(([who, own]) => [who, Object.keys(own)])));
        return STEPS.every(step => upstreamAt(step) && shown.every(who => at[who][step]));
      },
      { seconds, every: 50 },
    );
  } finally {
    over = true;
    await Promise.all(watching);
  }
  const delaysOf = who => Object.fromEntries(STEPS.map(step => [step, Math.max(0, at[who][step] - upstreamAt(step))]));
  return { commit: way.commit, took: upstreamAt('rollout') - pushed, delays: Object.fromEntries(shown.map(who => [who, delaysOf(who)])) };
}
