// Compares the delivery record with the API server, item by item.
import { applicationsPath } from '../kubernetes.mjs';
import { waitFor } from '../waitFor.mjs';

const instant = value => (value ? new Date(value).toISOString() : null);
const revisionsOf = ({ revision, revisions } = {}) => revisions ?? (revision ? [revision] : []);

/** What the record must say of an Application object. */
function expected({ metadata, spec, status = {} }) {
  const { operationState } = status;
  return {
    instance: 'lab',
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    project: spec.project,
    sync: status.sync?.status ?? 'Unknown',
    health: status.health?.status ?? 'Unknown',
    phase: operationState?.phase ?? null,
    startedAt: instant(operationState?.startedAt),
    finishedAt: instant(operationState?.finishedAt),
    revisions: revisionsOf(status.sync),
    images: [...(status.summary?.images ?? [])].sort(),
    history: status.history?.length ?? 0,
  };
}

/** The same facts out of the record. */
const recorded = item => ({
  instance: item.instance,
  uid: item.uid,
  namespace: item.namespace,
  name: item.name,
  project: item.project,
  sync: item.sync,
  health: item.health,
  phase: item.operation?.phase ?? null,
  startedAt: instant(item.operation?.startedAt),
  finishedAt: instant(item.operation?.finishedAt),
  revisions: item.revisions,
  images: [...item.images].sort(),
  history: item.history,
});

/** Lists every difference in words; an empty list means that the record is right. */
export function differences(objects, items) {
  const found = [];
  const byUid = new Map();
  for (const item of items) {
    if (byUid.has(item.uid)) found.push(`${item.name} (${item.uid}) is in the record twice`);
    byUid.set(item.uid, recorded(item));
  }
  for (const wanted of objects.map(expected)) {
    const actual = byUid.get(wanted.uid);
    byUid.delete(wanted.uid);
    if (!actual) found.push(`${wanted.name} (${wanted.uid}) is not in the record`);
    for (const key of actual ? Object.keys(wanted) : []) {
      const [is, should] = [JSON.stringify(actual[key]), JSON.stringify(wanted[key])];
      if (is !== should) found.push(`${wanted.name}: ${key} is ${is} in the record and ${should} in Argo CD`);
    }
  }
  for (const { name, uid } of byUid.values()) found.push(`${name} (${uid}) is in the record and no longer in Argo CD`);
  return found;
}

/** Deployments that the record has twice: one operation of one application is one deployment. */
async function doubles(slipway) {
  const rows = await slipway.services();
  const details = await Promise.all(rows.map(({ ref }) => slipway.get(`/services/${ref.replace(/^(\w+):(\w+)\//, '$2/$1/')}`)));
  const keys = details.flatMap(({ name, deployments }) =>
    deployments.map(({ application, cluster, startedAt }) => `${name}: ${application} on ${cluster} at ${startedAt}`),
  );
  return keys.filter((key, index) => keys.indexOf(key) !== index).map(key => `deployment of ${key} is in the record twice`);
}

/** Waits until the record equals the API server; says how many applications were compared. */
export async function audit(client, slipway) {
  let compared = 0;
  await waitFor('the record to equal the API server', async see => {
    const { items } = await client.ask(applicationsPath);
    const found = [...differences(items, await slipway.applications()), ...(await doubles(slipway))];
    see(found.join('; '));
    compared = items.length;
    return found.length === 0;
  });
  return compared;
}
