import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BackOff,
  DeliverySource,
  isLeaseLost,
  KubernetesApi,
  openRun,
  Outage,
  pause,
  SourceConnection,
  SourceRun,
  UpstreamError,
} from '@slipway/plugin-delivery-node';
import { putObject } from '../cluster/applyObject';
import { ClusterState } from '../cluster/ClusterState';
import { later } from '../cluster/position';
import { ClusterResource, resourcesOf } from '../read/resources';
import { sourceNameOf, WorkloadRecorder } from '../record/WorkloadRecorder';
import { explainProblem } from './explainProblem';
import { Place, placeOf, WatchedCluster } from './WatchedCluster';

export interface WorkloadWatchOptions {
  /** The name of the `delivery.kubernetes` connection. */
  cluster: string;
  /** All of them unless given. */
  namespaces?: string[];
  api: KubernetesApi;
  logger: LoggerService;
  /** Our clock, in milliseconds. */
  now?(): number;
  backOff?(): BackOff;
  /** How long changes of one workload are gathered. */
  gatherMs?: number;
  /** How often a kind that was not there is looked for again. */
  lookAgainMs?: number;
  /** How long the server is asked to keep a watch open. */
  watchSeconds?(): number;
}

type Run = SourceRun<WorkloadRecorder>;

interface Listed {
  epoch: string;
  state: ClusterState;
  places: Place[];
  absent: ClusterResource[];
}

/**
 * Watches the workloads of one cluster with their pods: full lists of every kind, then every change. When one watch has lost its place,
 * everything is listed anew in an epoch of its own and compared with the record.
 */
export class WorkloadWatch implements DeliverySource {
  readonly name: string;
  readonly heartbeat = true;

  constructor(private readonly options: WorkloadWatchOptions) {
    this.name = sourceNameOf(options.cluster);
  }

  async run(connection: SourceConnection): Promise<void> {
    const { cluster, api, logger, now, backOff = () => new BackOff(500, 5_000) } = this.options;
    const run: Run = await openRun(connection, { api, now, backOff: backOff() }, (_, onTrouble) =>
      WorkloadRecorder.open({ cluster, connection, logger, onTrouble }),
    );
    // Absent where nothing was missed: a kind that appears is listed without a gap before it.
    let reason: string | undefined = 'the source was not running';
    while (!connection.signal.aborted) {
      try {
        const listed = await this.list(run, reason);
        reason = 'the source was disturbed';
        await this.follow(run, listed);
        reason = undefined;
      } catch (error) {
        if (connection.signal.aborted) {
          return;
        }
        if (isLeaseLost(error)) {
          throw error;
        }
        const problem = explainProblem(error, cluster);
        if (error instanceof UpstreamError && error.isGone) {
          reason = 'the API server no longer knew the place of a watch';
          run.status.upstream({ state: 'connecting' });
        } else {
          reason = problem.error;
          logger.warn(problem.error);
          run.status.upstream(problem);
        }
        await pause(run.backOff.next(), connection.signal);
      }
    }
  }

  private async list(run: Run, reason: string | undefined): Promise<Listed> {
    const { connection, recorder, heard, now } = run;
    const outage = new Outage(connection, heard.at, reason ?? '');
    const listed: Listed = { epoch: await connection.openEpoch(), state: new ClusterState(), places: [], absent: [] };
    for (const resource of resourcesOf(this.options.namespaces)) {
      const place = await this.listKind(resource, listed.state, run);
      if (place) {
        listed.places.push(place);
      } else {
        listed.absent.push(resource);
      }
    }
    const position = listed.places.reduce((newest, { resourceVersion }) => later(newest, resourceVersion), '0');
    await recorder.completeList(listed.state, listed.epoch, position);
    if (outage.isOne && reason !== undefined) {
      await outage.end(now());
    }
    await heard.mark();
    run.backOff.reset();
    return listed;
  }

  /** Answers nothing for an optional kind that the cluster does not serve or does not let us read. */
  private async listKind(resource: ClusterResource, state: ClusterState, { connection, now }: Run): Promise<Place | undefined> {
    const { api, cluster } = this.options;
    if (resource.optional && !(await api.serves(resource, connection.signal))) {
      return undefined;
    }
    let place: Place | undefined;
    for await (const page of api.pages(resource, connection.signal)) {
      place ??= placeOf(resource, page);
      for await (const { object } of page.items) {
        putObject(state, { resource, object, cluster, now: now() });
      }
    }
    return place;
  }

  /** Resolves when a kind has appeared that was absent; rejects when a watch has lost its place. */
  private async follow(run: Run, { epoch, state, places, absent }: Listed): Promise<void> {
    const { cluster, api, logger, gatherMs = 250, watchSeconds, backOff = () => new BackOff(500, 5_000) } = this.options;
    const abort = new AbortController();
    const signal = AbortSignal.any([run.connection.signal, abort.signal]);
    const watched = new WatchedCluster({ cluster, api, logger, run, state, epoch, gatherMs, backOff, watchSeconds });
    const watches = watched.follow(places, signal);
    const lookout = absent.length > 0 ? [this.lookFor(absent, signal)] : [];
    try {
      await Promise.race([watches, ...lookout]);
    } finally {
      abort.abort();
      await Promise.allSettled([watches, ...lookout]);
    }
  }

  private async lookFor(absent: ClusterResource[], signal: AbortSignal): Promise<void> {
    const { api, lookAgainMs = 10 * 60_000 } = this.options;
    for (;;) {
      await pause(lookAgainMs, signal);
      for (const resource of absent) {
        // Whatever else is wrong with the API server its watches tell.
        if (await api.serves(resource, signal).catch(() => false)) {
          return;
        }
      }
      signal.throwIfAborted();
    }
  }
}
