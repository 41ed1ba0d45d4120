import { ArtifactFacts, IndexedImage } from '@slipway/plugin-delivery-common';
import { Origin, originByLabels, strongerOrigin } from './origin';
import { builtAtOf, ConfigFacts, IMAGE_CONFIGS, keptLabels } from './readConfig';
import { Descriptor, Manifest } from './readManifest';

const CREATED = 'org.opencontainers.image.created';
const NO_TYPE = [...IMAGE_CONFIGS, 'application/vnd.oci.empty.v1+json'];

/** What attests of an image. */
export interface Attested {
  provenance?: string;
  sbom?: string;
  /** What the provenance says, where the labels do not. */
  origin?: Origin;
}

/** Where an artifact was found, and when. */
export interface Place {
  digest: string;
  repository: string;
  /** Our clock, in milliseconds. */
  now: number;
}

/** What a manifest with its configuration says. */
export function imageFacts(place: Place, manifest: Manifest, config: ConfigFacts | undefined, attested: Attested = {}): ArtifactFacts {
  const { config: descriptor, annotations, artifactType } = manifest;
  const ownType = descriptor && !NO_TYPE.includes(descriptor.mediaType ?? '') ? descriptor.mediaType : undefined;
  const labels = keptLabels(config?.labels ?? {}, annotations);
  const builtAt = builtAtOf(config?.created, place.now) ?? builtAtOf(annotations[CREATED], place.now);
  return tidy({
    digest: place.digest,
    repository: place.repository,
    ...strongerOrigin(originByLabels(labels), attested.origin),
    builtAt,
    mediaType: artifactType ?? ownType ?? manifest.mediaType,
    configDigest: descriptor && IMAGE_CONFIGS.includes(descriptor.mediaType ?? '') ? descriptor.digest : undefined,
    platform: config?.platform,
    labels: Object.keys(labels).length > 0 ? labels : undefined,
    provenance: attested.provenance,
    sbom: attested.sbom,
  });
}

/** What an index says, with what its images agree on: an index has no labels of its own. */
export function indexFacts(
  place: Place,
  manifest: Manifest,
  images: readonly IndexedImage[],
  parts: readonly ArtifactFacts[],
  attested: Attested = {},
): ArtifactFacts {
  const { annotations, artifactType, mediaType } = manifest;
  const labels = keptLabels(agreed(parts.map(part => part.labels ?? {})), annotations);
  const origin = agreedOrigin(parts);
  const builtAt = parts.flatMap(part => part.builtAt ?? []).sort();
  return tidy({
    digest: place.digest,
    repository: place.repository,
    ...(origin.commit === undefined ? strongerOrigin(originByLabels(labels), attested.origin) : origin),
    builtAt: builtAtOf(annotations[CREATED], place.now) ?? builtAt[builtAt.length - 1],
    mediaType: artifactType ?? mediaType,
    images: [...images],
    labels: Object.keys(labels).length > 0 ? labels : undefined,
    provenance: attested.provenance,
    sbom: attested.sbom,
  });
}

const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';

/** The members of an index: images, and what attests of them by the digest of the image. */
export function membersOfIndex({ manifests }: Manifest): { images: Descriptor[]; attestations: Map<string, Descriptor> } {
  const attestations = new Map<string, Descriptor>();
  const images = manifests.filter(member => {
    const about = member.annotations[REFERENCE_DIGEST];
    if (member.annotations[REFERENCE_TYPE] === undefined) {
      return true;
    }
    if (about !== undefined) {
      attestations.set(about, member);
    }
    return false;
  });
  return { images, attestations };
}

// An image that names no commit contradicts none: builders attest of some platforms and leave others out.
function agreedOrigin(parts: readonly ArtifactFacts[]): Origin {
  const origins = parts.flatMap(({ commit, sourceRepository, commitFrom }) =>
    commit === undefined ? [] : [{ commit, commitFrom, ...(sourceRepository !== undefined && { sourceRepository }) }],
  );
  const [first, ...others] = origins;
  const agree = others.every(({ commit, sourceRepository }) => commit === first.commit && sourceRepository === first.sourceRepository);
  return agree ? (first ?? {}) : {};
}

// What the images of an index say differently, it does not say.
function agreed(all: ReadonlyArray<Record<string, string>>): Record<string, string> {
  const [first = {}] = all;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => all.every(labels => labels[key] === value)));
}

function tidy(facts: ArtifactFacts): ArtifactFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as unknown as ArtifactFacts;
}
