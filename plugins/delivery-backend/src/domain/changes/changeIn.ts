import { contains, CommitPlace, Reach } from './contains';
import { ImageLink } from './imageLink';

/** What a change is in a target or environment. */
export type ChangeState =
  'here' | 'later' | 'partly' | 'coming' | 'failed' | 'absent' | 'reverted' | 'not-linked' | 'not-deployed' | 'unknown';

/** A target as far as it decides which changes it has. */
export interface TargetContent {
  /** Null where nothing is deployed. */
  version: { name: string | null; reason?: string } | null;
  links: ImageLink[];
}

/** What is known of the commits that a change is compared with. */
export interface History {
  reachOf(repository: string, commit: string): Reach | undefined;
  /** Commits that take the change back. */
  revertedBy: CommitPlace[];
  /** Commits that bring the same change: what its pull request was merged as, what was picked from it. */
  aliases?: CommitPlace[];
}

export interface ChangeIn {
  state: ChangeState;
  /** Why, where it is not plainly here or absent. */
  why: string | null;
}

/** Whether a target has a change: by the commits that its images were built from. */
export function changeInTarget(change: CommitPlace & { repository: string }, target: TargetContent, history: History): ChangeIn {
  const { version, links } = target;
  if (version === null) {
    return { state: 'not-deployed', why: null };
  }
  const linked = links.filter(link => link.linked).filter(link => link.repository === change.repository);
  if (linked.length === 0) {
    const failed = links.find(link => !link.linked);
    const why = failed && !failed.linked ? `${failed.image}: ${failed.why}` : (version.reason ?? 'no image of it is known');
    return { state: failed ? 'not-linked' : 'unknown', why };
  }
  const held = linked.map(link => holds(change, link.commit, history));
  if (held.some(item => item.has === undefined)) {
    return { state: 'unknown', why: 'part of the history between the two commits is not on the record' };
  }
  const having = held.filter(item => item.has);
  if (having.length === 0) {
    return { state: 'absent', why: null };
  }
  if (having.length < held.length) {
    return { state: 'partly', why: `${having.length} of ${held.length} images have it` };
  }
  const alias = having.map(item => item.as).find(item => item !== undefined);
  const revert = having.map(item => item.revertedBy).find(item => item !== undefined);
  if (revert !== undefined) {
    return { state: 'reverted', why: `reverted by ${revert.slice(0, 7)}` };
  }
  const as = alias === undefined ? [] : [`as ${alias.slice(0, 7)}`];
  if (linked.every(link => link.commit === (alias ?? change.commit))) {
    return { state: 'here', why: as[0] ?? null };
  }
  return { state: 'later', why: [...as, ...(version.name === null ? [] : [`with ${version.name}`])].join(', ') || null };
}

/** Whether every image of the change's repository was built from a commit that has it; undefined where that cannot be told. */
export function holdsAll(change: CommitPlace & { repository: string }, links: readonly ImageLink[], history: History): boolean | undefined {
  const linked = links.filter(link => link.linked).filter(link => link.repository === change.repository);
  const held = linked.map(link => holds(change, link.commit, history).has);
  return held.length === 0 || held.includes(undefined) ? undefined : held.every(Boolean);
}

function holds(change: CommitPlace & { repository: string }, built: string, history: History) {
  const reach = history.reachOf(change.repository, built);
  const itself = reach && contains(reach, change);
  const as = reach && !itself ? history.aliases?.find(item => contains(reach, item))?.commit : undefined;
  const has = as === undefined ? itself : true;
  return { has, as, revertedBy: reach && has ? history.revertedBy.find(item => contains(reach, item))?.commit : undefined };
}

/** What a change is in an environment, made of what it is in each of its targets. */
export function changeInEnvironment(targets: readonly ChangeIn[]): ChangeIn {
  if (targets.length === 0) {
    return { state: 'not-deployed', why: null };
  }
  const [first] = targets;
  if (targets.every(item => item.state === first.state)) {
    return first;
  }
  const having = targets.filter(item => item.state === 'here' || item.state === 'later');
  const told = targets.find(item => item.why !== null && item.state !== 'later')?.why;
  if (having.length === targets.length) {
    return having.find(item => item.state === 'later')!;
  }
  if (having.length === 0) {
    const known =
      targets.find(item => item.state === 'failed') ??
      targets.find(item => item.state !== 'absent' && item.state !== 'not-deployed') ??
      first;
    return { state: known.state, why: known.why };
  }
  return { state: 'partly', why: `${having.length} of ${targets.length} targets have it${told ? `; ${told}` : ''}` };
}
