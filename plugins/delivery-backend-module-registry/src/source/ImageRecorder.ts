import { ArtifactFacts, TagFacts } from '@slipway/plugin-delivery-common';
import { NamedImage, observe, SourceConnection } from '@slipway/plugin-delivery-node';
import { RegistryApi } from '../registry/RegistryApi';
import { ImageReader } from './ImageReader';
import { nameOf } from './Looks';

export interface ImageRecorderOptions {
  source: string;
  host: string;
  api: RegistryApi;
  connection: SourceConnection;
  now(): number;
}

interface LastLook {
  digest?: string | null;
  position: number;
}

const FIXED = { epoch: '0', position: '0' };

/** Asks for one image and records what is new: each method is one question with its answer, stored in one transaction. */
export class ImageRecorder {
  private readonly reader: ImageReader;
  private readonly tags = new Map<string, LastLook>();

  private constructor(private readonly options: ImageRecorderOptions) {
    const { host, api, connection, now } = options;
    const { signal, images } = connection;
    this.reader = new ImageReader({ host, api, now, signal, recorded: digests => images.recorded(digests) });
  }

  static async open(options: ImageRecorderOptions): Promise<ImageRecorder> {
    const recorder = new ImageRecorder(options);
    for (const { facts, order } of await options.connection.recordedStates('tag')) {
      const { repository, tag, digest } = facts as TagFacts;
      recorder.tags.set(nameOf({ repository, tag }), { digest, position: Number(order.position) });
    }
    return recorder;
  }

  /** Reads what was never read; true when it is there. */
  async read(image: NamedImage): Promise<boolean> {
    return image.digest === undefined ? this.lookAtTag(image, true) : this.readDigest(image, image.digest);
  }

  /** Looks whether it is as it was; true when it is there. */
  async look(image: NamedImage): Promise<boolean> {
    return image.digest === undefined ? this.lookAtTag(image, false) : this.lookAtDigest(image, image.digest);
  }

  private async readDigest(image: NamedImage, digest: string): Promise<boolean> {
    const { connection } = this.options;
    const [known] = await connection.images.recorded([digest]);
    if (known?.mediaType !== undefined && !known.gone) {
      await connection.record({ observations: [], read: [image] });
      return true;
    }
    const reading = await this.reader.read(this.pathOf(image), digest);
    if ('missing' in reading) {
      await this.recordGone(image, digest, reading.at, known);
      return false;
    }
    const { source } = this.options;
    const again = { epoch: '0', position: String(reading.at) };
    await connection.record({
      observations: reading.artifacts.map(facts =>
        observe('artifact', facts, {
          source,
          order: facts.digest === digest && known?.gone ? again : FIXED,
          occurredAt: facts.builtAt,
        }),
      ),
      read: [image, ...reading.artifacts.map(facts => ({ repository: image.repository, digest: facts.digest }))],
    });
    return true;
  }

  private async lookAtDigest(image: NamedImage, digest: string): Promise<boolean> {
    const { connection, api } = this.options;
    const looked = await api.look(this.pathOf(image), digest, connection.signal);
    const [known] = await connection.images.recorded([digest]);
    if (!('unchanged' in looked) && looked.digest === null) {
      if (!known?.gone) {
        await this.recordGone(image, digest, looked.at, known);
      }
      return false;
    }
    if (known?.gone) {
      await (known.mediaType === undefined ? this.readDigest(image, digest) : this.recordThere(image, known, looked.at));
    }
    return true;
  }

  private async lookAtTag(image: NamedImage, isUnread: boolean): Promise<boolean> {
    const { connection, api, source } = this.options;
    const { repository, tag = 'latest' } = image;
    const name = nameOf(image);
    const known = this.tags.get(name);
    const looked = await api.look(this.pathOf(image), tag, connection.signal, known?.digest ?? undefined);
    const digest = 'unchanged' in looked ? known?.digest : looked.digest;
    if (digest !== known?.digest && digest !== undefined) {
      // The header has whole seconds: a tag that moved twice within one keeps its order.
      const position = Math.max(looked.at, (known?.position ?? -1) + 1);
      const order = { epoch: '0', position: String(position) };
      const occurredAt = new Date(looked.at).toISOString();
      await connection.record({
        observations: [observe('tag', { repository, tag, digest }, { source, order, occurredAt })],
        read: [image],
      });
      this.tags.set(name, { digest, position });
    } else if (isUnread) {
      await connection.record({ observations: [], read: [image] });
    }
    return digest !== null;
  }

  private async recordGone(image: NamedImage, digest: string, at: number, known: ArtifactFacts | undefined): Promise<void> {
    const facts: ArtifactFacts = { digest, repository: image.repository, ...known, gone: true };
    await this.recordAt(image, known?.gone ? [] : [facts], at);
  }

  private async recordThere(image: NamedImage, { gone: _gone, ...facts }: ArtifactFacts, at: number): Promise<void> {
    await this.recordAt(image, [facts], at);
  }

  private async recordAt(image: NamedImage, artifacts: ArtifactFacts[], at: number): Promise<void> {
    const { connection, source } = this.options;
    const order = { epoch: '0', position: String(at) };
    await connection.record({
      observations: artifacts.map(facts => observe('artifact', facts, { source, order, occurredAt: new Date(at).toISOString() })),
      read: [image],
    });
  }

  private pathOf({ repository }: NamedImage): string {
    return repository.slice(this.options.host.length + 1);
  }
}
