import { AnyObservation, JobFacts, RunFacts } from '@slipway/plugin-delivery-common';
import { countOf, isMembers, itemsOf, Members, membersOf, observe, textOf } from '@slipway/plugin-delivery-node';
import { DeliveryContext, accountOf, instantOf, memberOf, placeOf, repositoryOf, wantCommit, wantId } from './members';

// What waits, what runs, what is over. An unheard-of word is before all of them: nothing that is known gives way to it.
const RANK: Record<string, string> = { requested: '1', queued: '1', pending: '1', waiting: '1', in_progress: '2', completed: '3' };

/** A run of a workflow. The body says how it is; the action may lag behind it. */
export function readWorkflowRun(payload: Members, { source, host, isListed }: DeliveryContext): AnyObservation[] {
  const run = memberOf(payload, 'workflow_run');
  const workflow = membersOf(payload.workflow);
  const updatedAt = instantOf(run.updated_at) ?? instantOf(run.completed_at) ?? instantOf(run.started_at);
  const facts: RunFacts = {
    repository: repositoryOf(payload, host),
    runId: wantId(run.id, 'workflow_run.id'),
    attempt: countOf(run.run_attempt) || 1,
    number: countOf(run.run_number) || undefined,
    // GitHub's run has a name, which may be empty; Gitea's has none, and its list has no more than the file.
    workflow: textOf('name' in run ? run.name : workflow.name) ?? (isListed ? fileOf(run.path) : ''),
    path: textOf(workflow.path) ?? textOf(run.path),
    title: textOf(run.display_title),
    event: textOf(run.event),
    head: wantCommit(run.head_sha, 'workflow_run.head_sha'),
    branch: textOf(run.head_branch) ?? null,
    ...stateOf(run),
    createdAt: instantOf(run.created_at),
    startedAt: instantOf(run.run_started_at ?? run.started_at),
    updatedAt,
    actor: accountOf(run.triggering_actor ?? run.trigger_actor ?? run.actor),
    pullRequests: itemsOf(run.pull_requests).flatMap(item => countOf(membersOf(item).number) || []),
    url: textOf(run.html_url),
  };
  const order = orderOf(facts, isListed);
  // Gitea does not count the attempts of a run: it is the one that began then. What has not begun is before what has.
  const isCounted = countOf(run.run_attempt) > 0;
  const began = Math.max(1, Number(placeOf(facts.startedAt ?? updatedAt)));
  return [observe('run', facts, { source, order: isCounted ? order : { ...order, epoch: String(began) }, occurredAt: updatedAt })];
}

/** A job of a run. */
export function readWorkflowJob(payload: Members, { source, host, isListed }: DeliveryContext): AnyObservation[] {
  const job = memberOf(payload, 'workflow_job');
  const startedAt = instantOf(job.started_at);
  const finishedAt = instantOf(job.completed_at);
  const failedSteps = itemsOf(job.steps)
    .filter(isMembers)
    .filter(step => step.conclusion === 'failure')
    .flatMap(step => textOf(step.name) ?? []);
  const facts: JobFacts = {
    repository: repositoryOf(payload, host),
    runId: wantId(job.run_id, 'workflow_job.run_id'),
    jobId: wantId(job.id, 'workflow_job.id'),
    attempt: countOf(job.run_attempt) || 1,
    name: textOf(job.name) ?? '',
    workflow: textOf(job.workflow_name),
    head: wantCommit(job.head_sha, 'workflow_job.head_sha'),
    branch: textOf(job.head_branch),
    ...stateOf(job),
    failedSteps: failedSteps.length > 0 ? failedSteps : undefined,
    createdAt: instantOf(job.created_at),
    startedAt,
    finishedAt,
    url: textOf(job.html_url),
  };
  return [observe('job', facts, { source, order: orderOf(facts, isListed), occurredAt: finishedAt ?? startedAt })];
}

function fileOf(path: unknown): string {
  return textOf(path)?.replace(/@.*$/, '').split('/').at(-1) ?? '';
}

function stateOf({ status, conclusion }: Members): { status: string; conclusion: string | null } {
  return { status: textOf(status) ?? 'unknown', conclusion: textOf(conclusion) ?? null };
}

// A run that waits for a person is called completed as well, and goes on under the same attempt: its end comes later.
// Of one moment a webhook says more than a list.
function orderOf(
  { attempt, status, conclusion, ...facts }: { attempt: number; status: string; conclusion: string | null } & object,
  isListed = false,
) {
  const updatedAt = 'updatedAt' in facts ? (facts.updatedAt as string | undefined) : undefined;
  const rank = conclusion === 'action_required' ? '1' : (RANK[status] ?? '0');
  const place = Math.max(0, Number(placeOf(updatedAt)) - (isListed ? 1 : 0));
  return { epoch: String(attempt), position: `${rank}${String(place).padStart(15, '0')}` };
}
