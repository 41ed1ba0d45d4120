import { iso } from '../history/calendar';
import { imageOf, repositoryOf } from '../organisation/services';
import { atInstant, ONCE, SOURCES, Told } from './told';

/** A run of the simulated CI for one commit. */
export interface ToldBuild {
  service: string;
  runId: string;
  number: number;
  head: string;
  title: string;
  startsAt: number;
  endsAt: number;
  /** The step that failed, where one did. */
  failedStep?: string;
  /** What it pushed, where it did not fail. */
  image?: { version: string; digest: string };
  /** The image carries no label that names its commit. */
  unlabelled?: boolean;
}

/** The parts of a run, with the share of its time after which each ends. */
const JOBS = [
  { name: 'lint', until: 0.3 },
  { name: 'test', until: 0.7 },
  { name: 'image', until: 1 },
] as const;

const RANK = { queued: '1', in_progress: '2', completed: '3' } as const;

/** What CI and registry say of a build, from its start to its image. */
export function tellBuild(build: ToldBuild): Told[] {
  const { startsAt, endsAt, failedStep, image } = build;
  const failing = failedStep === undefined ? JOBS.length : JOBS.findIndex(job => job.name === 'test');
  const atShare = (share: number) => startsAt + Math.round(((endsAt - startsAt) * share) / 1000) * 1000;
  const told: Told[] = [tellRun(build, startsAt, 'in_progress')];
  JOBS.slice(0, failing + 1).forEach(({ name, until }, index) => {
    const begun = index === 0 ? startsAt : atShare(JOBS[index - 1].until);
    const failed = index === failing;
    told.push(tellJob(build, { name, jobId: `${build.runId}-${index + 1}`, begun, ended: failed ? endsAt : atShare(until), failed }));
  });
  if (image) {
    told.push(...tellImage(build, image));
  }
  told.push(tellRun(build, endsAt, 'completed'));
  return told;
}

function tellRun(build: ToldBuild, at: number, status: 'in_progress' | 'completed'): Told<'run'> {
  const { service, runId, number, head, title, startsAt, failedStep } = build;
  const conclusion = failedStep === undefined ? 'success' : 'failure';
  return {
    at,
    kind: 'run',
    source: SOURCES.ci,
    order: { epoch: '1', position: RANK[status] },
    facts: () => ({
      repository: repositoryOf(service),
      runId,
      attempt: 1,
      number,
      workflow: 'demo-ci',
      title,
      event: 'push',
      head,
      branch: 'main',
      status,
      conclusion: status === 'completed' ? conclusion : null,
      startedAt: iso(startsAt),
      updatedAt: iso(at),
    }),
  };
}

function tellJob(build: ToldBuild, job: { name: string; jobId: string; begun: number; ended: number; failed: boolean }): Told<'job'> {
  const { service, runId, head, failedStep } = build;
  const { name, jobId, begun, ended, failed } = job;
  return {
    at: ended,
    kind: 'job',
    source: SOURCES.ci,
    order: { epoch: '1', position: RANK.completed },
    facts: () => ({
      repository: repositoryOf(service),
      runId,
      jobId,
      attempt: 1,
      name,
      workflow: 'demo-ci',
      head,
      branch: 'main',
      status: 'completed',
      conclusion: failed ? 'failure' : 'success',
      ...(failed && failedStep !== undefined && { failedSteps: [failedStep] }),
      startedAt: iso(begun),
      finishedAt: iso(ended),
    }),
  };
}

function tellImage({ service, head, endsAt, unlabelled }: ToldBuild, { version, digest }: { version: string; digest: string }): Told[] {
  const at = endsAt - 1000;
  const repository = imageOf(service);
  const artifact: Told<'artifact'> = {
    at,
    kind: 'artifact',
    source: SOURCES.registry,
    order: ONCE,
    facts: () => ({
      digest,
      repository,
      tags: [version],
      builtAt: iso(at),
      ...(!unlabelled && { commit: head, sourceRepository: repositoryOf(service), commitFrom: 'label' as const }),
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      platform: 'linux/amd64',
      labels: {
        'org.opencontainers.image.version': version,
        ...(!unlabelled && {
          'org.opencontainers.image.revision': head,
          'org.opencontainers.image.source': `https://${repositoryOf(service)}`,
        }),
      },
    }),
  };
  const tag: Told<'tag'> = {
    at,
    kind: 'tag',
    source: SOURCES.registry,
    order: atInstant(at),
    facts: () => ({ repository, tag: version, digest }),
  };
  return [artifact, tag];
}
