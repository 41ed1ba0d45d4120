import { LoggerService } from '@backstage/backend-plugin-api';
import {
  followChanges,
  FollowOptions,
  isLeaseLost,
  KubernetesApi,
  ParsedObject,
  pause,
  SourceRun,
  UpstreamError,
} from '@slipway/plugin-delivery-node';
import { deleteObject, putObject } from '../cluster/applyObject';
import { ClusterState } from '../cluster/ClusterState';
import { later } from '../cluster/position';
import { ClusterResource } from '../read/resources';
import { positionOf } from '../reduce/placeOf';
import { reduceWorkload } from '../reduce/reduceWorkload';
import { Gathering } from '../record/Gathering';
import { WorkloadRecorder } from '../record/WorkloadRecorder';
import { explainProblem } from './explainProblem';
import { Health } from './Health';

export interface WatchedClusterOptions {
  cluster: string;
  api: KubernetesApi;
  logger: LoggerService;
  run: SourceRun<WorkloadRecorder>;
  state: ClusterState;
  epoch: string;
  gatherMs: number;
  backOff: () => FollowOptions['backOff'];
  watchSeconds?(): number;
}

/** Where the watch of one kind stands. */
export interface Place {
  resource: ClusterResource;
  resourceVersion: string;
}

/** One cluster between two full lists: a watch of each kind, each taken up by itself, and what they tell gathered and recorded. */
export class WatchedCluster {
  private readonly health: Health;

  constructor(private readonly options: WatchedClusterOptions) {
    this.health = new Health(options.run.status);
  }

  /** Follows every watch until one of them has lost its place, or the record takes nothing more. Never resolves by itself. */
  async follow(places: Place[], signal: AbortSignal): Promise<never> {
    const { state, run, epoch, gatherMs } = this.options;
    const failed = new AbortController();
    const ended = AbortSignal.any([signal, failed.signal]);
    const gathering = Gathering.over(
      gatherMs,
      ended,
      async uid => {
        const joined = state.join(uid);
        if (joined) {
          await run.recorder.record(joined, epoch);
        }
      },
      error => failed.abort(error),
    );
    places.forEach(({ resource }) => this.health.expect(resource.path));
    // One that fails ends the others, and all have ended before the next list begins.
    await Promise.all(places.map(place => this.keep(place, gathering, ended).catch(error => failed.abort(error))));
    throw ended.reason;
  }

  private async keep(place: Place, gathering: Gathering, signal: AbortSignal): Promise<void> {
    const { api, cluster, logger, run, watchSeconds } = this.options;
    const backOff = this.options.backOff();
    const { path } = place.resource;
    while (!signal.aborted) {
      try {
        await followChanges(
          api,
          place.resource,
          place,
          {
            onLive: () => this.health.well(path),
            see: event => this.see(place, event, gathering),
            seeDeleted: event => this.seeDeleted(place, event, gathering),
            leaveOut: ({ type }) =>
              logger.warn(`The API server of '${cluster}' sends a watch event '${type}' of ${path} that cannot be used; it is left out`),
            onHeard: () => this.hear(),
          },
          { signal, backOff, now: run.now, watchSeconds },
        );
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (isLeaseLost(error) || (error instanceof UpstreamError && error.isGone)) {
          throw error;
        }
        const problem = explainProblem(error, cluster);
        logger.warn(`${problem.error} (${path})`);
        this.health.ill(path, problem);
        await pause(backOff.next(), signal);
      }
    }
  }

  private async see({ resource }: Place, { object }: ParsedObject, gathering: Gathering): Promise<void> {
    const { cluster, state, run } = this.options;
    const touched = putObject(state, { resource, object, cluster, now: run.now() });
    if (touched !== undefined) {
      gathering.touch(touched);
    }
  }

  private async seeDeleted({ resource }: Place, { object }: ParsedObject, gathering: Gathering): Promise<void> {
    const { cluster, state, run, epoch } = this.options;
    if (resource.kind === 'Pod' || resource.kind === 'ReplicaSet') {
      const touched = deleteObject(state, { resource, object });
      if (touched !== undefined) {
        gathering.touch(touched);
      }
      return;
    }
    const last = reduceWorkload(resource.kind, resource.group, cluster, object);
    const joined = last && state.join(last.facts.uid);
    if (joined) {
      state.deleteWorkload(last.facts.uid);
      await run.recorder.recordGone({ ...joined, position: later(joined.position, last.position) }, epoch);
    }
  }

  // While one watch is not heard, values may be old: the source counts as heard only with all of them.
  private async hear(): Promise<void> {
    if (this.health.isWell) {
      await this.options.run.heard.mark();
    }
  }
}

/** The resourceVersion of a list, which its watch begins with. */
export function placeOf(resource: ClusterResource, metadata: { resourceVersion?: string }): Place {
  return { resource, resourceVersion: positionOf(metadata) };
}
