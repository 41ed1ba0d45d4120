import { DeliverySource, isLeaseLost, Outage, pause, SourceConnection, textOf, UpstreamError } from '@slipway/plugin-delivery-node';
import { sourceNameOf } from '../record/observe';
import { ApplicationRun, ApplicationRunOptions, openApplicationRun } from '../record/openApplicationRun';
import { explainProblem } from '../upstream/explainProblem';
import { ApplicationsApi } from './ApplicationsApi';
import { AroundGap, aroundGap, missedOperations } from './missedOperations';

export interface ApplicationWatchOptions extends ApplicationRunOptions {
  api: ApplicationsApi;
  /** How long the server is asked to keep a watch open. */
  watchSeconds?(): number;
}

/** Where the watch stands: positions mean something within one epoch. */
interface Place {
  epoch: string;
  resourceVersion: string;
}

/**
 * Watches the applications of one API server: a full list in pages, then every change. A watch that ends is taken up where it stood; when
 * the server no longer knows that place, everything is listed anew in an epoch of its own.
 */
export class ApplicationWatch implements DeliverySource {
  readonly name: string;
  readonly heartbeat = true;

  constructor(private readonly options: ApplicationWatchOptions) {
    this.name = sourceNameOf(options.instance);
  }

  async run(connection: SourceConnection): Promise<void> {
    const { instance, logger } = this.options;
    const run = await openApplicationRun(connection, this.options);
    const { status, backOff } = run;
    let place: Place | undefined;
    let reason = 'the source was not running';
    while (!connection.signal.aborted) {
      try {
        place ??= await this.list(run, reason);
        await this.follow(run, place);
      } catch (error) {
        if (connection.signal.aborted) {
          return;
        }
        if (isLeaseLost(error)) {
          throw error;
        }
        const problem = explainProblem(error, { name: instance, kind: 'kubernetes' });
        reason = problem.error;
        if (error instanceof UpstreamError && error.isGone) {
          place = undefined;
          status.upstream({ state: 'connecting' });
          reason = 'the API server no longer knew the place of the watch';
        } else {
          logger.warn(problem.error);
          status.upstream(problem);
        }
        await pause(backOff.next(), connection.signal);
      }
    }
  }

  private async list(run: ApplicationRun, reason: string): Promise<Place> {
    const { connection, recorder, heard, now } = run;
    const outage = new Outage(connection, heard.at, reason);
    const gaps = new Map<string, AroundGap>();
    const listing = await recorder.beginList();
    let resourceVersion: string | undefined;
    for await (const page of this.options.api.pages(connection.signal)) {
      resourceVersion ??= textOf(page.resourceVersion);
      for await (const item of page.items) {
        const seen = await recorder.see(item, listing.epoch, listing);
        const gap = aroundGap(seen);
        if (gap) {
          gaps.set(gap.uid, gap);
        }
      }
    }
    const position = resourceVersion ?? '0';
    await recorder.completeList(listing, position);
    if (outage.isOne) {
      await recorder.addOperations(await this.readMissed(run, gaps));
      await recorder.flush();
      await outage.end(now());
    }
    await heard.mark();
    run.backOff.reset();
    return { epoch: listing.epoch, resourceVersion: position };
  }

  private follow(run: ApplicationRun, place: Place): Promise<void> {
    const { connection, recorder, heard, status, backOff, now } = run;
    const { api, instance, logger, watchSeconds } = this.options;
    return api.follow(
      place,
      {
        onLive: () => status.upstream({ state: 'live' }),
        see: async event => {
          await recorder.see(event, place.epoch);
        },
        seeDeleted: event => recorder.seeDeleted(event, place.epoch),
        leaveOut: ({ type }) =>
          logger.warn(`The API server of '${instance}' sends a watch event '${type}' that cannot be used; it is left out`),
        onHeard: () => heard.mark(),
      },
      { signal: connection.signal, backOff, now, watchSeconds },
    );
  }

  // Events are a help, not a condition: an account without the right to read them loses only this.
  private async readMissed({ connection, now }: ApplicationRun, gaps: Map<string, AroundGap>) {
    const { api, logger, instance } = this.options;
    if (gaps.size === 0) {
      return [];
    }
    try {
      const started = await api.events('OperationStarted', connection.signal);
      const completed = await api.events('OperationCompleted', connection.signal);
      return missedOperations({ started, completed }, gaps, now());
    } catch (error) {
      logger.warn(
        `The events of '${instance}' cannot be read, so operations that failed while nothing was seen stay unknown; grant list on events: ${error}`,
      );
      return [];
    }
  }
}
