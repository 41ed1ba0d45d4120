import { Person } from '@slipway/plugin-delivery-common';
import { CI, MEMBERS } from '../organisation/people';
import { DemoService, imageOf, Target } from '../organisation/services';
import { CONFIGS } from '../organisation/titles';
import { dayOf, HOUR, isWorkday, MINUTE, nextWorkday, startOf } from './calendar';
import { Change } from './changes';
import { Dice, digestOf, hexOf } from './Dice';
import { Ending, troubleOf } from './trouble';

/** A commit in the GitOps repository that changes what a target runs, and what the cluster makes of it. */
export interface Delivery {
  target: Target;
  version: string;
  /** With tag and digest. */
  image: string;
  revision: string;
  title: string;
  author: Person;
  /** When Git has it, when Argo CD begins to sync it, and when it came out as it did. */
  committedAt: number;
  syncedAt: number;
  endsAt: number;
  ending: Ending;
  /** Who synced it, where Argo CD does not by itself. */
  syncedBy?: string;
  /** The share of traffic that a canary has from an instant on. */
  canary?: ReadonlyArray<{ at: number; weight: number }>;
}

type Wanted = Pick<Delivery, 'version' | 'title' | 'author' | 'committedAt'> & Partial<Delivery>;

/** Everything that was delivered of a service, by target, oldest first; nothing that began after `until`. */
export function listDeliveries(seed: string, service: DemoService, changes: readonly Change[], until: number): Map<Target, Delivery[]> {
  const delivered = new Map<Target, Delivery[]>();
  const built = changes.flatMap(({ build }) => (build.version ? [{ version: build.version, at: build.endsAt + 25_000 }] : []));
  const dev = inOrder(seed, service, 'dev', built, until);
  const tested = dev
    .filter(({ ending }) => ending === 'healthy')
    .map(({ version, endsAt }) => ({ version, at: endsAt + new Dice(seed, service.name, version).between(5, 40) * MINUTE }));
  const staging = inOrder(seed, service, 'staging', tested, until);
  delivered.set('dev', dev);
  delivered.set('staging', staging);
  const [eu, us] = toProduction(seed, service, staging, until);
  delivered.set('production-eu', eu);
  delivered.set('production-us', us);
  return delivered;
}

function make(seed: string, service: DemoService, target: Target, wanted: Wanted): Delivery {
  const { version, committedAt } = wanted;
  const syncedAt = wanted.syncedAt ?? committedAt + 4_000;
  return {
    ...wanted,
    target,
    image: `${imageOf(service.name)}:${version}@${digestOf(seed, service.name, version)}`,
    revision: hexOf(40, seed, service.name, target, version, committedAt),
    syncedAt,
    ending: wanted.ending ?? 'healthy',
    endsAt: wanted.endsAt ?? syncedAt + new Dice(seed, service.name, target, committedAt).between(25, 75) * 1000,
  };
}

/** One version after the other, as CI commits them. What does not work is mended by a change of the configuration. */
function inOrder(seed: string, service: DemoService, target: Target, versions: Array<{ version: string; at: number }>, until: number) {
  const delivered = new Array<Delivery>();
  let mendedAt: number | undefined;
  const mend = (before: number) => {
    const last = delivered.at(-1);
    if (last && mendedAt !== undefined && mendedAt <= before) {
      const author = new Dice(seed, service.name, mendedAt).pick(MEMBERS[service.team]);
      const title = `${service.name}: mend ${target}`;
      delivered.push(make(seed, service, target, { version: last.version, committedAt: mendedAt, title, author }));
      mendedAt = undefined;
    }
  };
  let free = 0;
  for (const { version, at } of versions) {
    const committedAt = Math.max(at, free);
    mend(committedAt);
    if (committedAt > until) {
      return delivered;
    }
    const trouble = troubleOf(service, target, committedAt);
    mendedAt = trouble?.mendedAt;
    const title = `${service.name}: ${version} to ${target}`;
    delivered.push(make(seed, service, target, { version, committedAt, title, author: CI, ending: trouble?.ending }));
    free = committedAt + 2 * MINUTE;
  }
  mend(until);
  return delivered;
}

/** Twice on a working day production takes the newest version that staging runs well, one region after the other. */
function toProduction(seed: string, service: DemoService, staging: readonly Delivery[], until: number): [Delivery[], Delivery[]] {
  const eu = new Array<Delivery>();
  const us = new Array<Delivery>();
  const refused = new Set<string>();
  const put = (list: Delivery[], target: Target, wanted: Wanted) => {
    const delivery = make(seed, service, target, wanted);
    if (delivery.committedAt <= until) {
      list.push(delivery);
    }
    return delivery;
  };
  for (let day = 0; day <= dayOf(until); day++) {
    const dice = new Dice(seed, service.name, 'production', day);
    const slots = (service.canary ? [10] : [10, 15]).map(hour => startOf(day) + hour * HOUR + dice.between(0, 20 * 60) * 1000);
    for (const at of isWorkday(day) ? slots : []) {
      const candidate = staging.filter(item => item.ending === 'healthy' && item.endsAt < at - 10 * MINUTE).at(-1);
      const running = eu.at(-1);
      if (!candidate || refused.has(candidate.version)) {
        continue;
      }
      const { version } = candidate;
      const author = dice.pick(MEMBERS[service.team]);
      if (running?.version === version) {
        if (dice.chance(0.06)) {
          const title = `${service.name}: ${dice.pick(CONFIGS).toLowerCase()}`;
          put(eu, 'production-eu', { version, committedAt: at, title, author });
          put(us, 'production-us', { version, committedAt: at + MINUTE, title, author });
        }
        continue;
      }
      const wanted = { version, title: `${service.name}: ${version} to production`, author, ...way(service, author, at, dice) };
      if (running && !service.canary && !service.syncedByHand && dice.chance(0.06)) {
        refused.add(version);
        put(eu, 'production-eu', { ...wanted, ending: 'degrades', endsAt: at + 5 * MINUTE });
        const title = `Revert "${wanted.title}"`;
        put(eu, 'production-eu', { version: running.version, committedAt: at + 14 * MINUTE, title, author });
        continue;
      }
      const first = put(eu, 'production-eu', wanted);
      const next = { ...way(service, author, first.endsAt + 15 * MINUTE, dice), canary: undefined, endsAt: undefined };
      put(us, 'production-us', { ...wanted, ...next });
    }
  }
  return [eu, us];
}

/** How a version reaches a region: by itself, when somebody syncs it, or step by step as a canary. */
function way({ canary, syncedByHand }: DemoService, { username }: Person, at: number, dice: Dice) {
  if (canary) {
    const steps = [
      { at: at + MINUTE, weight: 20 },
      { at: at + 5 * HOUR, weight: 50 },
    ];
    return { committedAt: at, canary: steps, endsAt: nextWorkday(at + 12 * HOUR, 9.5) };
  }
  const waits = syncedByHand ? dice.between(60, 180) * MINUTE : 4_000;
  return { committedAt: at, syncedAt: at + waits, ...(syncedByHand && { syncedBy: username }) };
}
