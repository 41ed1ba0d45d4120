import { RateLimit } from './RateLimit';

describe('RateLimit', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function start() {
    const ran: number[] = [];
    const begin = Date.now();
    const limit = new RateLimit(1_000, () => ran.push(Date.now() - begin));
    return { limit, ran };
  }

  it('runs at once, and once for all who ask meanwhile', () => {
    const { limit, ran } = start();
    limit.ask();
    limit.ask();
    jest.advanceTimersByTime(0);
    expect(ran).toEqual([0]);
  });

  it('runs three times without waiting, then once per interval', () => {
    const { limit, ran } = start();
    for (let moment = 0; moment < 4_500; moment += 100) {
      limit.ask();
      jest.advanceTimersByTime(100);
    }
    expect(ran).toEqual([0, 100, 200, 1_000, 2_000, 3_000, 4_000]);
  });

  it('runs three times without waiting again after a rest', () => {
    const { limit, ran } = start();
    for (const pause of [0, 100, 100, 5_800, 100, 100, 100]) {
      jest.advanceTimersByTime(pause);
      limit.ask();
      jest.advanceTimersByTime(0);
    }
    jest.advanceTimersByTime(10_000);
    expect(ran).toEqual([0, 100, 200, 6_000, 6_100, 6_200, 7_000]);
  });

  it('runs no more once it is cancelled', () => {
    const { limit, ran } = start();
    limit.ask();
    limit.cancel();
    jest.advanceTimersByTime(10_000);
    expect(ran).toEqual([]);
  });
});
