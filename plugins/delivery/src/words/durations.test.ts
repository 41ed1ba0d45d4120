import { formatDuration } from './durations';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('formatDuration', () => {
  it.each([
    ['nothing', 0, '0s'],
    ['seconds', 48 * second, '48s'],
    ['minutes and seconds', 2 * minute + 36 * second, '2m 36s'],
    ['hours and minutes, without seconds', 2 * hour + 40 * minute + 59 * second, '2h 40m'],
    ['days and hours', 3 * day + 4 * hour + 5 * minute, '3d 4h'],
    ['a round number of one unit', 2 * hour, '2h'],
    ['no unit that is zero between two others', 2 * day + 5 * minute, '2d'],
    ['a duration that a clock made negative', -5 * second, '0s'],
  ])('says %s', (_what, milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });
});
