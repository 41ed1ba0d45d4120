import { WireEvent } from './events';

/** Turns the text of a server-sent stream into events, however it was cut into chunks. Comments come out as nothing. */
export class ServerSentEventParser {
  private rest = '';
  /** The last id that the stream named, also where no event came with it; a later stream resumes from it. */
  id: string | undefined;
  private event = '';
  private data: string[] = [];

  /** The events that end within this chunk. */
  push(chunk: string): WireEvent[] {
    const events: WireEvent[] = [];
    const lines = (this.rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        const event = this.take();
        if (event) {
          events.push(event);
        }
      } else {
        this.read(line);
      }
    }
    return events;
  }

  private read(line: string) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') {
      this.id = value;
    } else if (field === 'event') {
      this.event = value;
    } else if (field === 'data') {
      this.data.push(value);
    }
  }

  private take(): WireEvent | undefined {
    const { event, data } = this;
    this.event = '';
    this.data = [];
    // As browsers do: an event without data is none, though its id counts for the next.
    return data.length > 0 ? { id: this.id, event: event || 'message', data: data.join('\n') } : undefined;
  }
}
