import { Person } from '@slipway/plugin-delivery-common';
import { MEMBERS } from '../organisation/people';
import { DemoService } from '../organisation/services';
import { MIGRATIONS, TITLES } from '../organisation/titles';
import { dayOf, HOUR, isWorkday, MINUTE, ORIGIN, startOf } from './calendar';
import { Dice } from './Dice';
import { Commit, commitOf, firstCommit } from './commits';

/** A change that landed on the default branch of a service, and what CI made of it. */
export interface Change extends Commit {
  /** Counted from 1. */
  serial: number;
  /** Its build: when it ended, and the version that it made; a build that failed made none. */
  build: { endsAt: number; version?: string };
}

interface Draft {
  at: number;
  title: string;
  author: Person;
  area: string;
  migrates: boolean;
  fails: boolean;
  takes: number;
  minor: boolean;
}

/** What lands on one day, and nothing else decides it than seed, service and day. */
export function draftsOf(seed: string, service: DemoService, day: number): Draft[] {
  const dice = new Dice(seed, service.name, 'changes', day);
  const pace = isWorkday(day) ? service.pace : service.pace / 15;
  const count = Math.floor(pace) + (dice.chance(pace % 1) ? 1 : 0) + (dice.chance(pace / 8) ? 1 : 0);
  const instants = Array.from({ length: count }, () => startOf(day) + 8 * HOUR + dice.between(0, 9 * 3600) * 1000).sort((a, b) => a - b);
  return instants.map((instant, index) => {
    const area = dice.pick(service.areas);
    const migrates = dice.chance(0.06);
    const words = dice.pick(migrates ? MIGRATIONS : TITLES).replace('{area}', area.replaceAll('-', ' '));
    const team = MEMBERS[service.team];
    const others = Object.values(MEMBERS).flat();
    return {
      // A minute apart at least: two commits of one instant have no order.
      at: instant + index * MINUTE,
      title: words,
      author: dice.pick(dice.chance(0.9) ? team : others),
      area,
      migrates,
      fails: dice.chance(0.07),
      takes: dice.between(70, 260) * 1000,
      minor: dice.chance(0.3),
    };
  });
}

/** Every change of a service from its beginning until an instant, oldest first. */
export function listChanges(seed: string, service: DemoService, until: number): Change[] {
  const changes = new Array<Change>();
  let parent = firstCommit(service, ORIGIN);
  const [major] = service.begins;
  let [, minor] = service.begins;
  let patch = 0;
  for (let day = 0; day <= dayOf(until); day++) {
    for (const draft of draftsOf(seed, service, day)) {
      if (draft.at > until) {
        return changes;
      }
      const serial = changes.length + 1;
      const commit = commitOf(parent, { ...draft, serial });
      let version: string | undefined;
      if (!draft.fails) {
        [minor, patch] = draft.minor ? [minor + 1, 0] : [minor, patch + 1];
        version = `${major}.${minor}.${patch}`;
      }
      changes.push({ ...commit, serial, build: { endsAt: draft.at + draft.takes, ...(version && { version }) } });
      parent = commit;
    }
  }
  return changes;
}
