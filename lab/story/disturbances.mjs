// What goes wrong on the way, one at a time. Each ends when Argo CD has settled; the audit after it judges the record.
import { withPort, withTag } from './overlays.mjs';
import { follow } from './follow.mjs';
import { applicationsPath } from '../kubernetes.mjs';
import { portReleased } from '../processes.mjs';
import { startedBySlipway } from '../lab.mjs';
import { requestSync } from '../argocd.mjs';
import { state } from '../seed.mjs';
import { apiServerReady, argocdParts, argocdReady, startPart } from '../startParts.mjs';
import { endProcesses } from '../../scripts/processes.mjs';
import { waitFor } from '../waitFor.mjs';

const overlay = (service, target) => `${service}/${target}/kustomization.yaml`;
const syncedAt =
  commit =>
  ({ status }) =>
    status?.operationState?.phase === 'Succeeded' &&
    status.sync.status === 'Synced' &&
    status.health.status === 'Healthy' &&
    (status.operationState.syncResult?.revision === commit || status.operationState.syncResult?.revisions?.includes(commit));

/** Waits for a state of one application on the API server. */
const upstream = ({ client }, name, what, is, seconds = 60) =>
  waitFor(
    `${name} to be ${what}`,
    async see => {
      const application = await client.application(name);
      see({ ...state(application), revision: application.status?.sync?.revision, conditions: application.status?.conditions });
      return is(application) && application;
    },
    { seconds },
  );

/** Asks Argo CD to look at the repository now; a push that it could not be told of would else wait for minutes. */
export const refresh = ({ client }, name) =>
  client.patchApplication(name, { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } });

/** Kills the launcher, the backend and the database at once. */
export async function killSlipway({ processes }) {
  const started = startedBySlipway(processes.folder);
  await processes.stop('slipway', 'SIGKILL');
  await endProcesses(started, 'SIGKILL', 10_000);
}

export const disturbances = {
  'the API server is gone for 20 s': async lab => {
    const { processes, repository, slipway } = lab;
    const back = Date.now() + 20_000;
    await processes.stop('kube-apiserver');
    const commit = repository.change(overlay('checkout', 'dev'), withTag('v1.6.0'), 'Bring checkout v1.6.0 to dev');
    await waitFor(
      '20 s without an API server, with Slipway answering',
      async () => {
        const { length } = await slipway.applications();
        if (length !== 12)
          throw Object.assign(new Error(`Slipway lists ${length} applications while the API server is gone`), { fatal: true });
        return Date.now() > back;
      },
      { every: 500 },
    );
    await portReleased(processes.state.ports.apiServer);
    startPart(processes, 'kube-apiserver');
    await apiServerReady(processes);
    const ended = Object.keys(processes.state.processes).filter(name => !processes.isRunning(name));
    ended.forEach(name => startPart(processes, name));
    await refresh(lab, 'checkout-dev');
    await upstream(lab, 'checkout-dev', 'synced at the pushed commit', syncedAt(commit), 240);
    return ended.length ? `started again: ${ended.join(', ')}` : '';
  },
  'Argo CD is restarted': async lab => {
    const { processes, repository } = lab;
    for (const name of [...argocdParts].reverse()) await processes.stop(name);
    const commit = repository.change(overlay('checkout', 'dev'), withTag('v1.7.0'), 'Bring checkout v1.7.0 to dev');
    argocdParts.forEach(name => startPart(processes, name));
    await argocdReady(processes);
    await refresh(lab, 'checkout-dev');
    await upstream(lab, 'checkout-dev', 'synced at the pushed commit', syncedAt(commit), 120);
  },
  'an application is deleted and created again': async lab => {
    const { metadata } = await lab.client.application('payments-dev');
    lab.client.kubectl(['delete', 'application', '-n', 'argocd', 'payments-dev', '--wait=false']);
    await upstream(
      lab,
      'payments-dev',
      'there with another uid',
      later => later.metadata.uid !== metadata.uid && later.status?.health?.status === 'Healthy' && later.status.sync?.status === 'Synced',
    );
  },
  'a sync fails': async lab => {
    const { repository, slipway } = lab;
    repository.change(overlay('inventory', 'production-eu'), withPort(99999), 'Serve inventory on another port');
    const place = { name: 'inventory-production-eu', service: 'inventory', environment: 'production' };
    await upstream(lab, place.name, 'out of sync', application => state(application).sync === 'OutOfSync');
    await follow(
      { ...lab, page: undefined },
      place,
      () => requestSync(lab.processes, place.name),
      application => state(application).phase === 'Failed',
    );
    const why = await waitFor('the reason of the failure in the record', async see => {
      const cell = (await slipway.services())
        .find(({ name }) => name === 'inventory')
        .cells.find(({ environment }) => environment === 'production');
      see(cell);
      return cell.word === 'Failed' && /99999|port/.test(cell.why ?? '') && cell.why;
    });
    await waitFor('Failed on the page', async see => {
      const cell = await lab.page.cell('inventory', 'production');
      see(cell.text);
      return cell.word === 'Failed';
    });
    return why.slice(0, 120);
  },
  'a failure is repaired by a revert': async lab => {
    const commit = lab.repository.revert('HEAD');
    const name = 'inventory-production-eu';
    await upstream(lab, name, 'compared with the revert', ({ status }) => status.sync.revision === commit);
    await requestSync(lab.processes, name);
    await upstream(lab, name, 'synced at the revert', syncedAt(commit));
  },
  'Argo CD heals a change made by hand': async lab => {
    const { status } = await lab.client.application('inventory-dev');
    lab.client.kubectl(['scale', 'deployment/inventory', '-n', 'shop-dev', '--replicas=5']);
    await upstream(
      lab,
      'inventory-dev',
      'healed',
      later =>
        later.status.operationState?.startedAt > status.operationState.startedAt &&
        syncedAt(later.status.operationState.syncResult?.revision)(later),
    );
  },
  'a burst over all applications': async lab => {
    const { client, processes, repository } = lab;
    for (const service of ['checkout', 'payments', 'inventory'])
      repository.edit(`${service}/base/settings.yaml`, text => text.replace(/logLevel: .*/, 'logLevel: warn'));
    const commit = repository.commitAndPush('Log less everywhere');
    for (const region of ['eu', 'us']) {
      const name = `inventory-production-${region}`;
      await upstream(lab, name, 'compared with the push', ({ status }) => status.sync.revision === commit);
      await requestSync(processes, name);
    }
    await waitFor(
      'all applications to be synced at the push',
      async see => {
        const { items } = await client.ask(applicationsPath);
        const behind = items.filter(item => !syncedAt(commit)(item));
        see(behind.map(item => [item.metadata.name, state(item)]));
        return items.length === 12 && behind.length === 0;
      },
      { seconds: 180 },
    );
  },
};
