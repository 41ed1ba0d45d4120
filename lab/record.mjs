// Drives a running lab through situations and writes what Argo CD published in each to fixtures/recorded/argocd/.
// Usage: node lab/record.mjs [--data DIR] [situation …], with a fresh lab up: most situations can be recorded only once.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultFolder } from './lab.mjs';
import { withFault, withPort, withTag } from './gitRepository.mjs';
import { applicationsPath } from './kubernetes.mjs';
import { Processes } from './processes.mjs';
import { requestSync, terminateOperation } from './argocd.mjs';
import { openRepository, state } from './seed.mjs';
import { connect, seedValues } from './startParts.mjs';
import { recordStream } from './recordStream.mjs';
import { waitFor } from './waitFor.mjs';

const target = join(dirname(dirname(fileURLToPath(import.meta.url))), 'fixtures/recorded/argocd');
const { values: options, positionals: wanted } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true });
const processes = new Processes(options.data ? resolve(options.data) : defaultFolder);
const client = connect(processes);
const repository = openRepository(processes);
const values = seedValues(processes);

/** Takes away what differs from machine to machine and says nothing. */
function normalise(text) {
  const { ports } = processes.state;
  return [
    [values.API_SERVER_EU, 'https://eu.kubernetes.example.com:6443'], [values.API_SERVER_US, 'https://us.kubernetes.example.com:6443'],
    [values.ARGOCD_URL, 'https://argocd.example.com'], [`http://127.0.0.1:${ports.gitea}`, 'https://git.example.com'],
    [`127.0.0.1:${ports.repoServer}`, 'argocd-repo-server:8081'],
  ].reduce((result, [from, to]) => result.replaceAll(from, to), text);
}

function reduced(object) {
  const { managedFields: _dropped, ...metadata } = object.metadata;
  return { ...object, metadata };
}

const lines = values => `[\n${values.map(value => JSON.stringify(value)).join(',\n')}\n]`;

function write(name, about, { list, watch, events, ...more }) {
  mkdirSync(target, { recursive: true });
  const members = [`"about": ${JSON.stringify(about)}`, '"argocd": "3.2.11"', '"kubernetes": "1.36.3"', `"list": ${JSON.stringify(list)}`,
    `"watch": ${lines(watch)}`, ...(events ? [`"events": ${lines(events)}`] : []), ...Object.entries(more).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)];
  writeFileSync(join(target, `${name}.json`), normalise(`{\n${members.join(',\n')}\n}\n`));
  console.log(`${name}: ${watch.length} watch events${events ? `, ${events.length} Kubernetes events` : ''}`);
}

/** Records the named applications while `act` runs. */
async function record(name, about, names, act) {
  const list = await client.ask(applicationsPath);
  const eventsPath = '/api/v1/namespaces/argocd/events';
  const eventList = await client.ask(eventsPath);
  const seen = [];
  const events = [];
  const concerns = object => names.includes(object.metadata.name) || object.metadata.name === undefined;
  const watches = [
    client.watch(applicationsPath, list.metadata.resourceVersion, ({ type, object }) => {
      if (type === 'BOOKMARK' || concerns(object)) seen.push({ type, object: reduced(object) });
    }),
    client.watch(eventsPath, eventList.metadata.resourceVersion, ({ type, object }) => {
      if (names.includes(object.involvedObject?.name)) events.push({ type, object: reduced(object) });
    }),
  ];
  try {
    await act();
    await waitFor('the watch to show what was waited for', async see => {
      const items = (await client.ask(applicationsPath)).items.filter(concerns);
      const late = items.filter(({ metadata }) => !seen.some(({ object }) => object.metadata.resourceVersion === metadata.resourceVersion));
      see(late.map(({ metadata }) => metadata.name));
      return late.length === 0;
    });
  } finally {
    watches.forEach(({ stop }) => stop());
  }
  write(name, about, { list: { ...list, items: list.items.filter(concerns).map(reduced) }, watch: seen, events });
}

/** Waits until the application is as described; `also` looks at the whole object. */
const until = (name, wanted, also = () => true) =>
  waitFor(`${name} to be ${JSON.stringify(wanted)}`, async see => {
    const application = await client.application(name);
    const now = state(application);
    see({ ...now, conditions: application.status?.conditions });
    return Object.entries(wanted).every(([key, value]) => now[key] === value) && also(application) && application;
  }, { seconds: 150 });
const at = commit => ({ status }) => [status.sync.revision, ...(status.sync.revisions ?? [])].includes(commit) && status.operationState?.syncResult?.revision === commit;
const well = { sync: 'Synced', health: 'Healthy', phase: 'Succeeded' };
const overlay = (service, place) => `${service}/${place}/kustomization.yaml`;
const settings = service => `${service}/base/settings.yaml`;
const remove = (name, more = []) => client.kubectl(['delete', 'application', '-n', 'argocd', name, '--wait=false', ...more]);
const plain = (name, path, more = {}) => ({
  apiVersion: 'argoproj.io/v1alpha1', kind: 'Application',
  metadata: { name, namespace: 'argocd', labels: { 'app.kubernetes.io/name': name, environment: 'dev' }, ...more },
  spec: {
    project: 'shop', source: { repoURL: values.REPOSITORY, targetRevision: 'main', path }, destination: { server: values.API_SERVER_EU, namespace: `shop-${name}` },
    syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] },
  },
});
const apply = object => client.apply(JSON.stringify(object));

const situations = {
  'first-sync': async name => {
    repository.write('welcome/deployment.yaml', deployment('welcome'), 'Add the welcome page');
    await record(name, 'An application is created and synced for the first time', ['welcome'], async () => {
      apply(plain('welcome', 'welcome'));
      await until('welcome', well);
    });
    remove('welcome');
  },
  push: name => record(name, 'A push with a new image: syncing, progressing, healthy', ['checkout-dev'], async () => {
    const commit = repository.change(overlay('checkout', 'dev'), withTag('v1.3.0'), 'Bring checkout v1.3.0 to dev');
    await until('checkout-dev', well, at(commit));
  }),
  'failed-sync': name => record(name, 'A sync that fails because the API server refuses a manifest; no retries', ['inventory-production-eu'], async () => {
    const commit = repository.change(overlay('inventory', 'production-eu'), withPort(99999), 'Serve inventory on another port');
    await until('inventory-production-eu', { sync: 'OutOfSync' }, ({ status }) => status.sync.revision === commit);
    await requestSync(processes, 'inventory-production-eu');
    await until('inventory-production-eu', { phase: 'Failed' });
  }),
  'retry-with-limit': name => record(name, 'A failing sync that is retried twice and then gives up', ['inventory-production-us'], async () => {
    const commit = repository.change(overlay('inventory', 'production-us'), withPort(99999), 'Serve inventory on another port in the US');
    await until('inventory-production-us', { sync: 'OutOfSync' }, ({ status }) => status.sync.revision === commit);
    await requestSync(processes, 'inventory-production-us', { retryStrategy: { limit: 2, backoff: { duration: '3s', factor: 1, maxDuration: '1m' } } });
    await until('inventory-production-us', { phase: 'Failed' }, ({ status }) => status.operationState.retryCount === 2 && status.operationState.finishedAt);
  }),
  'recovery-after-failure': name => record(name, 'Bad manifests are reverted in Git and a person syncs again', ['inventory-production-eu', 'inventory-production-us'], async () => {
    repository.revert('HEAD');
    const commit = repository.revert('HEAD~2');
    for (const region of ['eu', 'us']) {
      await until(`inventory-production-${region}`, { sync: 'Synced' }, ({ status }) => status.sync.revision === commit);
      await requestSync(processes, `inventory-production-${region}`);
      await until(`inventory-production-${region}`, well, at(commit));
    }
  }),
  'automatic-sync-fails': name => record(name, 'An automatic sync fails with its two retries, and a revert repairs it', ['payments-dev'], async () => {
    repository.change(overlay('payments', 'dev'), withPort(99999), 'Serve payments on another port');
    await until('payments-dev', { phase: 'Failed' }, ({ status }) => status.operationState.finishedAt);
    const commit = repository.revert('HEAD');
    await until('payments-dev', { sync: 'Synced', health: 'Healthy' }, ({ status }) => status.sync.revision === commit);
  }),
  'comparison-error': name => record(name, 'Manifests that cannot be generated, and the repair', ['payments-dev'], async () => {
    repository.change(overlay('payments', 'dev'), text => text.replace('../base', '../bass'), 'Tidy payments');
    await until('payments-dev', { sync: 'Unknown' });
    const commit = repository.revert('HEAD');
    await until('payments-dev', { sync: 'Synced' }, ({ status }) => status.sync.revision === commit && !status.conditions?.length);
  }),
  'degraded-rollout': name => record(name, 'A new image whose pods crash: synced, progressing, degraded', ['checkout-staging'], async () => {
    const commit = repository.change(overlay('checkout', 'staging'), text => withFault('crash')(withTag('v1.3.0')(text)), 'Bring checkout v1.3.0 to staging');
    await until('checkout-staging', { health: 'Degraded', phase: 'Succeeded' }, at(commit));
  }),
  'rollback-by-revert': name => record(name, 'The commit that degraded the rollout is reverted (needs degraded-rollout before it)', ['checkout-staging'], async () => {
    const commit = repository.revert('HEAD');
    await until('checkout-staging', well, at(commit));
  }),
  'self-heal': name => record(name, 'Somebody scales a deployment by hand and Argo CD heals it', ['inventory-dev'], async () => {
    const { status } = await client.application('inventory-dev');
    client.kubectl(['scale', 'deployment/inventory', '-n', 'shop-dev', '--replicas=5']);
    await until('inventory-dev', well, later => later.status.operationState.startedAt !== status.operationState.startedAt);
  }),
  'manual-out-of-sync': name => record(name, 'A push to an application without auto-sync: drifted until a person syncs', ['inventory-production-us'], async () => {
    const commit = repository.change(overlay('inventory', 'production-us'), withTag('v1.1.0'), 'Bring inventory v1.1.0 to production in the US');
    await until('inventory-production-us', { sync: 'OutOfSync' });
    await requestSync(processes, 'inventory-production-us');
    await until('inventory-production-us', well, at(commit));
  }),
  'partial-sync': name => record(name, 'Only one resource of an application is synced', ['inventory-production-eu'], async () => {
    repository.change(settings('inventory'), text => text.replace(/logLevel: .*/, 'logLevel: debug'), 'Log more in inventory');
    repository.change(overlay('inventory', 'production-eu'), withTag('v1.1.0'), 'Bring inventory v1.1.0 to production in the EU');
    await until('inventory-production-eu', { sync: 'OutOfSync' });
    await requestSync(processes, 'inventory-production-eu', { resources: [{ kind: 'ConfigMap', name: 'inventory-settings' }] });
    await until('inventory-production-eu', { phase: 'Succeeded', sync: 'OutOfSync' }, ({ status }) => status.operationState.operation.sync.resources);
  }),
  'dry-run': name => record(name, 'A dry run, and then the real sync (needs partial-sync before it)', ['inventory-production-eu'], async () => {
    await requestSync(processes, 'inventory-production-eu', { dryRun: true });
    await until('inventory-production-eu', { phase: 'Succeeded', sync: 'OutOfSync' }, ({ status }) => status.operationState.operation.sync.dryRun);
    await requestSync(processes, 'inventory-production-eu');
    await until('inventory-production-eu', well, ({ status }) => !status.operationState.operation.sync.dryRun);
  }),
  'multi-source': name => record(name, 'A push to the second source of an application with two', ['inventory-staging'], async () => {
    const commit = repository.change('inventory/extras/opening-hours.yaml', text => text.replace(/-1\d:00/, '-19:00'), 'Open the warehouse an hour longer');
    await until('inventory-staging', well, ({ status }) => status.operationState.syncResult.revisions?.includes(commit));
  }),
  'deleted-and-created-again': name => record(name, "An ApplicationSet's child is deleted and comes back with another uid", ['payments-staging'], async () => {
    const { metadata } = await client.application('payments-staging');
    remove('payments-staging');
    await until('payments-staging', { sync: 'Synced', health: 'Healthy' }, later => later.metadata.uid !== metadata.uid);
  }),
  suspended: async name => {
    repository.write('newsletter/deployment.yaml', deployment('newsletter').replace('replicas: 1', 'replicas: 1\n  paused: true'), 'Prepare the newsletter');
    await record(name, 'An application whose deployment is paused', ['newsletter'], async () => {
      apply(plain('newsletter', 'newsletter'));
      await until('newsletter', { sync: 'Synced', health: 'Suspended', phase: 'Succeeded' });
    });
    remove('newsletter');
  },
  terminated: async name => {
    repository.write('migration/job.yaml', hook, 'Migrate before each sync');
    await record(name, 'A sync hangs in a hook and a person terminates it', ['migration'], async () => {
      const application = plain('migration', 'migration');
      delete application.spec.syncPolicy.automated;
      apply(application);
      await until('migration', { sync: 'Synced' });
      await requestSync(processes, 'migration');
      await until('migration', { phase: 'Running' }, ({ status }) => /hook/.test(status.operationState.message));
      await terminateOperation(processes, 'migration');
      await until('migration', { phase: 'Failed' });
    });
    remove('migration');
  },
  removing: async name => {
    repository.write('leaflet/deployment.yaml', deployment('leaflet'), 'Add the leaflet');
    apply(plain('leaflet', 'leaflet', { finalizers: ['resources-finalizer.argocd.argoproj.io'] }));
    await until('leaflet', well);
    await record(name, 'An application is deleted together with its resources', ['leaflet'], async () => {
      remove('leaflet');
      await waitFor('leaflet to be gone', async see => {
        const { items } = await client.ask(applicationsPath);
        see(items.map(({ metadata }) => metadata.name));
        return !items.some(({ metadata }) => metadata.name === 'leaflet');
      });
    });
  },
  stream: name => recordStream(processes, async () => {
    const commit = repository.change(overlay('payments', 'dev'), withTag('v1.3.0'), 'Bring payments v1.3.0 to dev');
    await until('payments-dev', well, at(commit));
  }, recording => write(name, "Argo CD's own GET /api/v1/applications (list) and GET /api/v1/stream/applications (watch) during a push to payments-dev", recording)),
};

const deployment = name => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 1
  progressDeadlineSeconds: 8
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: registry.example.com/shop/${name}:v1.0.0
`;

const hook = `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations:
    argocd.argoproj.io/hook: PreSync
spec:
  template:
    metadata:
      annotations:
        lab.slipway.dev/fault: hang
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: registry.example.com/shop/migrate:v1.0.0
`;

const failed = [];
for (const [name, run] of Object.entries(situations)) {
  if (wanted.length && !wanted.includes(name)) continue;
  try {
    await run(name);
  } catch (error) {
    failed.push(name);
    console.error(`${name}: ${error.message}`);
  }
}
process.exitCode = failed.length ? 1 : 0;
