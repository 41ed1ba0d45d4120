import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { factKey, ImageLookup, keyOfImage, KnownTag } from '../../domain';
import { FactLookup } from '../changes/FactLookup';

/** What the record knows of some images: two statements, however many they are. */
export async function readImages(facts: FactLookup, images: Iterable<string>): Promise<ImageLookup> {
  const keys = [...new Set([...images].map(keyOfImage))];
  await facts.load(keys);
  const tagOf = (key: string) => facts.of<KnownTag>(key).find(row => row.kind === 'tag')?.facts;
  // What a tag names is an image like one that is named by digest.
  await facts.load(keys.flatMap(key => tagOf(key)?.digests ?? []).map(factKey.digest));
  return {
    artifacts: key => facts.of<ArtifactFacts>(key).flatMap(row => (row.kind === 'artifact' ? [row.facts] : [])),
    tag: tagOf,
  };
}
