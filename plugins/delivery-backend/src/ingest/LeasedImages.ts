import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { NamedImage, NamedImages } from '@slipway/plugin-delivery-node';
import { insertImageReferences, selectImagesInUse, selectRecordedArtifacts, selectUnreadImages, Transaction } from '../database';
import { CanonicalImage, canonicalImage, imageOfContainer, nameOfImage } from '../domain';
import { Hints } from './Hints';

export interface LeasedImagesOptions {
  source: { name: string };
  signal: AbortSignal;
  hints: Hints;
}

/** The images that the record names, for a source that holds its lease. */
export class LeasedImages implements NamedImages {
  constructor(
    private readonly options: LeasedImagesOptions,
    private readonly fenced: <Result>(fn: (tx: Transaction) => Promise<Result>) => Promise<Result>,
  ) {}

  async unread(query: { registry: string; except: readonly string[]; limit: number }): Promise<NamedImage[]> {
    const rows = await this.fenced(tx => selectUnreadImages(tx, { ...query, source: this.options.source.name }));
    return rows.map(({ repository, tag, digest, gone }) => ({
      repository,
      ...(tag === null ? {} : { tag }),
      ...(digest === null ? {} : { digest }),
      ...(gone ? { gone } : {}),
    }));
  }

  async inUse({ registry }: { registry: string }): Promise<NamedImage[]> {
    return this.fenced(async tx => {
      const used = (await selectImagesInUse(tx)).map(imageOfContainer);
      const images = used.flatMap(reference => canonicalImage(reference) ?? []).filter(image => image.registry === registry);
      // Whatever was recorded before references were kept is found here.
      await insertImageReferences(tx, images, new Date().toISOString());
      const digests = images.flatMap(image => image.digest ?? []);
      const recorded = await selectRecordedArtifacts(tx, this.options.source.name, digests);
      const gone = new Set(recorded.filter(facts => facts.gone).map(facts => facts.digest));
      const distinct = new Map(images.map(image => [nameOfImage(image), image]));
      return [...distinct.values()].map(({ repository, tag, digest }) => ({
        repository,
        ...(tag !== undefined && { tag }),
        ...(digest !== undefined && { digest, ...(gone.has(digest) && { gone: true }) }),
      }));
    });
  }

  async recorded(digests: readonly string[]): Promise<ArtifactFacts[]> {
    return this.fenced(tx => selectRecordedArtifacts(tx, this.options.source.name, digests));
  }

  onNamed(registry: string, listener: () => void): void {
    this.options.hints.listen(`images:${registry}`, this.options.signal, listener);
  }
}

/** What a source hands in as read. */
export function canonicalImages(images: NamedImage[]): CanonicalImage[] {
  return images.flatMap(image => canonicalImage(nameOfImage(image)) ?? []);
}
