// A canary of Argo Rollouts: it stops with two versions running, and a person says whether it goes on.
import { withTag } from './overlays.mjs';
import { waitFor } from '../waitFor.mjs';
import { shows } from './pages.mjs';

const ROLLOUT = '/apis/argoproj.io/v1alpha1/namespaces/shop-production-eu/rollouts/payments';
const OVERLAY = 'payments/production-eu/kustomization.yaml';

/** Waits until the controller says so of the Rollout, and then until Slipway shows those revisions and versions. */
async function shown({ client, slipway, page }, phase, versions) {
  const upstream = await waitFor(`the Rollout to be ${phase} with ${versions.join(' and ')}`, async see => {
    const { metadata, status } = await client.ask(ROLLOUT);
    const items = JSON.parse(
      client.kubectl(['get', 'pods', '-n', 'shop-production-eu', '-l', 'app.kubernetes.io/name=payments', '-o', 'json']),
    ).items;
    const run = [...new Set(items.map(pod => pod.spec.containers[0].image.split(':').at(-1)))].sort();
    see({ phase: status.phase, run });
    return (
      status.phase === phase && status.observedGeneration === String(metadata.generation) && String(run) === String(versions) && status
    );
  });
  const began = Date.now();
  await waitFor(`the API to show the Rollout ${phase}`, async see => {
    const { items } = await slipway.get('/services/default/component/payments/workloads');
    const { stableRevision, updateRevision, paused, canaryWeight, pods } = items.find(({ kind }) => kind === 'Rollout');
    const run = [...new Set(pods.map(pod => pod.containers[0].image.split(':').at(-1)))].sort();
    see({ stableRevision, updateRevision, paused, canaryWeight, run });
    const revisions = stableRevision === upstream.stableRS && updateRevision === upstream.currentPodHash;
    return revisions && paused === (phase === 'Paused') && String(run) === String(versions);
  });
  const api = Date.now() - began;
  const tab = await page.openTab('payments', 'kubernetes');
  const words = phase === 'Paused' ? ['two revisions run', 'paused'] : [];
  await shows(tab, ...words, ...versions.map(version => `payments:${version}`));
  return `API +${(api / 1000).toFixed(2)}, page +${((Date.now() - began) / 1000).toFixed(2)}`;
}

const tell = ({ client }, change) => client.patch(`${ROLLOUT}/status`, { status: change });
const bring = ({ repository }, version) => repository.change(OVERLAY, withTag(version), `Bring payments ${version} to the EU`);

export const canaries = {
  'a canary that pauses shows both versions, and one when a person promotes it': async lab => {
    bring(lab, 'v1.1.0');
    const paused = await shown(lab, 'Paused', ['v1.0.0', 'v1.1.0']);
    await tell(lab, { pauseConditions: null });
    return `paused: ${paused}; promoted: ${await shown(lab, 'Healthy', ['v1.1.0'])}`;
  },
  'a canary that a person aborts leaves the stable version alone, and a revert makes it well': async lab => {
    bring(lab, 'v1.2.0');
    await shown(lab, 'Paused', ['v1.1.0', 'v1.2.0']);
    await tell(lab, { abort: true });
    const aborted = await shown(lab, 'Degraded', ['v1.1.0']);
    lab.repository.revert('HEAD');
    return `aborted: ${aborted}; reverted: ${await shown(lab, 'Healthy', ['v1.1.0'])}`;
  },
};
