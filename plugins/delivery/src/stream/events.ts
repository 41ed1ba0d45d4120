/** How the stream is doing. */
export type StreamHealth = 'connecting' | 'live' | 'retrying' | 'signedOut';

/** What the stream says: rows changed, sources changed, everything must be loaded anew, or how the connection itself is doing. */
export type StreamEvent =
  { type: 'changed'; refs: string[] } | { type: 'sources' } | { type: 'reset' } | { type: 'health'; health: StreamHealth };

/** Hears every event of a stream, in order. */
export type StreamListener = (event: StreamEvent) => void;

/** One event of a server-sent stream, as it came over the wire. */
export interface WireEvent {
  id?: string;
  event: string;
  data: string;
}

/** An event that the page acts on; undefined for one that it does not know. */
export function readEvent(wire: WireEvent): StreamEvent | undefined {
  switch (wire.event) {
    case 'changed': {
      const { refs } = JSON.parse(wire.data) as { refs?: string[] };
      return { type: 'changed', refs: refs ?? [] };
    }
    case 'sources':
      return { type: 'sources' };
    case 'reset':
      return { type: 'reset' };
    default:
      return undefined;
  }
}
