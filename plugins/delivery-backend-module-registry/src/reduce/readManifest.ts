import { itemsOf, membersOf, textMembersOf, textOf } from '@slipway/plugin-delivery-node';
import { parseJson } from './parseJson';

/** What a manifest names. */
export interface Descriptor {
  digest: string;
  mediaType?: string;
  /** `os/architecture` with the variant where there is one. */
  platform?: string;
  /** In bytes, where it says. */
  size?: number;
  annotations: Record<string, string>;
}

/** A manifest as far as it is used. `other` is what this does not know. */
export interface Manifest {
  kind: 'index' | 'image' | 'other';
  mediaType?: string;
  artifactType?: string;
  annotations: Record<string, string>;
  /** Of an index. */
  manifests: Descriptor[];
  config?: Descriptor;
  layers: Descriptor[];
}

const DIGEST = /^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/;
const MOST_DESCRIPTORS = 500;

/** Reads a manifest; whatever it looks like, it gives one. */
export function readManifest(body: Buffer, contentType: string | undefined): Manifest {
  const manifest = membersOf(parseJson(body));
  const mediaType = textOf(manifest.mediaType, 255) ?? textOf(contentType, 255);
  const artifactType = textOf(manifest.artifactType, 255);
  const [config] = descriptorsOf([manifest.config]);
  return {
    kind: kindOf(manifest),
    ...(mediaType !== undefined && { mediaType }),
    ...(artifactType !== undefined && { artifactType }),
    annotations: textMembersOf(manifest.annotations),
    manifests: descriptorsOf(itemsOf(manifest.manifests)),
    ...(config && { config }),
    layers: descriptorsOf(itemsOf(manifest.layers)),
  };
}

// By what stands in it: the media type is left out by some builders, and wrong behind some proxies.
function kindOf(manifest: Record<string, unknown>): Manifest['kind'] {
  if (Array.isArray(manifest.manifests)) {
    return 'index';
  }
  return Object.keys(membersOf(manifest.config)).length > 0 ? 'image' : 'other';
}

function descriptorsOf(items: unknown[]): Descriptor[] {
  return items.slice(0, MOST_DESCRIPTORS).flatMap(item => {
    const { digest, mediaType, size, platform, annotations } = membersOf(item);
    if (typeof digest !== 'string' || !DIGEST.test(digest)) {
      return [];
    }
    const type = textOf(mediaType, 255);
    const on = platformOf(platform);
    return [
      {
        digest,
        ...(type !== undefined && { mediaType: type }),
        ...(on !== undefined && { platform: on }),
        ...(typeof size === 'number' && { size }),
        annotations: textMembersOf(annotations),
      },
    ];
  });
}

/** `os/architecture` with the variant; undefined where either is not said, as of an attestation. */
export function platformOf(value: unknown): string | undefined {
  const { os, architecture, variant } = membersOf(value);
  const parts = [os, architecture, variant].map(part => textOf(part, 64));
  const said = parts.slice(0, 2).every(part => part !== undefined && part !== 'unknown');
  return said ? parts.filter(part => part !== undefined).join('/') : undefined;
}
