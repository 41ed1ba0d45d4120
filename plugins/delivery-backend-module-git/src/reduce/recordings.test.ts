import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AnyObservation, JobFacts, observationSchemas, PullRequestFacts, PushFacts, RunFacts } from '@slipway/plugin-delivery-common';
import { compareOrder } from '@slipway/plugin-delivery-common';
import Ajv2020 from 'ajv/dist/2020';
import { readDelivery } from './readDelivery';

const folder = join(__dirname, '../../../../fixtures/recorded/gitea');
const context = { source: 'git/gitea', host: 'git.example.com' };
const CART = 'git.example.com/shop/cart';

interface Recording {
  event: string;
  body: Record<string, unknown>;
}

function recorded(name: string): Recording {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
}

function told(name: string): AnyObservation[] {
  const { event, body } = recorded(name);
  const reading = readDelivery(event, body, context);
  return 'observations' in reading ? reading.observations : [];
}

const factsOf = <Facts>(name: string) => told(name)[0].facts as Facts;
const titlesOf = (name: string) =>
  told(name).flatMap(({ kind, facts }) => (kind === 'change' ? [(facts as { title?: string }).title] : []));

describe('what Gitea sends, as recorded', () => {
  const validators = new Map(
    Object.entries(observationSchemas).map(([kind, schema]) => [
      kind,
      new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(schema),
    ]),
  );

  it.each(readdirSync(folder).map(file => file.replace(/\.json$/, '')))('%s keeps to the schemas', name => {
    for (const { kind, order, facts } of told(name)) {
      const validate = validators.get(kind)!;
      expect(validate(JSON.parse(JSON.stringify({ order, facts }))) || validate.errors).toBe(true);
    }
  });

  it.each<[string, Partial<PushFacts>, string[]]>([
    ['push.first', { ref: 'refs/heads/main', before: null, created: true, deleted: false, defaultBranch: 'main' }, ['Begin the cart']],
    ['push.two-commits', { ref: 'refs/heads/main', created: false, deleted: false }, ['Add lines', 'Tell how']],
    ['push.branch', { ref: 'refs/heads/fix', before: null, created: true, commits: [] }, []],
    ['push.forced', { ref: 'refs/heads/fix', created: false }, ['Mend the sum']],
    ['push.tag', { ref: 'refs/tags/v0.1.0', created: true, commits: [] }, []],
  ])('%s is a push, and its commits oldest first', (name, facts, titles) => {
    expect(told(name)[0]).toMatchObject({ kind: 'push', source: 'git/gitea', facts: { repository: CART, ...facts } });
    expect(titlesOf(name)).toEqual(titles);
  });

  it('tells what a commit touches, who made it, and its whole message', () => {
    const [, first, second] = told('push.two-commits');
    expect(first.facts).toMatchObject({
      repository: CART,
      paths: ['src/cart.js'],
      message: 'Add lines\n\nCo-authored-by: Bo Ek <bo.ek@example.com>\n',
      author: { name: 'Ada Lindqvist', email: 'ada.lindqvist@example.com' },
    });
    expect(second.facts).toMatchObject({ commit: factsOf<PushFacts>('push.two-commits').after, paths: ['docs/cart.md'] });
  });

  it('a branch that was there and is forced elsewhere names both commits', () => {
    const made = factsOf<PushFacts>('push.branch');
    const forced = factsOf<PushFacts>('push.forced');
    expect(forced.before).toBe(made.after);
    expect(forced.after).not.toBe(made.after);
    // Gitea does not say that it was forced.
    expect(forced).not.toHaveProperty('forced');
  });

  it.each<[string, Partial<PullRequestFacts>]>([
    ['pull_request.opened-merge', { number: 1, state: 'open', merged: false, mergeCommit: null, mergedAt: null }],
    ['pull_request.closed-unmerged', { number: 1, state: 'closed', merged: false, mergeCommit: null }],
    ['pull_request.reopened-anew', { number: 1, state: 'open', merged: false }],
    ['pull_request.closed-by-merge', { number: 1, state: 'closed', merged: true, mergedBy: { username: 'lab' } }],
    ['pull_request.closed-by-squash', { number: 2, state: 'closed', merged: true, headBranch: 'change-squash', baseBranch: 'main' }],
    ['pull_request.closed-by-rebase', { number: 3, state: 'closed', merged: true }],
  ])('%s is a pull request', (name, facts) => {
    expect(told(name)).toMatchObject([{ kind: 'pull-request', facts: { repository: CART, ...facts } }]);
  });

  it.each(['merge', 'squash', 'rebase'])('a pull request that was merged by %s names the commit that the push brought', way => {
    const pull = factsOf<PullRequestFacts>(`pull_request.closed-by-${way}`);
    expect(pull.mergeCommit).toBe(factsOf<PushFacts>(`push.by-${way}`).after);
    // Rebased onto what it stood on already, it is the same commit.
    expect(pull.mergeCommit === pull.head).toBe(way === 'rebase');
  });

  it('a pull request is in order, however it is told', () => {
    const orders = ['opened-merge', 'synchronized-again', 'closed-unmerged', 'reopened-anew', 'closed-by-merge'].map(
      name => told(`pull_request.${name}`)[0].order,
    );
    expect([...orders].sort(compareOrder)).toEqual(orders);
  });

  it.each<[string, Partial<RunFacts>]>([
    ['workflow_run.requested-that-passes', { status: 'queued', conclusion: null, startedAt: undefined }],
    ['workflow_run.in_progress-that-passes', { status: 'in_progress', conclusion: null }],
    ['workflow_run.completed-that-passes', { status: 'completed', conclusion: 'success' }],
    ['workflow_run.completed-that-fails', { status: 'completed', conclusion: 'failure' }],
  ])('%s is a run', (name, facts) => {
    expect(told(name)).toMatchObject([
      {
        kind: 'run',
        facts: {
          repository: CART,
          attempt: 1,
          workflow: 'build',
          path: '.gitea/workflows/build.yaml',
          branch: 'main',
          event: 'push',
          ...facts,
        },
      },
    ]);
  });

  it.each<[string, Partial<JobFacts>]>([
    ['workflow_job.queued-that-fails', { status: 'queued', conclusion: null, startedAt: undefined }],
    ['workflow_job.in_progress-that-fails', { status: 'in_progress', conclusion: null }],
    ['workflow_job.completed-that-fails', { status: 'completed', conclusion: 'failure', failedSteps: ['Run npm test'] }],
  ])('%s is a job', (name, facts) => {
    expect(told(name)).toMatchObject([{ kind: 'job', facts: { repository: CART, attempt: 1, name: 'test', ...facts } }]);
  });

  it.each(['that-passes', 'that-fails'])('a run and its job %s end last', name => {
    for (const [event, began] of [
      ['workflow_run', 'requested'],
      ['workflow_job', 'queued'],
    ]) {
      const orders = [began, 'in_progress', 'completed'].map(action => told(`${event}.${action}-${name}`)[0].order);
      expect([...orders].sort(compareOrder)).toEqual(orders);
    }
  });

  it('a run that is started again comes after its end, though Gitea gives it no other attempt', () => {
    const ended = recorded('workflow_run.completed-that-passes');
    const again = recorded('workflow_run.in_progress-that-passes');
    const { completed_at: end } = ended.body.workflow_run as { completed_at: string };
    const later = (seconds: number) => new Date(Date.parse(end) + seconds * 1000).toISOString();
    const state = (body: object, more: object) => {
      const reading = readDelivery(
        'workflow_run',
        { ...body, workflow_run: { ...(body as typeof again.body).workflow_run!, ...more } },
        context,
      );
      return 'observations' in reading ? reading.observations[0].order : undefined;
    };
    const orders = [
      told('workflow_run.completed-that-passes')[0].order,
      state(again.body, { started_at: later(5) })!,
      state(ended.body, { started_at: later(5), completed_at: later(9), conclusion: 'failure' })!,
      // Cancelled before it began for a third time.
      state(ended.body, { started_at: '1970-01-01T00:00:00Z', completed_at: later(20), conclusion: 'cancelled' })!,
    ];
    expect([...orders].reverse().sort(compareOrder)).toEqual(orders);
  });

  it('a release is there, and then gone', () => {
    expect(told('release.published-of-a-tag')).toMatchObject([{ kind: 'release', facts: { tag: 'v0.1.0', name: 'The first' } }]);
    expect(told('release.deleted-removed')).toMatchObject([{ kind: 'release', facts: { tag: 'v0.1.0', gone: true } }]);
  });

  it('tells which tag was pushed to its registry, and not what it names', () => {
    const { event, body } = recorded('package.created-image');
    expect(readDelivery(event, body, context)).toMatchObject({
      observations: [{ kind: 'tag', facts: { repository: 'git.example.com/shop/cart', tag: 'v0.1.0' } }],
    });
  });

  it('tells nothing that the record uses with the deletion of a branch', () => {
    const { event, body } = recorded('delete.branch-deleted');
    expect(readDelivery(event, body, context)).toEqual({ unused: event });
  });

  it.each([
    'push.first',
    'pull_request.opened-merge',
    'workflow_run.completed-that-passes',
    'workflow_job.completed-that-passes',
    'release.published-of-a-tag',
  ])('without its repository %s is refused by name', name => {
    const { event, body } = recorded(name);
    expect(() => readDelivery(event, { ...body, repository: undefined }, context)).toThrow("'repository' is missing");
  });
});
