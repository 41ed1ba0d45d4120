import { AnyObservation, ArtifactFacts } from '@slipway/plugin-delivery-common';
import { NamedImage, NamedImages } from '../namedImages';

const nameOf = ({ repository, tag, digest }: NamedImage) => (digest === undefined ? `${repository}:${tag}` : `${repository}@${digest}`);

/** The `NamedImages` of a `FakeSourceConnection`: a test names images and says what is in use; tags that are found name their digests. */
export class FakeNamedImages implements NamedImages {
  private readonly named: Map<string, NamedImage>;
  private readonly known: Set<string>;
  private readonly facts: Map<string, ArtifactFacts>;
  private used: NamedImage[];
  private readonly listeners = new Array<() => void>();

  constructor(
    private readonly check: () => void,
    earlier?: FakeNamedImages,
  ) {
    this.named = new Map(earlier?.named);
    this.known = new Set(earlier?.known);
    this.facts = new Map(earlier?.facts);
    this.used = [...(earlier?.used ?? [])];
  }

  /** Names images, as an observation does; a tag that is named again was pushed again. */
  name(...images: NamedImage[]): void {
    for (const image of images) {
      const name = nameOf(image);
      this.named.delete(name);
      this.named.set(name, image);
      if (image.digest === undefined) {
        this.known.delete(name);
      }
    }
    this.listeners.forEach(listener => listener());
  }

  /** Says what runs from now on. */
  use(...images: NamedImage[]): void {
    this.used = images;
  }

  /** Keeps what a batch says of images. */
  keep(observations: AnyObservation[], read: NamedImage[]): void {
    read.forEach(image => this.known.add(nameOf(image)));
    for (const { kind, facts } of observations) {
      if (kind === 'artifact') {
        this.facts.set(facts.digest, facts);
      } else if (kind === 'tag' && typeof facts.digest === 'string' && !this.named.has(`${facts.repository}@${facts.digest}`)) {
        this.name({ repository: facts.repository, digest: facts.digest });
      }
    }
  }

  async unread({ registry, except, limit }: { registry: string; except: readonly string[]; limit: number }): Promise<NamedImage[]> {
    this.check();
    const digests = new Set([...this.known].flatMap(name => name.split('@')[1] ?? []));
    return [...this.named]
      .reverse()
      .filter(([name, { repository, digest }]) => {
        const readElsewhere = digest !== undefined && digests.has(digest) && !this.facts.get(digest)?.gone;
        return repository.startsWith(`${registry}/`) && !except.includes(repository) && !this.known.has(name) && !readElsewhere;
      })
      .slice(0, limit)
      .map(([, image]) => this.withGone(image));
  }

  async inUse({ registry }: { registry: string }): Promise<NamedImage[]> {
    this.check();
    return this.used.filter(({ repository }) => repository.startsWith(`${registry}/`)).map(image => this.withGone(image));
  }

  async recorded(digests: readonly string[]): Promise<ArtifactFacts[]> {
    this.check();
    return structuredClone(digests.flatMap(digest => this.facts.get(digest) ?? []));
  }

  onNamed(_registry: string, listener: () => void): void {
    this.listeners.push(listener);
  }

  private withGone(image: NamedImage): NamedImage {
    return image.digest !== undefined && this.facts.get(image.digest)?.gone ? { ...image, gone: true } : image;
  }
}
