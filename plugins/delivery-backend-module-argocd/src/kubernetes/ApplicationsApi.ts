import { ChangesFollower, Fields, followChanges, FollowOptions, KubernetesApi, ParsedList, Resource } from '@slipway/plugin-delivery-node';
import { applicationFields } from '../reduce/applicationFields';

const APPLICATIONS: Resource = { path: '/apis/argoproj.io/v1alpha1/applications', page: 100, fields: applicationFields, evidence: true };

const eventFields: Fields = {
  metadata: { uid: true, annotations: { user: true } },
  involvedObject: { uid: true, kind: true, apiVersion: true },
  reason: true,
  message: true,
  firstTimestamp: true,
  eventTime: true,
};

/** What is asked of a Kubernetes API server: applications of all namespaces, in pages or as they change, and Argo CD's events. */
export class ApplicationsApi {
  constructor(private readonly api: KubernetesApi) {}

  get requests(): number {
    return this.api.requests;
  }

  /** Pages of one consistent list, in order. */
  pages(signal: AbortSignal): AsyncGenerator<ParsedList> {
    return this.api.pages(APPLICATIONS, signal);
  }

  /** Follows the changes after a place until the server ends the watch. */
  follow(place: { resourceVersion: string }, follower: ChangesFollower, options: FollowOptions): Promise<void> {
    return followChanges(this.api, APPLICATIONS, place, follower, options);
  }

  /** Argo CD's Kubernetes events of one reason, as far back as the cluster keeps them. */
  async events(reason: string, signal: AbortSignal): Promise<unknown[]> {
    const query = { fieldSelector: `involvedObject.kind=Application,reason=${reason}` };
    const events: unknown[] = [];
    for await (const { items } of this.api.pages(
      { path: '/api/v1/events', page: 500, query, fields: eventFields, evidence: false },
      signal,
    )) {
      for await (const { object } of items) {
        events.push(object);
      }
    }
    return events;
  }
}
