// The organisation that the lab starts with: a Git organisation with its GitOps repository, applications, and Slipway's settings.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requestSync } from './argocd.mjs';
import { gitRepository } from './gitRepository.mjs';
import { applicationsPath } from './kubernetes.mjs';
import { connect, gitea, seed } from './startParts.mjs';
import { waitFor } from './waitFor.mjs';

const seeds = join(dirname(fileURLToPath(import.meta.url)), 'seeds');

/** The clone through which the lab pushes. */
export function openRepository({ folder, state: { ports, secrets } }) {
  return gitRepository(join(folder, 'gitops'), `http://lab:${secrets.giteaPassword}@127.0.0.1:${ports.gitea}/shop/gitops.git`);
}

async function seedGitHost(processes) {
  const { ports, secrets } = processes.state;
  await gitea(processes, 'POST', '/orgs', { username: 'shop', visibility: 'public' });
  await gitea(processes, 'POST', '/orgs/shop/repos', { name: 'gitops', default_branch: 'main', private: false });
  openRepository(processes).create(join(seeds, 'gitops'));
  // Without it Argo CD sees a push only when its cache of branches ends, after three minutes.
  await gitea(processes, 'POST', '/orgs/shop/hooks', {
    type: 'gitea', active: true, events: ['push'],
    config: { url: `http://127.0.0.1:${ports.argocd}/api/webhook`, content_type: 'json', secret: secrets.webhook },
  });
}

export const state = ({ status = {} }) => ({
  sync: status.sync?.status, health: status.health?.status, phase: status.operationState?.phase, message: status.operationState?.message,
});

async function seedApplications(processes) {
  const client = connect(processes);
  client.apply(seed(processes, 'argocd/applications.yaml'));
  await waitFor('the twelve applications', async see => {
    const { items } = await client.ask(applicationsPath);
    see(items.map(({ metadata }) => metadata.name));
    return items.length === 12;
  }, { evidence: () => processes.tail('argocd-applicationset-controller') });
  for (const name of ['inventory-production-eu', 'inventory-production-us']) await requestSync(processes, name);
  await waitFor('every application to be synced and healthy', async see => {
    const { items } = await client.ask(applicationsPath);
    const others = items.filter(item => state(item).sync !== 'Synced' || state(item).health !== 'Healthy' || state(item).phase !== 'Succeeded');
    see(others.map(item => [item.metadata.name, state(item), item.status?.conditions]));
    return others.length === 0;
  }, { seconds: 180, evidence: () => processes.tail('argocd-application-controller') });
}

/** Writes the configuration with which Slipway reads the lab; returns its path. */
function writeConfiguration({ folder, state: { ports, secrets } }) {
  const file = join(folder, 'app-config.lab.yaml');
  const locations = ['shop', 'checkout', 'payments', 'inventory'].map(name => `    - type: file
      target: ${JSON.stringify(join(seeds, 'catalog', `${name}.yaml`))}
      rules: [{ allow: [Group, User, System, Component] }]`);
  writeFileSync(file, `delivery:
  environments: [dev, staging, production]
  argocd:
    - name: lab
      kubernetes:
        url: https://127.0.0.1:${ports.apiServer}
        token: ${secrets.slipway}
        caFile: ${JSON.stringify(join(folder, 'kubernetes/apiserver.crt'))}
catalog:
  locations:
${locations.join('\n')}
`, { mode: 0o600 });
  return file;
}

/** Seeds a lab whose parts have just been started. */
export async function seedLab(processes, say) {
  writeConfiguration(processes);
  await seedGitHost(processes);
  say('Seeded the Git host: organisation shop, repository gitops');
  const began = Date.now();
  await seedApplications(processes);
  say(`Seeded Argo CD: 12 applications synced and healthy (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}
