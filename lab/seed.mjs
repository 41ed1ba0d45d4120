// The organisation that the lab starts with: a Git organisation with its GitOps repository, and applications.
import { join } from 'node:path';
import { showProgress } from '../scripts/progress.mjs';
import { requestSync } from './argocd.mjs';
import { gitRepository } from './gitRepository.mjs';
import { applicationsPath } from './kubernetes.mjs';
import { checkout, seed } from './seeds.mjs';
import { connect, startPart } from './startParts.mjs';
import { waitFor } from './waitFor.mjs';

/** The clone of a repository of the shop through which the lab pushes. */
export function openRepository({ folder, state: { ports, secrets } }, name = 'gitops') {
  return gitRepository(join(folder, 'clones', name), `http://lab:${secrets.giteaPassword}@127.0.0.1:${ports.gitea}/shop/${name}.git`);
}

/** Calls Gitea's API as its administrator. */
export async function gitea({ state: { ports, secrets } }, path, body, method = 'POST') {
  const authorization = `Basic ${Buffer.from(`lab:${secrets.giteaPassword}`).toString('base64')}`;
  const response = await fetch(`http://127.0.0.1:${ports.gitea}/api/v1${path}`, {
    method,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
    headers: { 'content-type': 'application/json', authorization },
  });
  if (!response.ok) throw new Error(`Gitea answers ${response.status} to ${path}: ${(await response.text()).slice(0, 300)}`);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

async function addHook(processes, events, url) {
  const { webhook: secret } = processes.state.secrets;
  await gitea(processes, '/orgs/shop/hooks', { type: 'gitea', active: true, events, config: { url, content_type: 'json', secret } });
}

async function seedGitHost(processes) {
  const { ports } = processes.state;
  const { reader } = processes.state.secrets;
  const email = 'reader@example.com';
  await gitea(processes, '/admin/users', { username: 'reader', email, password: reader, must_change_password: false });
  await gitea(processes, '/orgs', { username: 'shop', visibility: 'public' });
  for (const name of ['gitops', 'checkout', 'backoffice']) await gitea(processes, '/orgs/shop/repos', { name, default_branch: 'main' });
  openRepository(processes).create([join(checkout, 'lab/seeds/gitops')], 'Describe the services of the shop');
  // Without it Argo CD sees a push only when its cache of branches ends, after three minutes.
  await addHook(processes, ['push'], `http://127.0.0.1:${ports.argocd}/api/webhook`);
  const told = ['push', 'pull_request', 'pull_request_sync', 'workflow_run', 'workflow_job', 'package', 'release'];
  await addHook(processes, told, `http://127.0.0.1:${ports.slipway}/api/delivery/webhooks/gitea`);
}

export const state = ({ status = {} }) => ({
  sync: status.sync?.status,
  health: status.health?.status,
  phase: status.operationState?.phase,
  message: status.operationState?.message,
});

async function seedApplications(processes) {
  const client = connect(processes);
  client.apply(seed(processes, 'argocd/applications.yaml'));
  await waitFor(
    'the twelve applications',
    async see => {
      const { items } = await client.ask(applicationsPath);
      see(items.map(({ metadata }) => metadata.name));
      return items.length === 12;
    },
    { evidence: () => processes.tail('argocd-applicationset-controller') },
  );
  const byHand = ['inventory-production-eu', 'inventory-production-us'];
  for (const name of byHand) await requestSync(processes, name);
  await waitFor(
    'every application to be synced and healthy',
    async see => {
      const { items } = await client.ask(applicationsPath);
      const others = items.filter(
        item => state(item).sync !== 'Synced' || state(item).health !== 'Healthy' || state(item).phase !== 'Succeeded',
      );
      see(others.map(item => [item.metadata.name, state(item), item.status?.conditions]));
      // Two applications that make one namespace at once: one of them fails, and nobody but a person tries it again.
      for (const item of others)
        if (byHand.includes(item.metadata.name) && state(item).phase === 'Failed') await requestSync(processes, item.metadata.name);
      return others.length === 0;
    },
    { seconds: 180, evidence: () => processes.tail('argocd-application-controller') },
  );
}

/** Starts the runner and pushes the services' source: CI builds each, pushes its image, and brings it to dev. */
async function seedSource(processes) {
  const { secrets } = processes.state;
  for (const [name, data] of Object.entries({ REGISTRY_USER: 'lab', REGISTRY_PASSWORD: secrets.giteaPassword })) {
    await gitea(processes, `/orgs/shop/actions/secrets/${name}`, { data }, 'PUT');
  }
  ({ token: secrets.runner } = await gitea(processes, '/admin/actions/runners/registration-token', {}));
  processes.save();
  startPart(processes, 'runner');
  const source = name => join(checkout, 'lab/seeds/source', name);
  for (const name of ['checkout', 'backoffice']) {
    openRepository(processes, name).create([source(name), source('deliver.sh'), source('image.mjs')], `Begin ${name}`);
    await runEnded(processes, name);
  }
  const client = connect(processes);
  for (const name of ['checkout-dev', 'payments-dev', 'inventory-dev']) {
    await waitFor(`${name} to run what CI built`, async see => {
      const application = await client.application(name);
      see(state(application));
      const images = application.status.summary?.images ?? [];
      return images.length === 1 && images[0].includes('@sha256:') && state(application).health === 'Healthy';
    });
  }
}

/** Waits until the newest run of a repository has passed. */
export const runEnded = (processes, name, { conclusion = 'success', commit } = {}) =>
  waitFor(
    `CI of ${name} to end`,
    async see => {
      const { workflow_runs: runs } = await gitea(processes, `/repos/shop/${name}/actions/runs`, undefined, 'GET');
      const [run] = commit ? runs.filter(({ head_sha: sha }) => sha === commit) : runs;
      see(run && [run.status, run.conclusion]);
      if (run?.status === 'completed' && run.conclusion !== conclusion)
        throw Object.assign(new Error(`CI of ${name}: ${run.conclusion}`), { fatal: true });
      return run?.status === 'completed' && run;
    },
    { evidence: () => processes.tail('runner') },
  );

/** Seeds a lab whose parts have just been started. */
export async function seedLab(processes) {
  await showProgress('Seeding the Git host: organisation shop, repository gitops', () => seedGitHost(processes));
  await showProgress('Seeding Argo CD: 12 applications to be synced and healthy', () => seedApplications(processes));
  await showProgress('Seeding CI: three services to be built and brought to dev', () => seedSource(processes));
}
