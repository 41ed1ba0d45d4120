// Follows one application through a change: what Argo CD publishes, what the record and the page say, and how far behind.
import { applicationsPath } from '../kubernetes.mjs';
import { waitFor } from '../waitFor.mjs';

const instant = value => (value ? new Date(value).toISOString() : null);
const keyOf = (sync, health, operation, revisions) =>
  [
    sync ?? 'Unknown',
    health ?? 'Unknown',
    operation?.phase ?? 'no operation',
    instant(operation?.startedAt),
    instant(operation?.finishedAt),
    revisions,
  ].join(' ');
const upstreamKey = ({ status = {} }) =>
  keyOf(
    status.sync?.status,
    status.health?.status,
    status.operationState,
    status.sync?.revisions ?? [status.sync?.revision ?? ''].filter(Boolean),
  );
const recordKey = ({ sync, health, operation, revisions }) => keyOf(sync, health, operation, revisions);

/** The word of a cell with one target, by the definitions; the story's own reading of them. */
export function cellWord({ spec, status = {}, operation }) {
  const phase = status.operationState?.phase;
  const health = status.health?.status;
  const outOfSync = status.sync?.status === 'OutOfSync';
  if (phase === 'Failed' || phase === 'Error' || status.conditions?.some(({ type }) => type.endsWith('Error'))) return 'Failed';
  if (health === 'Degraded' || health === 'Missing') return 'Degraded';
  const synced = status.operationState?.syncResult;
  const moved = JSON.stringify(status.sync?.revisions ?? status.sync?.revision) !== JSON.stringify(synced?.revisions ?? synced?.revision);
  if (operation || phase === 'Running' || phase === 'Terminating' || (outOfSync && spec.syncPolicy?.automated && moved)) return 'Syncing';
  if (health === 'Progressing') return 'Rolling out';
  if (outOfSync) return 'Drifted';
  // What the lab's CI built is asked for by its digest; nobody knows what any other image was built from.
  if (health === 'Healthy' && status.summary?.images?.some(image => !image.includes('@sha256:'))) return 'Not linked';
  return health ?? 'Unknown';
}

/** States with the instant at which each was first seen; one that repeats the last adds nothing. */
function sightings() {
  const list = [];
  return { list, add: (key, at = Date.now()) => key && key !== list.at(-1)?.key && list.push({ key, at }) };
}

/** Milliseconds from each state until the follower showed it or a later one. */
function delaysOf(upstream, follower) {
  return upstream.flatMap(({ at }, index) => {
    const later = new Set(upstream.slice(index).map(({ key }) => key));
    const shown = follower.find(({ key }) => later.has(key));
    return shown ? [Math.max(0, shown.at - at)] : [];
  });
}

/** Fails unless every state that the follower showed was published, in that order; the state before the change may lead. */
function assertInOrder(who, upstream, follower) {
  let position = 0;
  for (const { key } of follower.slice(1)) {
    const found = upstream.findIndex((state, index) => index >= position && state.key === key);
    if (found < 0) {
      const list = states => states.map(state => state.key).join(' → ');
      throw new Error(`${who} showed '${key}', which Argo CD did not publish then. Argo CD: ${list(upstream)}. ${who}: ${list(follower)}`);
    }
    position = found;
  }
}

/**
 * Runs `act` and waits until Argo CD has come to the end of what it causes, then the record, then the page.
 *
 * @param {{ client: object, slipway: object, page?: object }} lab
 * @param {{ name: string, service: string, environment: string }} application
 * @param {() => unknown} act
 * @param {(application: object) => unknown} isOver whether an Application object shows the end
 */
export async function follow({ client, slipway, page }, { name, service, environment }, act, isOver) {
  const upstream = sightings();
  const words = sightings();
  const record = sightings();
  const seenOnPage = sightings();
  let last;
  const look = async () => {
    record.add(recordKey(await slipway.application(name)));
    if (page) seenOnPage.add((await page.cell(service, environment)).word);
  };
  // What was published before `act` is no part of the change: the record and the page must have it first.
  await waitFor(`the record and the page to be level with ${name}`, async see => {
    const before = await client.application(name);
    const item = await slipway.application(name);
    const cell = page && (await page.cell(service, environment));
    see({ record: recordKey(item), argocd: upstreamKey(before), cell });
    return recordKey(item) === upstreamKey(before) && (!page || cell.word === cellWord(before));
  });
  await look();
  const { metadata } = await client.ask(applicationsPath);
  const watch = client.watch(applicationsPath, metadata.resourceVersion, ({ type, object }) => {
    if (type === 'BOOKMARK' || object.metadata?.name !== name) return;
    last = object;
    upstream.add(upstreamKey(object));
    words.add(cellWord(object));
  });
  try {
    const seen = () => upstream.list.map(({ key }) => key).join(' → ') || 'no event';
    await act();
    await waitFor(
      `Argo CD to come to the end of the change of ${name}`,
      async see => {
        see(seen());
        await look();
        return last && isOver(last);
      },
      { every: 30 },
    );
    await waitFor(
      `the record of ${name} to show what Argo CD shows`,
      async see => {
        await look();
        see(`record ${record.list.at(-1).key}; Argo CD ${seen()}`);
        return record.list.at(-1).key === upstreamKey(last);
      },
      { every: 30 },
    );
    if (page) {
      await waitFor(
        `the page to show ${cellWord(last)} for ${service} in ${environment}`,
        async see => {
          const cell = await page.cell(service, environment);
          seenOnPage.add(cell.word);
          see(cell.text);
          return cell.word === cellWord(last);
        },
        { every: 30 },
      );
    }
  } finally {
    watch.stop();
  }
  assertInOrder('the record', upstream.list, record.list);
  if (page) assertInOrder('the page', words.list, seenOnPage.list);
  return {
    application: last,
    steps: seenOnPage.list.length ? seenOnPage.list.map(({ key }) => key) : words.list.map(({ key }) => key),
    delays: { record: delaysOf(upstream.list, record.list), page: page ? delaysOf(words.list, seenOnPage.list.slice(1)) : [] },
  };
}
