import fc from 'fast-check';
import { ApplicationProjection, canExtend, foldApplication, isLate, projectApplication, StoredObservation } from '.';
import { histories, HISTORY_SETTINGS, inBatches, seenAgain } from './__testUtils__';
import { projectTruly } from './__testUtils__/invariants';

const RUNS = { numRuns: 500 };
const settings = HISTORY_SETTINGS;

describe('the three invariants, over 500 random histories', () => {
  it('order: any order of arrival gives the same record', () => {
    fc.assert(
      fc.property(histories, ({ happened, arrived }) => {
        expect(projectTruly(arrived)).toEqual(projectTruly(happened));
      }),
      RUNS,
    );
  });

  it('replay: what is seen again, later, changes nothing', () => {
    fc.assert(
      fc.property(histories, ({ arrived }) => {
        expect(projectTruly([...arrived, ...seenAgain(arrived)])).toEqual(projectTruly(arrived));
      }),
      RUNS,
    );
  });

  it('rebuild: what was folded batch by batch equals what is projected from nothing', () => {
    let extended = 0;
    fc.assert(
      fc.property(histories, ({ happened, arrived, batches }) => {
        for (const observations of [happened, arrived]) {
          const folded = foldInBatches(observations, batches);
          extended += folded.extended;
          for (const [subject, projection] of folded.projections) {
            expect(asJson(projection)).toEqual(asJson(projectApplication(aboutApplication(observations, subject), settings)));
          }
        }
      }),
      RUNS,
    );
    expect(extended).toBeGreaterThan(1_000);
  });

  it('calls late only what never changes the present', () => {
    let late = 0;
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 9 }), ({ arrived }, tenths) => {
        const cut = Math.floor((tenths * arrived.length) / 10);
        const before = arrived.slice(0, cut);
        for (const subject of new Set(before.flatMap(applicationOf))) {
          const known = aboutApplication(before, subject);
          const { checkpoint, projection } = foldApplication(undefined, known, settings);
          const fresh = aboutApplication(arrived.slice(cut), subject).filter(item => isLate(checkpoint, item));
          late += fresh.length;
          expect(projectApplication([...known, ...fresh], settings)?.facts).toEqual(projection?.facts);
        }
      }),
      RUNS,
    );
    expect(late).toBeGreaterThan(1_000);
  });
});

/** Keeps applications as a store does: a checkpoint each, read anew where it cannot be extended, deployments told apart by id. */
function foldInBatches(observations: StoredObservation[], batches: number[]) {
  const store = new Map<string, { checkpoint: unknown; deployments: Map<string, unknown> }>();
  const projections = new Map<string, ApplicationProjection>();
  const sofar = new Array<StoredObservation>();
  let extended = 0;
  for (const batch of inBatches(observations, batches)) {
    sofar.push(...batch);
    for (const subject of new Set(batch.flatMap(applicationOf))) {
      const fresh = aboutApplication(batch, subject);
      const kept = store.get(subject);
      const extend = kept !== undefined && canExtend(kept.checkpoint, fresh);
      extended += extend ? 1 : 0;
      const fold = foldApplication(extend ? kept.checkpoint : undefined, extend ? fresh : aboutApplication(sofar, subject), settings);
      const deployments = extend ? kept.deployments : new Map<string, unknown>();
      fold.projection?.deployments.forEach(item => deployments.set(item.id, item));
      store.set(subject, { checkpoint: JSON.parse(JSON.stringify(fold.checkpoint)), deployments });
      if (fold.projection) {
        projections.set(subject, { ...fold.projection, deployments: [...deployments.values()] as ApplicationProjection['deployments'] });
      }
    }
  }
  return { projections, extended };
}

// A stored checkpoint has lost the members that were undefined.
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function applicationOf(observation: StoredObservation): string[] {
  if (observation.kind === 'operation') {
    return [(observation as StoredObservation<'operation'>).facts.application];
  }
  return observation.kind === 'application' ? [observation.subject] : [];
}

function aboutApplication(observations: readonly StoredObservation[], subject: string): StoredObservation[] {
  return observations.filter(item => applicationOf(item).includes(subject));
}
