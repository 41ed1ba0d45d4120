import { ArtifactFacts, IndexedImage } from '@slipway/plugin-delivery-common';
import { Attested, imageFacts, indexFacts, membersOfIndex } from '../reduce/artifactFacts';
import { isCommit } from '../reduce/origin';
import { CHART_CONFIG, ConfigFacts, IMAGE_CONFIGS, readConfig } from '../reduce/readConfig';
import { Descriptor, Manifest, readManifest } from '../reduce/readManifest';
import { attestationsOf, readProvenance } from '../reduce/readProvenance';
import { Found, RegistryApi } from '../registry/RegistryApi';

/** What was read under a digest: the artifact first, then the images of an index. */
export type Reading = { artifacts: ArtifactFacts[]; at: number } | { missing: true; at: number };

export interface ImageReaderOptions {
  host: string;
  api: Pick<RegistryApi, 'manifest' | 'blob'>;
  /** What was recorded of these digests before. */
  recorded(digests: readonly string[]): Promise<ArtifactFacts[]>;
  now(): number;
  signal: AbortSignal;
}

/** An index may be for twenty platforms, and each costs two requests of a registry that may count them. */
const MOST_PLATFORMS = 8;
const PREFERRED = ['linux/amd64', 'linux/arm64'];
const DEEPEST_INDEX = 2;
const MOST_CONFIG_BYTES = 8 * 1024 * 1024;

/** Reads what a registry holds under a digest, with all that belongs to it. What was read before is not asked for again. */
export class ImageReader {
  constructor(private readonly options: ImageReaderOptions) {}

  async read(repository: string, digest: string): Promise<Reading> {
    const found = await this.options.api.manifest(repository, digest, this.options.signal);
    if ('missing' in found) {
      return found;
    }
    const manifest = readManifest(found.body, found.mediaType);
    const artifacts =
      manifest.kind === 'index'
        ? await this.readIndex(repository, found, manifest, 0)
        : [await this.readImage(repository, found, manifest)];
    return { artifacts, at: found.at };
  }

  private async readIndex(repository: string, { digest }: Found, manifest: Manifest, depth: number): Promise<ArtifactFacts[]> {
    const { images, attestations } = membersOfIndex(manifest);
    const chosen = [...images].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MOST_PLATFORMS);
    const known = new Map((await this.options.recorded(chosen.map(image => image.digest))).map(facts => [facts.digest, facts]));
    const parts = new Array<ArtifactFacts>();
    const fresh = new Array<ArtifactFacts>();
    for (const image of chosen) {
      const recorded = known.get(image.digest);
      // Of one that was not there nothing but that is known.
      const read =
        recorded?.mediaType !== undefined ? [recorded] : await this.readPart(repository, image, attestations.get(image.digest), depth);
      parts.push(...read.slice(0, 1));
      fresh.push(...(recorded?.mediaType !== undefined ? [] : read));
    }
    const inner = parts.flatMap(part => part.images ?? []);
    const listed = images.flatMap((image): IndexedImage[] => {
      const platform = image.platform ?? parts.find(part => part.digest === image.digest)?.platform;
      return [{ digest: image.digest, ...(platform !== undefined && { platform }) }];
    });
    const attested = attestedBy(parts);
    const place = { digest, repository: this.nameOf(repository), now: this.options.now() };
    return [indexFacts(place, manifest, distinct([...listed, ...inner]), parts, attested), ...distinct(fresh)];
  }

  private async readPart(
    repository: string,
    image: Descriptor,
    attestation: Descriptor | undefined,
    depth: number,
  ): Promise<ArtifactFacts[]> {
    const found = await this.options.api.manifest(repository, image.digest, this.options.signal);
    // Who copies an index may leave platforms out.
    if ('missing' in found) {
      return [];
    }
    const manifest = readManifest(found.body, found.mediaType);
    if (manifest.kind !== 'index') {
      return [await this.readImage(repository, found, manifest, image, attestation)];
    }
    return depth < DEEPEST_INDEX ? this.readIndex(repository, found, manifest, depth + 1) : [];
  }

  private async readImage(
    repository: string,
    { digest }: Found,
    manifest: Manifest,
    listed?: Descriptor,
    attestation?: Descriptor,
  ): Promise<ArtifactFacts> {
    const place = { digest, repository: this.nameOf(repository), now: this.options.now() };
    const config = await this.readConfigOf(repository, manifest);
    const facts = imageFacts(place, manifest, config);
    const attested = attestation && (await this.readAttestation(repository, attestation, facts));
    return {
      ...(attested ? imageFacts(place, manifest, config, attested) : facts),
      ...(facts.platform === undefined && listed?.platform !== undefined && { platform: listed.platform }),
    };
  }

  private async readConfigOf(repository: string, { config }: Manifest): Promise<ConfigFacts | undefined> {
    const wanted = [...IMAGE_CONFIGS, CHART_CONFIG].includes(config?.mediaType ?? '') && (config?.size ?? 0) <= MOST_CONFIG_BYTES;
    return config && wanted
      ? readConfig(await this.options.api.blob(repository, config.digest, this.options.signal), config.mediaType)
      : undefined;
  }

  private async readAttestation(repository: string, { digest }: Descriptor, image: ArtifactFacts): Promise<Attested> {
    const { api, signal } = this.options;
    const found = await api.manifest(repository, digest, signal);
    if ('missing' in found) {
      return {};
    }
    const { provenance, sbom } = attestationsOf(readManifest(found.body, found.mediaType).layers);
    // A label is stronger: where it names a commit, the statement need not be fetched.
    const needed = provenance && !isCommit(image.commit) && (provenance.size ?? 0) <= MOST_CONFIG_BYTES;
    const origin = needed ? readProvenance(await api.blob(repository, provenance.digest, signal)) : undefined;
    return {
      ...(provenance && { provenance: provenance.digest }),
      ...(sbom && { sbom: sbom.digest }),
      ...(origin && { origin }),
    };
  }

  private nameOf(repository: string): string {
    return `${this.options.host}/${repository}`;
  }
}

function rankOf({ platform }: Descriptor): number {
  const rank = PREFERRED.indexOf(platform ?? '');
  return rank === -1 ? PREFERRED.length : rank;
}

function attestedBy(parts: readonly ArtifactFacts[]): Attested {
  const { provenance } = parts.find(part => part.provenance !== undefined) ?? {};
  const { sbom } = parts.find(part => part.sbom !== undefined) ?? {};
  return { ...(provenance !== undefined && { provenance }), ...(sbom !== undefined && { sbom }) };
}

function distinct<Item extends { digest: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map(item => [item.digest, item])).values()];
}
