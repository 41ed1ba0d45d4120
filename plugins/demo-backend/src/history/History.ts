import { tellBuild } from '../facts/tellBuild';
import { tellCommit, tellPullRequest, tellPush } from '../facts/tellChange';
import { Before, tellDelivery } from '../facts/tellDelivery';
import { DemoEvent, eventOf, Told } from '../facts/told';
import { MEMBERS } from '../organisation/people';
import { DemoService, LEGACY, SERVICES, Target } from '../organisation/services';
import { startOf } from './calendar';
import { Change, listChanges } from './changes';
import { Delivery, listDeliveries } from './deliveries';
import { Dice, digestOf, hexOf } from './Dice';

const UNTIL_THE_SYNC_IS_OVER = 8_000;

const isLegacyTarget = (target: Target) => target === 'dev' || target === 'production-eu';

/** What a service went through until an instant: its changes, what was delivered, and what is told of both. */
export interface ServiceHistory {
  service: DemoService;
  changes: Change[];
  deliveries: Map<Target, Delivery[]>;
  told: Told[];
}

/**
 * The invented past of a service. It follows from the seed alone, and asked for until a later instant it says the same of what came before.
 */
export function listHistory(seed: string, service: DemoService, until: number): ServiceHistory {
  const changes = listChanges(seed, service, until);
  const deliveries = listDeliveries(seed, service, changes, until);
  const told = [
    ...(service === LEGACY ? [] : changes.flatMap(change => tellOf(seed, service, change))),
    ...[...deliveries].flatMap(([target, list]) => (service === LEGACY && !isLegacyTarget(target) ? [] : tellAll(service, list))),
  ];
  return { service, changes, deliveries, told };
}

/** What is told of some services from an instant up to and with another, oldest first. */
export function eventsBetween(histories: readonly ServiceHistory[], from: number, until: number): DemoEvent[] {
  return histories
    .flatMap(({ told }) => told.filter(({ at }) => at >= from && at <= until))
    .sort((a, b) => a.at - b.at)
    .map(eventOf);
}

/** What is told of one day. */
export function eventsOfDay(seed: string, day: number): DemoEvent[] {
  const histories = [...SERVICES, LEGACY].map(service => listHistory(seed, service, startOf(day + 1)));
  return eventsBetween(histories, startOf(day), startOf(day + 1) - 1);
}

function tellOf(seed: string, service: DemoService, change: Change): Told[] {
  const { id, parent, at, title, author, written, serial, build } = change;
  const { name, unlabelled } = service;
  const dice = new Dice(seed, name, 'review', serial);
  const others = MEMBERS[service.team].filter(({ username }) => username !== author.username);
  const commit = { service: name, id, parents: parent ? [parent] : [], at, title, message: `${title}\n`, author };
  const head = hexOf(40, seed, name, 'head', serial);
  return [
    tellCommit({ ...commit, paths: written.map(({ path }) => path) }),
    tellPush({ service: name, before: parent, after: id, commits: [id], pusher: author, at }),
    tellPullRequest({ service: name, number: serial, title, head, merge: id, author, mergedBy: dice.pick(others), at }),
    ...tellBuild({
      service: name,
      runId: `${name}-${serial}`,
      number: serial,
      head: id,
      title,
      startsAt: at + 10_000,
      endsAt: build.endsAt,
      ...(build.version
        ? { image: { version: build.version, digest: digestOf(seed, name, build.version) } }
        : { failedStep: dice.pick(['Unit tests', 'Contract tests', 'Browser stories']) }),
      unlabelled,
    }),
  ];
}

/** What is told of a target, each delivery until the next takes its place. */
function tellAll(service: DemoService, deliveries: readonly Delivery[]): Told[] {
  let before: Before | undefined;
  return deliveries.flatMap((delivery, index) => {
    const { target, syncedAt } = delivery;
    const place = { service: service.name, target, ...(service.syncedByHand && target.startsWith('production') && { syncedByHand: true }) };
    const told = tellDelivery(place, { ...delivery, appliedAt: syncedAt + UNTIL_THE_SYNC_IS_OVER }, before);
    const overtaken = deliveries[index + 1]?.committedAt ?? Infinity;
    before = asBefore(delivery, overtaken) ?? before;
    return told.filter(({ at }) => at < overtaken);
  });
}

/** What runs in a target at an instant, as its history says. */
export function runningAt(deliveries: readonly Delivery[], at: number): Before | undefined {
  return deliveries.reduce<Before | undefined>((before, delivery, index) => {
    const overtaken = Math.min(deliveries[index + 1]?.committedAt ?? Infinity, at);
    return asBefore(delivery, overtaken) ?? before;
  }, undefined);
}

/** A delivery that came out well before it was overtaken, as what the next one takes the place of. */
function asBefore({ image, revision, syncedAt, endsAt, ending, syncedBy }: Delivery, overtaken: number): Before | undefined {
  if (ending !== 'healthy' || endsAt >= overtaken) {
    return undefined;
  }
  const finishedAt = syncedAt + UNTIL_THE_SYNC_IS_OVER;
  const sync = { revision, image, startedAt: syncedAt, finishedAt, ...(syncedBy !== undefined && { by: syncedBy }) };
  return { image, revision, since: endsAt, sync };
}
