import Ajv2020 from 'ajv/dist/2020';
import { FactsByKind, OBSERVATION_KINDS, ObservationKind, eventTypeOf } from '../observations';
import { observationSchemas } from './index';

type Needed<Facts> = { [Member in keyof Required<Facts>]: undefined extends Facts[Member] ? 'may' : 'must' };

// The compiler holds this to the types, and the test holds the schemas to this.
const MEMBERS: { [K in ObservationKind]: Needed<FactsByKind[K]> } = {
  change: {
    repository: 'must',
    commit: 'must',
    parents: 'may',
    paths: 'may',
    title: 'may',
    message: 'may',
    author: 'may',
    committer: 'may',
    committedAt: 'may',
    branch: 'may',
    pullRequest: 'may',
  },
  artifact: {
    digest: 'must',
    repository: 'may',
    tags: 'may',
    commit: 'may',
    sourceRepository: 'may',
    builtAt: 'may',
  },
  revision: {
    repository: 'must',
    revision: 'must',
    title: 'may',
    author: 'may',
    committedAt: 'may',
  },
  application: {
    instance: 'must',
    uid: 'must',
    namespace: 'must',
    name: 'must',
    gone: 'may',
    project: 'must',
    applicationSet: 'must',
    labels: 'must',
    annotations: 'must',
    destination: 'must',
    sources: 'must',
    autoSync: 'must',
    deleting: 'must',
    operationPending: 'must',
    outdated: 'may',
    sync: 'must',
    syncWord: 'may',
    health: 'must',
    healthWord: 'may',
    healthMessage: 'may',
    healthSince: 'may',
    revisionList: 'must',
    operation: 'must',
    operationRevisions: 'must',
    lastDeployedRevisions: 'must',
    history: 'must',
    images: 'must',
    conditions: 'must',
    workloads: 'must',
    failingResources: 'must',
  },
  operation: {
    application: 'must',
    instance: 'must',
    uid: 'must',
    startedAt: 'must',
    identity: 'must',
    finishedAt: 'may',
    phase: 'must',
    message: 'may',
    partial: 'must',
    dryRun: 'must',
    retryCount: 'must',
    selfHeal: 'must',
    initiatedBy: 'must',
    revisionList: 'must',
    images: 'may',
    via: 'must',
    failedResources: 'must',
  },
  entity: {
    ref: 'must',
    gone: 'may',
    title: 'may',
    owner: 'may',
    system: 'may',
    type: 'may',
    lifecycle: 'may',
    tags: 'must',
    annotations: 'must',
  },
  push: {
    repository: 'must',
    ref: 'must',
    before: 'must',
    after: 'must',
    created: 'must',
    deleted: 'must',
    forced: 'may',
    commits: 'must',
    pusher: 'may',
    pushedAt: 'may',
  },
  'pull-request': {
    repository: 'must',
    number: 'must',
    title: 'may',
    state: 'must',
    draft: 'must',
    merged: 'must',
    head: 'must',
    headBranch: 'may',
    base: 'may',
    baseBranch: 'may',
    mergeCommit: 'must',
    mergedAt: 'must',
    mergedBy: 'may',
    author: 'may',
    updatedAt: 'may',
    url: 'may',
  },
  run: {
    repository: 'must',
    runId: 'must',
    attempt: 'must',
    number: 'may',
    workflow: 'must',
    path: 'may',
    title: 'may',
    event: 'may',
    head: 'must',
    branch: 'must',
    status: 'must',
    conclusion: 'must',
    createdAt: 'may',
    startedAt: 'may',
    updatedAt: 'may',
    actor: 'may',
    pullRequests: 'may',
    url: 'may',
  },
  job: {
    repository: 'must',
    runId: 'must',
    jobId: 'must',
    attempt: 'must',
    name: 'must',
    workflow: 'may',
    head: 'must',
    branch: 'may',
    status: 'must',
    conclusion: 'must',
    failedSteps: 'may',
    createdAt: 'may',
    startedAt: 'may',
    finishedAt: 'may',
    url: 'may',
  },
  release: {
    repository: 'must',
    releaseId: 'must',
    tag: 'must',
    name: 'may',
    draft: 'must',
    prerelease: 'must',
    gone: 'may',
    target: 'may',
    author: 'may',
    publishedAt: 'may',
    url: 'may',
  },
  'deployment-report': {
    repository: 'must',
    deploymentId: 'must',
    commit: 'must',
    ref: 'may',
    environment: 'must',
    state: 'must',
    description: 'may',
    creator: 'may',
    updatedAt: 'may',
    url: 'may',
  },
};

interface Schema {
  title: string;
  properties: { facts: { required: string[]; properties: Record<string, unknown> } };
}

describe.each(OBSERVATION_KINDS)('the schema of %s', kind => {
  const schema = observationSchemas[kind] as Schema;

  it('has the members of its type', () => {
    const { required, properties } = schema.properties.facts;
    const members = Object.entries(MEMBERS[kind]);
    expect(Object.keys(properties).sort()).toEqual(members.map(([name]) => name).sort());
    expect([...required].sort()).toEqual(
      members
        .filter(([, needed]) => needed === 'must')
        .map(([name]) => name)
        .sort(),
    );
  });

  it('refuses what it does not declare', () => {
    const validate = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(schema);
    expect(schema.title).toBe(eventTypeOf(kind));
    expect(validate({ order: { epoch: '0', position: '0' } })).toBe(false);
    expect(validate({ order: { epoch: '0', position: '0' }, facts: {}, more: 1 })).toBe(false);
  });
});
