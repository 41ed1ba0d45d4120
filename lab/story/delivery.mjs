// One commit on its whole way, as the upstreams show it and as Slipway does, with the delay of each step.
import { gitea } from '../seed.mjs';
import { waitFor } from '../waitFor.mjs';
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

/** The image of a service that was built from a commit, by its labels: `{ tag, digest }`, or undefined. */
async function imageOf(lab, service, commit) {
  const run = await runOf(lab, lab.repositoryOf[service], commit);
  const tag = run && `v1.0.${run.run_number}`;
  const found = tag && (await labelsOf(lab, service, tag));
  return found?.labels['org.opencontainers.image.revision'] === commit ? { tag, ...found } : undefined;
}

/** The steps of a commit: when is each over upstream, and when does Slipway say so? */
const steps = (lab, { service, commit, environment, application }) => ({
  'commit seen': {
    upstream: () => gitea(lab.processes, `/repos/shop/${lab.repositoryOf[service]}/git/commits/${commit}`, undefined, 'GET'),
    slipway: change => change,
  },
  'build begun': {
    upstream: () => runOf(lab, lab.repositoryOf[service], commit),
    slipway: change => change?.builds.length > 0,
  },
  'image pushed': {
    upstream: () => imageOf(lab, service, commit),
    slipway: change => change?.images.some(image => image.by === 'label'),
  },
  'build passed': {
    upstream: async () => (await runOf(lab, lab.repositoryOf[service], commit))?.conclusion === 'success',
    slipway: change => change?.builds.some(build => build.conclusion === 'success'),
  },
  'rolled out': {
    upstream: async () => {
      const { status } = await lab.client.application(application);
      const image = await imageOf(lab, service, commit);
      return (
        image &&
        status.summary?.images?.length === 1 &&
        status.summary.images[0].endsWith(image.digest) &&
        status.health.status === 'Healthy' &&
        status.sync.status === 'Synced' &&
        status.operationState.phase === 'Succeeded'
      );
    },
    slipway: change => stateIn(change, environment) === 'here',
  },
});

/** Follows a commit until Slipway has shown its last step; answers the delay of each in milliseconds. */
export async function followCommit(lab, { service, commit, environment = 'dev', application = `${service}-dev` }, seconds = 60) {
  const told = steps(lab, { service, commit, environment, application });
  const upstream = {};
  const shown = {};
  await waitFor(
    `Slipway to show the way of ${service} ${commit.slice(0, 7)}`,
    async see => {
      const change = await changeOf(lab, service, commit);
      for (const [name, step] of Object.entries(told)) {
        if (shown[name] === undefined && step.slipway(change)) shown[name] = Date.now();
        if (upstream[name] === undefined && (await step.upstream().catch(() => false))) upstream[name] = Date.now();
      }
      see({
        upstream: Object.keys(upstream),
        slipway: Object.keys(shown),
        change: change?.environments.map(({ state, why }) => [state, why]),
      });
      return Object.keys(told).every(name => shown[name] !== undefined && upstream[name] !== undefined);
    },
    { seconds, every: 50 },
  );
  return Object.fromEntries(Object.keys(told).map(name => [name, Math.max(0, shown[name] - upstream[name])]));
}
