import { Line, linesOf, StepStatus } from './steps';

describe('the lines of the rail', () => {
  it.each<[string, StepStatus[], Line[]]>([
    ['are solid where the change has passed', ['done', 'done', 'done'], ['passed', 'passed']],
    ['are dashed where it has yet to go', ['done', 'done', 'ahead', 'ahead'], ['passed', 'ahead', 'ahead']],
    ['are solid up to what moves now', ['done', 'moving', 'ahead'], ['passed', 'ahead']],
    ['are amber where it waits', ['done', 'waits', 'ahead'], ['waits', 'ahead']],
    ['end where it failed', ['failed', 'ahead', 'ahead'], ['none', 'none']],
    ['go on where a failed build did not stop it', ['failed', 'done', 'done'], ['passed', 'passed']],
    ['end where it was taken back', ['done', 'undone', 'ahead'], ['passed', 'none']],
    ['are broken before what is not linked, and none after it', ['done', 'unlinked', 'done'], ['unproved', 'none']],
    ['are unproved from a build that nobody saw', ['unknown', 'done', 'done'], ['unproved', 'passed']],
    ['pass through what was not needed', ['done', 'skipped', 'done'], ['passed', 'passed']],
    ['pass by an environment that was left out', ['done', 'ahead', 'done', 'ahead'], ['passed', 'passed', 'ahead']],
    ['are none to what is unknown', ['done', 'unknown', 'ahead'], ['none', 'ahead']],
  ])('%s', (_, statuses, lines) => {
    expect(linesOf(statuses.map(status => ({ status })))).toEqual(lines);
  });
});
