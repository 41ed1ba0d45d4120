/** A message of a stream. */
export interface Message {
  id?: string;
  event?: string;
  data?: unknown;
}

/** Reads server-sent events as a browser would, and waits for them with a deadline. */
export class StreamReader {
  static async open(url: string, headers: Record<string, string>): Promise<StreamReader> {
    const abort = new AbortController();
    const response = await fetch(url, { headers, signal: abort.signal });
    return new StreamReader(response, abort);
  }

  readonly messages = new Array<Message>();
  ended = false;
  private text = '';
  private wake: () => void = () => {};

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    this.read().catch(error => {
      if (!abort.signal.aborted) {
        throw error;
      }
    });
  }

  close(): void {
    this.abort.abort();
  }

  /** The first message that fits; fails after 10 s with what was read until then. */
  async until(what: string, fits: (message: Message) => boolean): Promise<Message> {
    await this.untilState(what, () => this.messages.some(fits));
    return this.messages.find(fits)!;
  }

  async untilState(what: string, holds: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!holds()) {
      const left = deadline - Date.now();
      if (left <= 0) {
        throw new Error(`Waited 10 s for ${what}; read until then: ${JSON.stringify(this.messages)}, ended: ${this.ended}`);
      }
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.response.body!) {
      this.text += decoder.decode(chunk, { stream: true });
      const blocks = this.text.split('\n\n');
      this.text = blocks.pop()!;
      this.messages.push(...blocks.map(parseMessage));
      this.wake();
    }
    this.ended = true;
    this.wake();
  }
}

function parseMessage(block: string): Message {
  const message: Message = {};
  for (const line of block.split('\n')) {
    const [, field, value] = /^(id|event|data): (.*)$/.exec(line) ?? [];
    if (field === 'data') {
      message.data = JSON.parse(value);
    } else if (field) {
      message[field as 'id' | 'event'] = value;
    }
  }
  return message;
}
