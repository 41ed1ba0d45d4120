// The organisation that the lab starts with: a Git organisation with its GitOps repository, and applications.
import { join } from 'node:path';
import { requestSync } from './argocd.mjs';
import { gitRepository } from './gitRepository.mjs';
import { applicationsPath } from './kubernetes.mjs';
import { checkout, seed } from './seeds.mjs';
import { connect } from './startParts.mjs';
import { waitFor } from './waitFor.mjs';

/** The clone through which the lab pushes. */
export function openRepository({ folder, state: { ports, secrets } }) {
  return gitRepository(join(folder, 'gitops'), `http://lab:${secrets.giteaPassword}@127.0.0.1:${ports.gitea}/shop/gitops.git`);
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
  await gitea(processes, '/orgs', { username: 'shop', visibility: 'public' });
  await gitea(processes, '/orgs/shop/repos', { name: 'gitops', default_branch: 'main', private: false });
  openRepository(processes).create(join(checkout, 'lab/seeds/gitops'));
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
  for (const name of ['inventory-production-eu', 'inventory-production-us']) await requestSync(processes, name);
  await waitFor(
    'every application to be synced and healthy',
    async see => {
      const { items } = await client.ask(applicationsPath);
      const others = items.filter(
        item => state(item).sync !== 'Synced' || state(item).health !== 'Healthy' || state(item).phase !== 'Succeeded',
      );
      see(others.map(item => [item.metadata.name, state(item), item.status?.conditions]));
      return others.length === 0;
    },
    { seconds: 180, evidence: () => processes.tail('argocd-application-controller') },
  );
}

/** Seeds a lab whose parts have just been started. */
export async function seedLab(processes, say) {
  await seedGitHost(processes);
  say('Seeded the Git host: organisation shop, repository gitops');
  const began = Date.now();
  await seedApplications(processes);
  say(`Seeded Argo CD: 12 applications synced and healthy (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}
