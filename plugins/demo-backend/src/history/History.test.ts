import { FactsByKind, OBSERVATION_KINDS, observationSchemas, ObservationKind } from '@slipway/plugin-delivery-common';
import Ajv2020 from 'ajv/dist/2020';
import { DemoEvent } from '../facts/told';
import { LEGACY, SERVICES } from '../organisation/services';
import { dayOf, iso, startOf, WEEK } from './calendar';
import { eventsBetween, eventsOfDay, listHistory } from './History';

jest.setTimeout(60_000);

const SEED = 'a test';
const WEDNESDAY = Date.UTC(2026, 2, 18, 13, 30);

const histories = (until: number, seed = SEED) => [...SERVICES, LEGACY].map(service => listHistory(seed, service, until));
const kindOf = ({ type }: DemoEvent) => type.split('.')[2] as ObservationKind;
const factsOf = <K extends ObservationKind>(events: DemoEvent[], kind: K) =>
  events.filter(event => kindOf(event) === kind).map(({ data }) => data.facts as FactsByKind[K]);

/** What is told last of each subject, which is what the pages show. */
function present<K extends ObservationKind>(events: DemoEvent[], kind: K): Array<FactsByKind[K]> {
  const newest = new Map<string, DemoEvent>();
  events.filter(event => kindOf(event) === kind).forEach(event => newest.set(event.id.split('@')[0], event));
  return factsOf([...newest.values()], kind);
}

it('says the same of a day whenever it is asked, and something else from another seed', () => {
  const day = dayOf(WEDNESDAY);
  const told = eventsOfDay(SEED, day);
  expect(told.length).toBeGreaterThan(100);
  expect(eventsOfDay(SEED, day)).toEqual(told);
  expect(eventsOfDay('another', day).map(({ id }) => id)).not.toEqual(told.map(({ id }) => id));
});

it.each([0.01, 0.5, 3, 20])('says the same of the past %s days later', days => {
  const from = startOf(dayOf(WEDNESDAY) - 20);
  const early = eventsBetween(histories(WEDNESDAY), from, WEDNESDAY);
  expect(eventsBetween(histories(WEDNESDAY + days * 86_400_000), from, WEDNESDAY)).toEqual(early);
});

it('tells nothing twice, and nothing ahead of its time', () => {
  const events = eventsBetween(histories(WEDNESDAY), 0, WEDNESDAY);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const ahead = events.filter(event =>
    [...JSON.stringify(event).matchAll(/"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g)].some(([, instant]) => instant > event.time),
  );
  expect(ahead).toEqual([]);
  expect(events.every(({ time }) => time <= iso(WEDNESDAY))).toBe(true);
});

it('fits the schema of each kind', () => {
  const ajv = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } });
  const wrong = eventsBetween(histories(WEDNESDAY), startOf(dayOf(WEDNESDAY) - 30), WEDNESDAY).filter(
    event => !ajv.validate(observationSchemas[kindOf(event)], event.data),
  );
  expect(wrong).toEqual([]);
});

it('tells of every kind of thing that a delivery is made of', () => {
  const kinds = new Set(eventsOfDay(SEED, dayOf(WEDNESDAY)).map(kindOf));
  const left = OBSERVATION_KINDS.filter(kind => !kinds.has(kind));
  // The catalog reads its files itself; manifests are read at a Git host, and the demo has none.
  expect(left).toEqual(['entity', 'release', 'deployment-report', 'manifests', 'manifest-file']);
});

describe('whenever the demo is started', () => {
  // A Wednesday, a Saturday, and the same weeks later, when it is somebody else's turn.
  const starts = [0, 3].flatMap(days => [0, 1, 2, 3, 4, 5].map(weeks => WEDNESDAY + weeks * WEEK + days * 86_400_000));

  it.each(starts.map(start => [iso(start), start] as const))('there is something to look at: %s', (_, start) => {
    const events = eventsBetween(histories(start), start - 30 * 86_400_000, start);
    const applications = present(events, 'application');
    const has = (what: (facts: FactsByKind['application']) => unknown) => applications.some(what);
    expect({
      'a rollout that hangs': has(({ health, name }) => health === 'Progressing' && name.endsWith('-staging')),
      'a rollout that crashes': has(({ health, name }) => health === 'Degraded' && name.endsWith('-dev')),
      'a sync that failed': has(({ operation }) => operation?.phase === 'Failed'),
      'a canary on its way': has(({ health }) => health === 'Suspended'),
      'a build that failed': factsOf(events, 'run').some(({ conclusion }) => conclusion === 'failure'),
      'a rollback': factsOf(events, 'revision').some(({ title }) => title?.startsWith('Revert "')),
      'a change of the configuration': factsOf(events, 'revision').some(({ title }) =>
        /memory|connections|log level|probes/.test(title ?? ''),
      ),
      'an image that names no commit': factsOf(events, 'artifact').some(({ commit }) => commit === undefined),
      'a service that nobody owns': has(({ name }) => name === 'legacy-billing-production-eu'),
      'all places of all services': applications.length,
    }).toEqual({
      'a rollout that hangs': true,
      'a rollout that crashes': true,
      'a sync that failed': true,
      'a canary on its way': true,
      'a build that failed': true,
      'a rollback': true,
      'a change of the configuration': true,
      'an image that names no commit': true,
      'a service that nobody owns': true,
      'all places of all services': SERVICES.length * 4 + 2,
    });
  });
});
