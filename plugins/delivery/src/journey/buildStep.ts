import { Change } from '@slipway/plugin-delivery-common';
import { JourneyStep } from './steps';

type Build = Change['builds'][number];
type Verdict = 'failed' | 'moving' | 'cancelled' | 'waits' | 'passed' | 'skipped';

const WORST_FIRST: Verdict[] = ['failed', 'waits', 'moving', 'cancelled', 'passed', 'skipped'];

/** What a CI run came to, in the words that hosts share. */
export function verdictOf({ status, conclusion }: Pick<Build, 'status' | 'conclusion'>): Verdict {
  switch (conclusion) {
    case null:
      return status === 'waiting' || status === 'action_required' ? 'waits' : 'moving';
    case 'success':
      return 'passed';
    case 'cancelled':
    case 'canceled':
    case 'stale':
      return 'cancelled';
    case 'skipped':
    case 'neutral':
      return 'skipped';
    case 'action_required':
      return 'waits';
    default:
      return 'failed';
  }
}

/** The run that counts of each workflow: the newest, in its newest attempt. */
export function countingBuilds(builds: readonly Build[]): Build[] {
  const newest = new Map<string, Build>();
  const rank = (build: Build) => [build.number ?? 0, Date.parse(build.startedAt ?? '') || 0, build.attempt ?? 1];
  for (const build of builds) {
    const known = newest.get(build.workflow);
    const difference = known
      ? rank(build)
          .map((value, index) => value - rank(known)[index])
          .find(value => value !== 0)
      : 1;
    if (difference === undefined || difference > 0) {
      newest.set(build.workflow, build);
    }
  }
  return [...newest.values()];
}

/** The name of a run as people say it: `run 1841`, with the workflow where there are several. */
export function runName(build: Build, named = true): string {
  const attempt = (build.attempt ?? 1) > 1 ? `, attempt ${build.attempt}` : '';
  const number = build.number === undefined ? 'run' : `run ${build.number}`;
  return named && build.workflow ? `${build.workflow} ${number}${attempt}` : `${number}${attempt}`;
}

function spanOf(builds: Build[], open: boolean): JourneyStep['took'] {
  const starts = builds.flatMap(build => build.startedAt ?? []).sort();
  const ends = builds.flatMap(build => build.finishedAt ?? []).sort();
  if (starts.length === 0 || (!open && ends.length === 0)) {
    return undefined;
  }
  return { from: starts[0], until: open ? null : ends[ends.length - 1] };
}

const looks: Record<Verdict, Pick<JourneyStep, 'status' | 'look' | 'word'>> = {
  failed: { status: 'failed', look: { shape: 'failed', role: 'negative' }, word: 'Failed' },
  waits: { status: 'waits', look: { shape: 'waiting', role: 'warning' }, word: 'Waits' },
  moving: { status: 'moving', look: { shape: 'building', role: 'announcement' }, word: 'Building' },
  cancelled: { status: 'failed', look: { shape: 'removing', role: 'neutral' }, word: 'Cancelled' },
  passed: { status: 'done', look: { shape: 'healthy', role: 'positive' }, word: 'Passed' },
  skipped: { status: 'skipped', look: { shape: 'absent', role: 'neutral' }, word: 'Skipped' },
};

function detailOf(verdict: Verdict, builds: Build[]): string | undefined {
  const [first] = builds;
  if (verdict === 'failed') {
    const failed = builds.flatMap(build => build.failedSteps);
    if (failed.length > 0) {
      return failed.length > 1 ? `${failed[0]}, and ${failed.length - 1} more` : failed[0];
    }
    return first.conclusion === 'timed_out' ? `${runName(first)} timed out` : runName(first);
  }
  return builds.length > 1 ? `${builds.length} runs` : runName(first, false);
}

function logOf(verdict: Verdict, builds: Build[]): JourneyStep['log'] {
  const url = builds.find(build => build.url)?.url;
  return url && (verdict === 'failed' || verdict === 'waits') ? { url, words: verdict === 'failed' ? 'Log' : 'Run' } : undefined;
}

/** The step in which CI builds a change: the worst word of the runs that count. */
export function buildStep(change: Pick<Change, 'builds'>): JourneyStep {
  const step = { key: 'build', label: 'Build' };
  const builds = countingBuilds(change.builds);
  const verdict = WORST_FIRST.find(each => builds.some(build => verdictOf(build) === each));
  if (verdict === undefined) {
    return { ...step, status: 'unknown', look: { shape: 'unknown', role: 'neutral' }, word: 'No run', detail: 'no CI run is known' };
  }
  const deciding = builds.filter(build => verdictOf(build) === verdict);
  return {
    ...step,
    ...looks[verdict],
    detail: detailOf(verdict, deciding),
    routine: verdict === 'passed' || verdict === 'moving',
    took: spanOf(deciding, verdict === 'moving'),
    log: logOf(verdict, deciding),
  };
}
