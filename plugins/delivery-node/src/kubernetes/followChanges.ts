import { membersOf, textOf } from '../read';
import { BackOff } from '../upstream/BackOff';
import { pause } from '../upstream/pause';
import { KubernetesApi, Resource } from './KubernetesApi';
import { ParsedObject } from './ObjectParser';

/** What is done with what a watch tells. */
export interface ChangesFollower {
  /** The server has taken the watch, or has told something. */
  onLive(): void;
  /** An object was added or changed. */
  see(event: ParsedObject): Promise<void>;
  seeDeleted(event: ParsedObject): Promise<void>;
  /** An event of a type that means nothing to us. */
  leaveOut(event: ParsedObject): void;
  /** After each portion of events, bookmarks among them. */
  onHeard(): Promise<void>;
}

/** What a watch is followed with. */
export interface FollowOptions {
  signal: AbortSignal;
  backOff: BackOff;
  now(): number;
  /** How long the server is asked to keep a watch open; between 5 and 10 minutes unless said otherwise. */
  watchSeconds?(): number;
}

/**
 * Follows one watch until the server ends it, and moves the place on with each event, so that the next watch takes up where this one
 * stood. Throws what is wrong; an `UpstreamError` that `isGone` says that only a list helps.
 */
export async function followChanges(
  api: KubernetesApi,
  resource: Resource,
  place: { resourceVersion: string },
  follower: ChangesFollower,
  options: FollowOptions,
): Promise<void> {
  const { signal, backOff, now, watchSeconds = () => 300 + Math.round(300 * Math.random()) } = options;
  const openedAt = now();
  let useful = false;
  const { resourceVersion } = place;
  for await (const events of api.changes(resource, {
    resourceVersion,
    timeoutSeconds: watchSeconds(),
    signal,
    onOpen: () => follower.onLive(),
  })) {
    for (const event of events) {
      await take(event, place, follower);
    }
    if (events.length > 0) {
      useful = true;
      backOff.reset();
      follower.onLive();
      await follower.onHeard();
    }
  }
  // A server that ends every watch at once is not asked in a tight loop.
  if (!useful && now() - openedAt < 1_000) {
    await pause(backOff.next(), signal);
  }
}

async function take(event: ParsedObject, place: { resourceVersion: string }, follower: ChangesFollower): Promise<void> {
  switch (event.type) {
    case 'ADDED':
    case 'MODIFIED':
      await follower.see(event);
      break;
    case 'DELETED':
      await follower.seeDeleted(event);
      break;
    case 'BOOKMARK':
      break;
    default:
      follower.leaveOut(event);
      return;
  }
  const { resourceVersion } = membersOf(membersOf(event.object).metadata);
  place.resourceVersion = textOf(resourceVersion) ?? place.resourceVersion;
}
