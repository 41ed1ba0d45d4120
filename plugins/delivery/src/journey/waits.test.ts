import { JourneyStep, Line } from './steps';
import { waitsOf } from './waits';

const step = (more: Partial<JourneyStep> = {}): JourneyStep => ({ key: 'step', label: 'Step', status: 'done', word: 'Done', ...more });
const at = (minute: number) => `2026-03-14T10:${String(minute).padStart(2, '0')}:00Z`;
const took = (from: number, until: number) => step({ took: { from: at(from), until: at(until) } });

describe('the time that a change only waited', () => {
  it.each<[string, JourneyStep[], Line, string | undefined]>([
    ['is between the end of a step and the beginning of the next', [took(0, 3), took(9, 10)], 'passed', '3 to 9'],
    ['begins when an image was built', [step({ ended: at(4) }), took(9, 10)], 'passed', '4 to 9'],
    ['is not told while it has yet to go', [took(0, 3), took(9, 10)], 'ahead', undefined],
    ['is not told where it is short', [took(0, 3), took(3, 4)], 'passed', undefined],
    ['is not told where the next began before, as a push before the end of its build', [took(0, 5), took(3, 6)], 'passed', undefined],
    ['is not told where nobody knows when', [took(0, 3), step()], 'passed', undefined],
    ['is not told while a step goes on', [step({ took: { from: at(0), until: null } }), took(9, 10)], 'passed', undefined],
  ])('%s', (_, steps, line, expected) => {
    const [wait] = waitsOf(steps, [line]);
    const minute = (instant: string) => new Date(instant).getUTCMinutes();
    expect(wait && `${minute(wait.from)} to ${minute(wait.until)}`).toBe(expected);
  });
});
