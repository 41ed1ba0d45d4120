import { formatAge, formatMoment, formatSince } from './ages';

const now = new Date(2026, 2, 14, 16, 30, 0).getTime();
const local = (...parts: [number, number, number, number, number, number?]) => new Date(...parts).toISOString();

describe('formatAge', () => {
  it.each([
    ['an instant of this second', local(2026, 2, 14, 16, 30), '0 s ago'],
    ['seconds', local(2026, 2, 14, 16, 29, 58), '2 s ago'],
    ['just under a minute', local(2026, 2, 14, 16, 29, 1), '59 s ago'],
    ['minutes, rounded down', local(2026, 2, 14, 16, 11, 10), '18 min ago'],
    ['hours, rounded down', local(2026, 2, 14, 12, 31), '3 h ago'],
    ['the morning of the same day', local(2026, 2, 14, 0, 10), '16 h ago'],
    ['a few hours back over midnight', local(2026, 2, 13, 23, 0), 'yesterday 23:00'],
    ['the day before', local(2026, 2, 13, 16, 27), 'yesterday 16:27'],
    ['a week ago', local(2026, 2, 7, 9, 0), 'Sat 7 Mar'],
    ['another year', local(2025, 2, 7, 9, 0), '7 Mar 2025'],
    ['a clock a little ahead of ours', local(2026, 2, 14, 16, 31), '0 s ago'],
    ['what is no instant', 'soon', 'unknown'],
  ])('says %s', (_what, instant, expected) => {
    expect(formatAge(instant, now)).toBe(expected);
  });

  it('keeps hours for a short night', () => {
    expect(formatAge(local(2026, 2, 13, 22, 0), new Date(2026, 2, 14, 1, 0).getTime())).toBe('3 h ago');
  });
});

describe('formatSince and formatMoment', () => {
  it.each([
    ['today', local(2026, 2, 14, 11, 30), '11:30'],
    ['yesterday', local(2026, 2, 13, 16, 27), 'yesterday 16:27'],
    ['this year', local(2026, 2, 7, 9, 0), 'Sat 7 Mar'],
    ['another year', local(2024, 11, 31, 9, 0), '31 Dec 2024'],
  ])('names a moment of %s', (_what, instant, expected) => {
    expect(formatMoment(instant, now)).toBe(expected);
    expect(formatSince(instant, now)).toBe(`since ${expected}`);
  });
});
