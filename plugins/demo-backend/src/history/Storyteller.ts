import { setImmediate } from 'node:timers/promises';
import { Intake } from '../intake/Intake';
import { LEGACY, SERVICES } from '../organisation/services';
import { DAY, dayOf, HISTORY_DAYS, startOf } from './calendar';
import { eventsBetween, listHistory, ServiceHistory } from './History';
import { Ledger, Progress } from './Ledger';

/** Tells the record the demo's history: what is new up to now first, then the past, newest day first. */
export class Storyteller {
  private histories: ServiceHistory[] = [];
  private listedUntil = 0;

  constructor(
    private readonly options: {
      seed: string;
      intake: Pick<Intake, 'tell'>;
      ledger: Ledger;
      /** From when on a service has a story of its own, because somebody pushed to it. */
      endOf?(service: string): number;
    },
  ) {}

  /** The histories up to an instant at least; each follows from the seed. */
  async list(until: number): Promise<ServiceHistory[]> {
    if (until > this.listedUntil) {
      this.listedUntil = until + DAY;
      const histories = new Array<ServiceHistory>();
      for (const service of [...SERVICES, LEGACY]) {
        histories.push(listHistory(this.options.seed, service, this.listedUntil));
        await setImmediate(); // requests are answered in between
      }
      this.histories = histories;
    }
    return this.histories;
  }

  /** Tells what happened since it was last told; of a record that knows nothing yet, the last day. */
  async tellNews(now: number): Promise<Progress> {
    const { seed, ledger } = this.options;
    const known = await ledger.read(seed);
    const since = startOf(dayOf(now) - HISTORY_DAYS + 1);
    const progress: Progress = known ?? { seed, since, reached: dayOf(now), until: now };
    const from = known ? Math.max(known.until + 1, since) : startOf(dayOf(now));
    await this.tell(from, now);
    const told = { ...progress, until: now };
    await ledger.write(told);
    return told;
  }

  /** Tells the newest day of the past that is missing yet; undefined once none is. */
  async tellDayBefore(progress: Progress): Promise<Progress | undefined> {
    const day = progress.reached - 1;
    if (startOf(day) < progress.since) {
      return undefined;
    }
    await this.tell(startOf(day), startOf(day + 1) - 1);
    const told = { ...progress, reached: day };
    await this.options.ledger.write(told);
    return told;
  }

  private async tell(from: number, until: number): Promise<void> {
    const { intake, endOf = () => Infinity } = this.options;
    const histories = (await this.list(until)).map(history => {
      const end = endOf(history.service.name);
      return end > until ? history : { ...history, told: history.told.filter(({ at }) => at < end) };
    });
    await intake.tell(eventsBetween(histories, from, until));
  }
}
