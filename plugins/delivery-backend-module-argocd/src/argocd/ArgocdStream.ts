import { compareOrder } from '@slipway/plugin-delivery-common';
import {
  DeliverySource,
  isLeaseLost,
  membersOf,
  Outage,
  ParsedObject,
  pause,
  SourceConnection,
  textOf,
} from '@slipway/plugin-delivery-node';
import { Listing } from '../record/ApplicationRecorder';
import { sourceNameOf } from '../record/observe';
import { ApplicationRun, ApplicationRunOptions, openApplicationRun } from '../record/openApplicationRun';
import { explainProblem } from '../upstream/explainProblem';
import { ArgocdApi } from './ArgocdApi';

export interface ArgocdStreamOptions extends ApplicationRunOptions {
  api: ArgocdApi;
  relistMs?: number;
  beatMs?: number;
}

interface Run extends ApplicationRun {
  /** The list that is read now, or the last one: changes belong to its epoch. */
  listing: Listing;
  /** What the stream said was deleted while the list was read. */
  deleted: Set<string>;
}

/**
 * Reads the applications of one Argo CD through its own API. The stream is asked for first and the list after it, so a change during the
 * list is not missed; of both the higher version counts. The stream drops events when its buffer is full, so the list is read again
 * every five minutes.
 */
export class ArgocdStream implements DeliverySource {
  readonly name: string;
  readonly heartbeat = true;

  constructor(private readonly options: ArgocdStreamOptions) {
    this.name = sourceNameOf(options.instance);
  }

  async run(connection: SourceConnection): Promise<void> {
    const { instance, logger } = this.options;
    const opened = await openApplicationRun(connection, this.options);
    const { recorder, heard, status, backOff } = opened;
    let reason = 'the source was not running';
    while (!connection.signal.aborted) {
      try {
        const listing = await recorder.beginList();
        const deleted = new Set<string>();
        await this.follow({ ...opened, listing, deleted }, new Outage(connection, heard.at, reason));
        reason = 'the stream of Argo CD was opened anew';
      } catch (error) {
        if (connection.signal.aborted) {
          return;
        }
        if (isLeaseLost(error)) {
          throw error;
        }
        const problem = explainProblem(error, { name: instance, kind: 'server' });
        reason = problem.error;
        logger.warn(problem.error);
        status.upstream(problem);
        await pause(backOff.next(), connection.signal);
      }
    }
  }

  /** Reads the stream, and lists beside it, until either fails or the list shows that the stream lost something. */
  private async follow(run: Run, outage: Outage): Promise<void> {
    const abort = new AbortController();
    const signal = AbortSignal.any([run.connection.signal, abort.signal]);
    const stream = this.readStream(run, signal);
    const lists = this.listAgain(run, outage, signal);
    try {
      await Promise.race([stream, lists]);
    } finally {
      abort.abort();
      await Promise.allSettled([stream, lists]);
    }
  }

  private async readStream(run: Run, signal: AbortSignal): Promise<void> {
    for await (const events of this.options.api.changes(signal)) {
      for (const event of events) {
        await this.take(run, event);
      }
      await run.heard.mark();
    }
  }

  private async listAgain(run: Run, outage: Outage, signal: AbortSignal): Promise<void> {
    const { relistMs = 5 * 60_000, beatMs = 30_000 } = this.options;
    let listedAt = run.now();
    await this.list(run, signal);
    if (outage.isOne) {
      await outage.end(run.now());
    }
    run.status.upstream({ state: 'live' });
    run.backOff.reset();
    while (!signal.aborted) {
      await pause(Math.min(beatMs, relistMs), signal);
      if (run.now() - listedAt < relistMs) {
        await this.options.api.beat(signal);
      } else {
        listedAt = run.now();
        run.listing = await run.recorder.beginList();
        run.deleted = new Set();
        await this.list(run, signal);
        if (run.listing.different > 0) {
          return;
        }
      }
      await run.heard.mark();
      run.status.upstream({ state: 'live' });
    }
  }

  private async list(run: Run, signal: AbortSignal): Promise<void> {
    const { recorder, listing, deleted, heard } = run;
    const { items, resourceVersion } = await this.options.api.list(signal);
    for await (const item of items) {
      const { uid, position } = placeOf(item);
      const known = recorder.ledger.position(uid);
      if (deleted.has(uid)) {
        continue;
      }
      if (known !== undefined && isOlder(position, known)) {
        listing.listed.add(uid);
      } else {
        await recorder.see(item, listing.epoch, listing);
      }
    }
    await recorder.completeList(listing, textOf(resourceVersion) ?? '0');
    await heard.mark();
  }

  private async take(run: Run, event: ParsedObject): Promise<void> {
    const { recorder, listing, deleted } = run;
    const { uid } = placeOf(event);
    switch (event.type) {
      case 'ADDED':
      case 'MODIFIED':
        listing.listed.add(uid);
        await recorder.see(event, listing.epoch);
        break;
      case 'DELETED':
        deleted.add(uid);
        await recorder.seeDeleted(event, listing.epoch);
        break;
      default:
        this.options.logger.warn(
          `Argo CD '${this.options.instance}' sends a stream event '${event.type}' that cannot be used; it is left out`,
        );
    }
  }
}

function placeOf({ object }: ParsedObject): { uid: string; position: string } {
  const metadata = membersOf(membersOf(object).metadata);
  return {
    uid: textOf(metadata.uid) ?? `${textOf(metadata.namespace) ?? ''}/${textOf(metadata.name) ?? ''}`,
    position: textOf(metadata.resourceVersion) ?? '0',
  };
}

function isOlder(position: string, known: string): boolean {
  return compareOrder({ epoch: '0', position }, { epoch: '0', position: known }) < 0;
}
