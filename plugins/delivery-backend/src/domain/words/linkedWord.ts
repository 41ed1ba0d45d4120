import { CellWord } from '@slipway/plugin-delivery-common';
import { ImageLink } from '../changes/imageLink';
import { parseImage } from '../versions/parseImage';
import { sentence } from './failureOf';

/** The word of a target and why it is said. */
export interface ToldWord {
  word: CellWord;
  why: string | null;
}

/**
 * What a target says that runs well: Not linked where none of its images can be proved to come from a commit, with the reason of the one
 * that the version is named after. One that is proved is enough, as others may come with a mesh or a database.
 */
export function linkedWord(told: ToldWord, links: readonly ImageLink[]): ToldWord {
  const failed = links.flatMap(link => (link.linked ? [] : [link]));
  if (told.word !== 'Healthy' || failed.length === 0 || failed.length < links.length) {
    return told;
  }
  const [{ image, why }] = failed;
  return { word: 'Not linked', why: sentence(failed.length > 1 ? `${parseImage(image).repository}: ${why}` : capitalized(why)) };
}

// What somebody decided begins with who did, which is written as it is.
function capitalized(text: string): string {
  return /^(its|the|no|nothing)\b/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
}
