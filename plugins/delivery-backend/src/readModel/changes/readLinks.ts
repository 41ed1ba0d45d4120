import { groupBy, keyBy, uniqBy } from 'lodash';
import { selectCommits, selectLinkSources, selectReach, Transaction } from '../../database';
import { commitIdsOf, imageKeyOf, ImageLink, linkImage, parseImage, Reach } from '../../domain';
import { readImages } from '../images/readImages';
import { FactLookup } from './FactLookup';

/** Images of a service whose source stands in a repository. */
export interface SourcedImages {
  repository: string;
  images: string[];
  /** False where nobody asks what their commits have as ancestors. */
  reach?: boolean;
}

/** Which commits images were built from, and what those have as ancestors. */
export interface Links {
  linkOf(repository: string, image: string): ImageLink;
  reachOf(repository: string, commit: string): Reach | undefined;
}

/** Finds the commit of each of some images, or why there is none: two statements, however many images and repositories there are. */
export async function readLinks(
  tx: Transaction,
  model: number,
  wanted: SourcedImages[],
  facts = new FactLookup(tx, model),
): Promise<Links> {
  const images = [...new Set(wanted.flatMap(item => item.images))];
  const known = await readImages(facts, images);
  const { commits, decisions } = await selectLinkSources(tx, model, {
    prefixes: [...new Set(images.flatMap(image => commitIdsOf(image, known)))],
    images: uniqBy(
      wanted.flatMap(({ repository, images: own }) => own.map(image => ({ repository, image: imageKeyOf(parseImage(image)) }))),
      JSON.stringify,
    ),
  });
  const byPrefix = groupBy(commits, 'prefix');
  const decided = keyBy(decisions, ({ repository, image }) => keyOf(repository, image));
  const links = new Map<string, ImageLink>();
  for (const { repository, images: own } of wanted) {
    const lookup = {
      corrected: (image: string) => {
        const row = decided[keyOf(repository, image)];
        return row && { commit: row.commit, note: row.note, by: row.decided_by };
      },
      ...known,
      commits: (prefix: string) => byPrefix[prefix] ?? [],
    };
    own.forEach(image => links.set(keyOf(repository, image), linkImage(image, repository, lookup)));
  }
  const reached = new Set(wanted.filter(({ reach = true }) => reach).map(item => item.repository));
  const reaches = await readReaches(
    tx,
    model,
    [...links.values()].filter(link => link.linked && reached.has(link.repository)),
    commits,
  );
  return {
    linkOf: (repository, image) => links.get(keyOf(repository, image))!,
    reachOf: (repository, commit) => reaches.get(keyOf(repository, commit)),
  };
}

// What stands on the line has everything below it; only what stands beside it has to be walked.
async function readReaches(
  tx: Transaction,
  model: number,
  links: ImageLink[],
  found: Array<{ repository: string; commit: string; position: string | null }>,
): Promise<Map<string, Reach>> {
  const built = uniqBy(
    links.flatMap(link => (link.linked ? [{ repository: link.repository, commit: link.commit }] : [])),
    ({ repository, commit }) => keyOf(repository, commit),
  );
  const known = new Set(found.map(({ repository, commit }) => keyOf(repository, commit)));
  const others = await selectCommits(
    tx,
    model,
    built.filter(({ repository, commit }) => !known.has(keyOf(repository, commit))),
  );
  const positions = new Map([...found, ...others].map(row => [keyOf(row.repository, row.commit), row.position]));
  const reaches = new Map<string, Reach>();
  for (const { repository, commit } of built) {
    const key = keyOf(repository, commit);
    const position = positions.get(key);
    if (position === null) {
      const { side, ...reach } = await selectReach(tx, model, repository, commit);
      reaches.set(key, { ...reach, side: new Set(side) });
    } else if (position !== undefined) {
      reaches.set(key, { side: new Set(), position, complete: true });
    }
  }
  return reaches;
}

function keyOf(repository: string, name: string): string {
  return `${repository} ${name}`;
}
