import { ApplicationFacts, ArtifactFacts, ObservationKind, OperationFacts, TagFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { parseImage } from '../versions/parseImage';
import { CanonicalImage, canonicalImage } from './canonicalImage';

/** An image that an observation names. */
export type NamedByObservation = CanonicalImage & {
  /** True where the observation says that the tag was pushed and not what it names since: it is looked at, known or not. */
  pushed?: boolean;
};

/** The images that an observation names, each of them once. */
export function imagesNamedBy(kind: ObservationKind, facts: unknown): NamedByObservation[] {
  switch (kind) {
    case 'application':
      return canonical((facts as ApplicationFacts).images);
    case 'operation':
      return canonical((facts as OperationFacts).images ?? []);
    case 'workload': {
      const { images, pods } = facts as WorkloadFacts;
      return canonical([...images, ...pods.flatMap(pod => pod.containers.map(container => imageOfContainer(container)))]);
    }
    case 'artifact': {
      const { repository, digest } = facts as ArtifactFacts;
      return repository === undefined ? [] : canonical([`${repository}@${digest}`]);
    }
    case 'tag': {
      const { repository, tag, digest } = facts as TagFacts;
      if (typeof digest === 'string') {
        return canonical([`${repository}@${digest}`]);
      }
      return digest === null ? [] : canonical([`${repository}:${tag}`]).map(image => ({ ...image, pushed: true }));
    }
    default:
      return [];
  }
}

/** The reference of what a container runs: by the digest that the node tells, where it tells one. */
export function imageOfContainer({ image, digest }: { image: string; digest?: string | null }): string {
  return digest ? `${parseImage(image).repository}@${digest}` : image;
}

function canonical(references: readonly string[]): CanonicalImage[] {
  return [...new Set(references)].flatMap(reference => canonicalImage(reference) ?? []);
}
