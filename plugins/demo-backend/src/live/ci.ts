import { digestOf } from '../history/Dice';
import { imageOf, isInvented, MADE_TARGETS, Target, TARGETS } from '../organisation/services';
import { rolloutOf } from './cluster';
import { Move, Push } from './read';

const SECOND = 1000;
/** A commit with this in its message fails its tests. */
const FAIL = '[fail]';

/** A build by the simulated CI: it takes seconds, and follows from the push alone. */
export interface Build {
  push: Push;
  number: number;
  version: string;
  image: string;
  digest: string;
  startsAt: number;
  endsAt: number;
  fails: boolean;
}

/** A commit that CI is to make in the GitOps repository. */
export interface Promotion {
  build: Build;
  target: Target;
  dueAt: number;
}

/** The builds of the pushes to a service, oldest first; versions go on from the last one of its history. */
export function buildsOf(pushes: readonly Push[], last: { version: string; number: number }): Build[] {
  const [major, minor, patch] = last.version.split('.').map(Number);
  return pushes.map((push, index) => {
    const { service, after, at, commits } = push;
    const fails = commits.at(-1)?.message.includes(FAIL) ?? false;
    const version = `${major}.${minor}.${patch + index + 1}`;
    const digest = digestOf('push', service, after);
    const startsAt = at + SECOND;
    return {
      push,
      number: last.number + index + 1,
      version,
      digest,
      image: `${imageOf(service)}:${version}@${digest}`,
      startsAt,
      endsAt: startsAt + (fails ? 8 : 12) * SECOND,
      fails,
    };
  });
}

/**
 * Where the newest build that did not fail goes next, and when: to dev when it is built, from then on when the target before runs it; to both
 * regions of production at once. A target that had it, or a newer one, gets it no more: somebody may have taken it back on purpose.
 */
export function promotionsOf(builds: readonly Build[], moves: readonly Move[]): Promotion[] {
  const promotions = new Array<Promotion>();
  builds.forEach((build, index) => {
    const targets = targetsOf(build.push.service, moves);
    const { push, endsAt, fails } = build;
    const brought = (target: Target) =>
      moves.find(move => move.build === push.after && move.changed.some(item => item.service === push.service && item.target === target));
    const overtaken = (target: Target) =>
      builds
        .slice(index + 1)
        .some(({ push: { after } }) =>
          moves.some(move => move.build === after && move.changed.some(item => item.service === push.service && item.target === target)),
        );
    let readyAt: number | undefined = fails ? undefined : endsAt + SECOND;
    for (const target of targets) {
      const move = brought(target);
      if (!move && readyAt !== undefined && !overtaken(target)) {
        promotions.push({ build, target, dueAt: readyAt });
      }
      // Both regions wait for staging.
      if (!target.startsWith('production')) {
        readyAt = move && rolloutOf({ service: push.service, target }, move.at).endsAt + 2 * SECOND;
      }
    }
  });
  return promotions;
}

/** Where a service is brought to: a made one to the environments that the GitOps repository has a file of. */
function targetsOf(service: string, moves: readonly Move[]): readonly Target[] {
  return isInvented(service)
    ? TARGETS
    : MADE_TARGETS.filter(target => moves.some(({ places }) => places.some(place => place.service === service && place.target === target)));
}
