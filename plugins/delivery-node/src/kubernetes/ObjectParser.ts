import { Worker } from 'node:worker_threads';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Fields } from './fields';

/** One object that was listed or watched, reduced to the wanted members. */
export interface ParsedObject {
  /** `LISTED`, the word of the watch event, or `UNREADABLE` for a line that is no JSON. */
  type: string;
  object: unknown;
  /** The whole of it as JSON text, without the field managers' bookkeeping; `null` where evidence is not wanted. */
  raw: string;
}

/** What is wanted of each object. */
export interface Wanted {
  fields: Fields;
  /** False where the whole object is not kept as evidence. */
  evidence: boolean;
}

/** A list, or one page of it. */
export interface ParsedList {
  resourceVersion?: string;
  continueToken?: string;
  /** To be read once, to the end or not; a few are in memory at a time. */
  items: AsyncIterable<ParsedObject>;
}

interface Waiting {
  what: string;
  resolve(parsed: unknown): void;
  reject(error: Error): void;
}

/** Parses JSON in a worker thread, which starts with the first use and never keeps the process alive. */
export class ObjectParser {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /** Parses a list; a `ServiceUnavailableError` says that it is no JSON. */
  async parseList(bytes: Buffer, wanted: Wanted): Promise<ParsedList> {
    const { id, parsed } = await this.ask('list', { bytes, wanted });
    return { ...(parsed as Omit<ParsedList, 'items'>), items: this.itemsOf(id) };
  }

  /** Parses whole lines, one event each. */
  async parseLines(bytes: Buffer, wanted: Wanted): Promise<ParsedObject[]> {
    const { parsed } = await this.ask('lines', { bytes, wanted });
    return parsed as ParsedObject[];
  }

  /** Ends the thread; another use starts it again. */
  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private async *itemsOf(list: number): AsyncGenerator<ParsedObject> {
    try {
      for (;;) {
        const { parsed } = await this.ask('next', { list });
        const items = parsed as ParsedObject[];
        if (items.length === 0) {
          return;
        }
        yield* items;
      }
    } finally {
      // A thread that has ended meanwhile has nothing to forget.
      await this.ask('done', { list }).catch(() => undefined);
    }
  }

  private ask(what: string, message: { bytes?: Buffer; wanted?: Wanted; list?: number }): Promise<{ id: number; parsed: unknown }> {
    this.worker ??= this.start();
    const id = (this.lastId += 1);
    const worker = this.worker;
    worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { what, resolve: parsed => resolve({ id, parsed }), reject });
      const { bytes } = message;
      // Bytes of their own are handed over, those of a shared pool are copied.
      const own = bytes && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
      worker.postMessage({ id, what, ...message }, own ? [bytes.buffer as ArrayBuffer] : []);
    });
  }

  private start(): Worker {
    const worker = new Worker(
      resolvePackagePath('@slipway/plugin-delivery-node', 'worker/parseObjects.cjs'),
      // The options of this process load TypeScript and instrumentation, none of which the worker needs.
      { execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1024 } },
    );
    worker.unref();
    worker.on('message', ({ id, parsed, problem }) => {
      const { what, resolve, reject } = this.waiting.get(id) ?? {};
      this.waiting.delete(id);
      if (this.waiting.size === 0) {
        worker.unref();
      }
      if (problem === undefined) {
        resolve?.(parsed);
      } else {
        reject?.(new ServiceUnavailableError(what === 'next' ? problem : `The answer of the upstream is no JSON: ${problem}`));
      }
    });
    const lost = (reason: string) => {
      this.worker = this.worker === worker ? undefined : this.worker;
      const error = new ServiceUnavailableError(`The parsing thread ended: ${reason}; it starts again with the next answer`);
      this.waiting.forEach(({ reject }) => reject(error));
      this.waiting.clear();
    };
    worker.on('error', error => lost(error.message));
    worker.on('exit', code => lost(`code ${code}`));
    return worker;
  }
}
