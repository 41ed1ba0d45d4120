import { LoggerService } from '@backstage/backend-plugin-api';
import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { Breath, ObservationQueue, ParsedObject, QueuedObservation, SourceConnection } from '@slipway/plugin-delivery-node';
import { ReducedApplication, reduceApplication } from '../reduce/reduceApplication';
import { ApplicationLedger, LastOperation } from './ApplicationLedger';
import { OperationIdentities } from './OperationIdentities';
import { observeApplication, observeOperation } from './observe';

export interface RecorderOptions {
  instance: string;
  connection: SourceConnection;
  logger: LoggerService;
  /** Our clock, in milliseconds. */
  now(): number;
  /** Called when the database cannot be written, and without an error when it can again. */
  onTrouble(error?: unknown): void;
}

/** One full list while it is read. */
export interface Listing {
  epoch: string;
  listed: Set<string>;
  different: number;
}

export interface Seen {
  reduced: ReducedApplication;
  before: LastOperation | undefined;
}

/** Turns objects of one instance into observations, drops what says nothing new, and compares full lists with the record. */
export class ApplicationRecorder {
  private readonly identities: OperationIdentities;
  private readonly told = new Set<string>();
  private readonly breath = new Breath();

  private constructor(
    private readonly options: RecorderOptions,
    readonly ledger: ApplicationLedger,
    private readonly queue: ObservationQueue,
  ) {
    this.identities = new OperationIdentities(options.instance);
  }

  /** Begins with what the record holds; to be called anew for every lease. */
  static async open(options: RecorderOptions): Promise<ApplicationRecorder> {
    const { connection, logger, onTrouble } = options;
    const states = await connection.recordedStates('application');
    return new ApplicationRecorder(options, ApplicationLedger.fromRecord(states), new ObservationQueue(connection, logger, onTrouble));
  }

  async beginList(): Promise<Listing> {
    const epoch = await this.options.connection.openEpoch();
    return { epoch, listed: new Set(), different: 0 };
  }

  /** Records how an object looks. Resolves once there is room for more, with its facts and the operation that it showed before. */
  async see(parsed: ParsedObject, epoch: string, listing?: Listing): Promise<Seen> {
    const reduced = await this.reduce(parsed);
    const { application } = reduced;
    const before = this.ledger.lastOperation(application.uid);
    const news = this.take(reduced);
    if (listing) {
      listing.listed.add(application.uid);
      listing.different += news.changed ? 1 : 0;
    }
    const items: QueuedObservation[] = news.operations.map(observation => ({
      observation,
    }));
    if (news.changed) {
      items.push(this.application(reduced, epoch, parsed.raw));
    }
    if (items.length > 0) {
      await this.queue.add(items);
    }
    await this.breath.take();
    return { reduced, before };
  }

  /** Records that an object was deleted, with what it looked like then. */
  async seeDeleted(parsed: ParsedObject, epoch: string): Promise<void> {
    const reduced = await this.reduce(parsed);
    const { operations } = this.take(reduced);
    this.ledger.forget(reduced.application.uid);
    const gone = {
      ...reduced,
      application: { ...reduced.application, gone: true },
    };
    await this.queue.add([...operations.map(observation => ({ observation })), this.application(gone, epoch, parsed.raw)]);
  }

  /** Records operations that were read elsewhere than in objects. */
  async addOperations(operations: ReducedApplication['operations']): Promise<void> {
    await this.queue.add(operations.map(facts => ({ observation: observeOperation(facts) })));
  }

  /** A complete list was read: what it lacks is gone, and the comparison with the record is kept. */
  async completeList({ epoch, listed, different }: Listing, position: string): Promise<void> {
    const { connection } = this.options;
    const missing = new Set(this.ledger.uids().filter(uid => !listed.has(uid)));
    await this.queue.flush();
    if (missing.size > 0) {
      // The ledger knows hashes only; what was last known of the missing ones stands in the record.
      const states = await connection.recordedStates('application');
      const gone = states
        .map(({ facts }) => facts as ApplicationFacts)
        .filter(({ uid }) => missing.has(uid))
        .map(facts => ({
          observation: observeApplication({ ...facts, gone: true }, { epoch, position }, undefined),
        }));
      await this.queue.add(gone);
      missing.forEach(uid => this.ledger.forget(uid));
      await this.queue.flush();
    }
    await connection.audited({
      compared: listed.size + missing.size,
      different: different + missing.size,
    });
  }

  setCursor(cursor: string): void {
    this.queue.setCursor(cursor);
  }

  flush(): Promise<void> {
    return this.queue.flush();
  }

  private take({ application, operations, resourceVersion }: ReducedApplication) {
    if (this.identities.loaded) {
      operations.forEach(facts => this.identities.remember(facts));
    }
    return this.ledger.take(application, operations, resourceVersion ?? '0');
  }

  private async reduce({ object }: ParsedObject): Promise<ReducedApplication> {
    const { instance, connection, logger, now } = this.options;
    const options = {
      now: now(),
      identityAt: (uid: string, startedAt: string) => this.identities.find(uid, startedAt),
    };
    let reduced = reduceApplication(object, instance, options);
    if (!this.identities.loaded && reduced.operations.some(({ identity }) => identity === '-')) {
      await this.queue.flush();
      await this.identities.load(connection);
      reduced = reduceApplication(object, instance, options);
    }
    for (const problem of reduced.problems) {
      this.tell(`${reduced.application.namespace}/${reduced.application.name}: ${problem}`, logger);
    }
    return reduced;
  }

  private tell(problem: string, logger: LoggerService): void {
    if (!this.told.has(problem) && this.told.size < 1_000) {
      this.told.add(problem);
      logger.warn(`Argo CD '${this.options.instance}' publishes ${problem}; the rest is recorded`);
    }
  }

  private application({ application, resourceVersion, occurredAt }: ReducedApplication, epoch: string, raw: string): QueuedObservation {
    const order = { epoch, position: resourceVersion ?? '0' };
    return {
      observation: observeApplication(application, order, occurredAt),
      raw,
    };
  }
}
