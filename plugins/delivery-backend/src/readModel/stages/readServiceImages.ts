import { DbServiceSourceRow, selectServiceSources, Transaction } from '../../database';
import { imageWordsOf, ImageWords, RuleSettings, ServiceInput } from '../../domain';
import { FactLookup } from '../changes/FactLookup';
import { Links, readLinks } from '../changes/readLinks';
import { readImages } from '../images/readImages';

/** What a row of the fleet is made of, but for what the record tells of its images. */
export type BareInput = Omit<ServiceInput, 'images'>;

/** What the record tells of the images of some rows, and where their sources stand. */
export interface ServiceImages {
  wordsOf(input: BareInput): ImageWords;
  sources: Map<string, DbServiceSourceRow>;
  links: Links;
}

/** Reads what the record tells of the images of many rows in a few statements. */
export async function readServiceImages(
  tx: Transaction,
  model: number,
  { inputs, settings }: { inputs: BareInput[]; settings: RuleSettings },
): Promise<ServiceImages> {
  const sources = await selectServiceSources(
    tx,
    model,
    inputs.map(({ ref }) => ref),
  );
  const facts = new FactLookup(tx, model);
  const images = await readImages(facts, inputs.flatMap(imagesNamed));
  // Only what runs is linked here; what ran is when a page asks for it.
  const wanted = inputs.flatMap(({ ref, applications }) => {
    const source = sources.get(ref);
    const running = applications.flatMap(({ projection }) => projection.version.images ?? []);
    return source ? [{ repository: source.repository, images: [...new Set(running)], reach: source.laid_out }] : [];
  });
  const links = await readLinks(tx, model, wanted, facts);
  return {
    sources,
    links,
    wordsOf: ({ ref, unclaimed }) => {
      const source = sources.get(ref);
      return imageWordsOf(
        { claimed: !unclaimed, ...(source && { linkOf: (image: string) => links.linkOf(source.repository, image) }) },
        images,
        settings,
      );
    },
  };
}

function imagesNamed({ applications }: BareInput): string[] {
  return applications.flatMap(({ projection: { version, desired, running = [], deployments } }) =>
    [version, desired, ...running.map(item => item.version), ...deployments.map(item => item.version)].flatMap(item => item?.images ?? []),
  );
}
