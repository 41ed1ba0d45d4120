import { StreamEvent, StreamListener } from './events';
import { OpenStream, readStream } from './readStream';

const NAME = 'slipway-delivery-stream';

type Message = { kind: 'event'; event: StreamEvent } | { kind: 'id'; id: string } | { kind: 'hello' };

/**
 * One stream for all tabs of a browser: the tab that holds the lock reads, the others hear it over a channel. When it
 * closes, the lock goes to another tab, which resumes from the last event id that was heard.
 */
export class SharedStream {
  private readonly listeners = new Set<StreamListener>();
  private lastEventId: string | undefined;
  private health: StreamEvent & { type: 'health' } = { type: 'health', health: 'connecting' };
  private leads = false;
  private channel: BroadcastChannel | undefined;
  private stop: AbortController | undefined;

  constructor(private readonly open: OpenStream) {}

  /** Hears events, first how the connection is doing, until the returned function is called. */
  listen(listener: StreamListener): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      this.start();
    } else {
      listener(this.health);
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.end();
      }
    };
  }

  private start() {
    const stop = new AbortController();
    this.stop = stop;
    // Outside secure contexts a browser has no locks; each tab then reads for itself.
    if (!('locks' in navigator) || !('BroadcastChannel' in window)) {
      this.lead(stop.signal);
      return;
    }
    this.channel = new BroadcastChannel(NAME);
    this.channel.onmessage = message => this.hear(message.data as Message);
    this.send({ kind: 'hello' });
    navigator.locks
      .request(NAME, { signal: stop.signal }, () => this.lead(stop.signal))
      .catch(error => {
        if (!stop.signal.aborted) {
          throw error;
        }
      });
  }

  private async lead(signal: AbortSignal) {
    this.leads = true;
    await readStream({
      open: this.open,
      signal,
      lastEventId: this.lastEventId,
      onEvent: event => {
        this.tell(event);
        this.send({ kind: 'event', event });
      },
      onEventId: id => {
        this.lastEventId = id;
        this.send({ kind: 'id', id });
      },
    });
  }

  private hear(message: Message) {
    if (message.kind === 'id') {
      this.lastEventId = message.id;
    } else if (message.kind === 'event') {
      this.tell(message.event);
    } else if (this.leads) {
      this.send({ kind: 'event', event: this.health });
      if (this.lastEventId !== undefined) {
        this.send({ kind: 'id', id: this.lastEventId });
      }
    }
  }

  private tell(event: StreamEvent) {
    if (event.type === 'health') {
      this.health = event;
    }
    for (const listener of this.listeners) {
      listener(event);
    }
  }

  private send(message: Message) {
    this.channel?.postMessage(message);
  }

  private end() {
    this.stop?.abort();
    this.channel?.close();
    this.channel = undefined;
    this.leads = false;
  }
}
