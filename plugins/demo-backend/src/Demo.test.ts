import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Demo } from './Demo';
import { DemoEvent } from './facts/told';
import { Repositories } from './git/Repositories';
import { DAY, HOUR } from './history/calendar';
import { Ledger } from './history/Ledger';

jest.setTimeout(120_000);

const NOW = Date.UTC(2026, 0, 14, 11);

describe('the demo', () => {
  let folder: string;
  let now: number;
  let told: string[];
  let fault: Error | undefined;
  const warnings = new Array<string>();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-demo-'));
    [now, told, fault] = [NOW, [], undefined];
    warnings.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  const intake = {
    tell: async (events: readonly DemoEvent[]) => {
      if (fault) {
        throw fault;
      }
      told.push(...events.map(({ id }) => id));
    },
  };
  const start = () =>
    new Demo({
      seed: 'a test',
      ledger: new Ledger(folder),
      intake,
      repositories: new Repositories(join(folder, 'git')),
      logger: { info: () => {}, warn: message => warnings.push(message) },
      now: () => now,
    });
  const head = (service: string) => new Repositories(join(folder, 'git')).of(service).head();

  async function settle(demo: Demo): Promise<void> {
    while (await demo.step()) {
      // until nothing more is to be told
    }
  }

  it('tells nothing anew when it is started again, and goes on with its repositories', async () => {
    await settle(start());
    const first = [...told];
    const before = await head('checkout-api');
    expect(new Set(first).size).toBe(first.length);

    await settle(start());
    expect(told).toEqual(first);

    now += 2 * DAY;
    await settle(start());
    expect(told.length).toBeGreaterThan(first.length);
    expect(new Set(told).size).toBe(told.length);
    expect(await head('checkout-api')).not.toBe(before);
  });

  it('goes on with the day while it runs', async () => {
    const demo = start();
    await settle(demo);
    const before = told.length;
    now += 3 * HOUR;
    await demo.step();
    expect(told.length).toBeGreaterThan(before);
  });

  it('tries again what the intake did not take, and says why', async () => {
    const demo = start();
    fault = new Error('the intake is away');
    const stopping = new AbortController();
    const running = demo.run(stopping.signal);
    while (warnings.length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(warnings[0]).toBe('The demo tries again: the intake is away');
    fault = undefined;
    stopping.abort();
    await running;
    await settle(demo);
    expect(told.length).toBeGreaterThan(0);
  });
});
