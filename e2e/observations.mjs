const repository = 'https://git.example.com/acme/gitops.git';

/** A CloudEvent of ours, as a poster hands it in. */
export const event = (kind, id, order, facts) => ({
  specversion: '1.0',
  id,
  source: 'stories',
  type: `dev.slipway.${kind}.observed.v1`,
  data: { order, facts },
});

let position = 0;

/**
 * How one application looks, and the sync that brought it there.
 * @param {{ service: string, environment: string, version: string, at?: Date, uid?: string, facts?: object, operation?: object }} options
 */
export function observe({ service, environment, version, at, uid, facts = {}, operation = {} }) {
  position += 1;
  const name = `${service}-${environment}`;
  const id = uid ?? `uid-${name}`;
  const subject = `argocd/stories/${id}`;
  const revision = revisionOf(`${name} ${version}`);
  const revisionList = [{ source: repository, revision, kind: 'git' }];
  const startedAt = at && at.toISOString();
  const finishedAt = at && new Date(at.getTime() + 20_000).toISOString();
  const images = [`registry.example.com/${service}:${version}`];
  const operationFacts = startedAt && {
    application: subject,
    instance: 'stories',
    uid: id,
    startedAt,
    identity: '-',
    finishedAt,
    phase: 'Succeeded',
    partial: false,
    dryRun: false,
    retryCount: 0,
    selfHeal: false,
    initiatedBy: { automated: true },
    revisionList,
    images,
    via: 'history',
    failedResources: [],
    ...operation,
  };
  const application = event(
    'application',
    `${name}-${position}`,
    { epoch: '1', position: String(position) },
    {
      instance: 'stories',
      uid: id,
      namespace: 'argocd',
      name,
      project: 'default',
      applicationSet: null,
      labels: {},
      annotations: {},
      destination: { name: 'in-cluster', namespace: name },
      sources: [{ repoURL: repository, path: `${service}/${environment}` }],
      autoSync: true,
      deleting: false,
      operationPending: false,
      sync: 'Synced',
      health: 'Healthy',
      ...(finishedAt && { healthSince: finishedAt }),
      revisionList,
      operation: operationFacts
        ? {
            phase: operationFacts.phase,
            startedAt,
            finishedAt,
            ...(operationFacts.message && { message: operationFacts.message }),
            partial: false,
            dryRun: false,
            retryCount: 0,
            selfHeal: false,
            subject: `${subject}/${startedAt}/-`,
          }
        : null,
      operationRevisions: [],
      lastDeployedRevisions: startedAt ? [revision] : [],
      history: startedAt ? 1 : 0,
      images,
      conditions: [],
      workloads: [],
      failingResources: [],
      ...facts,
    },
  );
  const sync = operationFacts && event('operation', `${name}-sync-${position}`, { epoch: '0', position: '4' }, operationFacts);
  return sync ? [sync, application] : [application];
}

/** A commit's name that stays the same for the same text. */
export function revisionOf(text) {
  let hash = 2166136261;
  let name = '';
  while (name.length < 40) {
    for (const letter of text + name) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619) >>> 0;
    name += hash.toString(16).padStart(8, '0');
  }
  return name.slice(0, 40);
}

/** Hands events in and fails unless all of them are taken. */
export async function post(slipway, events) {
  const answer = await slipway.request('/api/delivery/events', {
    body: events,
    headers: { 'content-type': 'application/cloudevents-batch+json' },
  });
  const said = await answer.json();
  if (answer.status !== 202 || said.rejected.length > 0) {
    throw new Error(`The events were not taken: ${answer.status} ${JSON.stringify(said)}`);
  }
}
