import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoEvent } from '../facts/told';
import { DAY, HISTORY_DAYS, HOUR, iso } from './calendar';
import { Ledger, Progress } from './Ledger';
import { Storyteller } from './Storyteller';

jest.setTimeout(60_000);

const NOW = Date.UTC(2026, 3, 8, 11);

/** All that there is to tell at an instant. */
async function tellAll(storyteller: Storyteller, now: number) {
  let progress: Progress | undefined = await storyteller.tellNews(now);
  while (progress) {
    progress = await storyteller.tellDayBefore(progress);
  }
}

class FakeIntake {
  readonly ids = new Set<string>();
  readonly batches: string[][] = [];

  async tell(events: readonly DemoEvent[]) {
    this.batches.push(events.map(({ time }) => time));
    events.forEach(({ id }) => this.ids.add(id));
  }

  get told() {
    return this.batches.flat().length;
  }
}

describe('the storyteller', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-demo-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = (intake: FakeIntake, endOf?: (service: string) => number) =>
    new Storyteller({ seed: 'a test', intake, ledger: new Ledger(folder), endOf });

  it('tells the day first, then the days before, newest first, and ends at now', async () => {
    const intake = new FakeIntake();
    const storyteller = start(intake);
    await tellAll(storyteller, NOW);
    expect(intake.batches).toHaveLength(HISTORY_DAYS);
    const firsts = intake.batches.flatMap(times => times[0] ?? []);
    expect([...firsts].sort().reverse()).toEqual(firsts);
    expect(intake.batches[0].at(-1)! <= iso(NOW)).toBe(true);
    expect(intake.ids.size).toBe(intake.told);
  });

  it('goes on where it was ended, and tells what is new before', async () => {
    const intake = new FakeIntake();
    const ended = start(intake);
    await ended.tellDayBefore((await ended.tellDayBefore(await ended.tellNews(NOW)))!);
    const { told } = intake;

    await tellAll(start(intake), NOW + 5 * HOUR);
    const [news] = intake.batches.slice(3);
    expect(news.every(time => time > iso(NOW))).toBe(true);
    expect(intake.ids.size).toBe(intake.told);
    expect(intake.told).toBeGreaterThan(told);

    const whole = new FakeIntake();
    await rm(join(folder, 'history.json'));
    await tellAll(start(whole), NOW + 5 * HOUR);
    expect([...whole.ids].filter(id => !intake.ids.has(id))).toEqual([]);
  });

  it('tells nothing of old days again', async () => {
    const intake = new FakeIntake();
    const storyteller = start(intake);
    await tellAll(storyteller, NOW);
    const { told } = intake;
    const next = start(intake);
    await tellAll(next, NOW);
    expect(intake.told).toBe(told);
    expect(JSON.parse(await readFile(join(folder, 'history.json'), 'utf8'))).toMatchObject({ seed: 'a test', until: NOW });
  });

  it('ends the story of a service that somebody pushed to', async () => {
    const intake = new FakeIntake();
    const storyteller = start(intake, service => (service === 'cart' ? NOW - DAY : Infinity));
    await tellAll(storyteller, NOW);
    const carts = [...intake.ids].filter(id => id.includes('git.demo.example/cart'));
    const positions = carts.flatMap(id => /@1\.(\d{9,})$/.exec(id)?.[1] ?? []).map(Number);
    expect(positions.length).toBeGreaterThan(0);
    expect(Math.max(...positions)).toBeLessThan(NOW - DAY);
  });
});
