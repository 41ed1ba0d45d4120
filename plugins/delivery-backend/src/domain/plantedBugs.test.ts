import fc from 'fast-check';
import { histories } from './__testUtils__';
import { INVARIANTS, projectTruly } from './__testUtils__/invariants';
import { PLANTED_BUGS } from './__testUtils__/plantedBugs';

describe('what holds of every history', () => {
  it.each(Object.entries(INVARIANTS))('%s', (_, holds) => {
    fc.assert(
      fc.property(histories, history => {
        expect(holds(projectTruly, history)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('each of ten planted bugs is caught', () => {
  it.each(Object.entries(PLANTED_BUGS))('%s', (_, { project, caughtBy }) => {
    const { failed } = fc.check(
      fc.property(histories, history => INVARIANTS[caughtBy](project, history)),
      { seed: 3, numRuns: 500, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
