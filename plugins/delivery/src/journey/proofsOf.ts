import { Change } from '@slipway/plugin-delivery-common';
import { StateLook } from '../words/states';
import { reasonOf } from './reasonOf';
import { shownEnvironments } from './journeyOf';

/** How one link of a change's way is proved, or why it is not. */
export interface Proof {
  link: string;
  words: string;
  look: StateLook;
}

const proved: StateLook = { shape: 'healthy', role: 'positive' };
const unproved: StateLook = { shape: 'unknown', role: 'neutral' };
const broken: StateLook = { shape: 'notLinked', role: 'neutral' };

const imageWords = { label: 'Revision label on the image', provenance: 'Provenance of the image', run: 'CI run that pushed it' };

function placeProof(place: Change['environments'][number]): Proof {
  const link = `Image to ${place.environment ?? 'no environment'}`;
  switch (place.state) {
    case 'here':
      return { link, words: 'Image that runs there', look: proved };
    case 'later':
      return { link, words: 'Ancestor of what runs there', look: proved };
    case 'partly':
      return { link, words: place.why ?? 'Some of what runs there has it', look: proved };
    case 'coming':
      return { link, words: 'Among the ancestors of what is being deployed', look: proved };
    case 'failed':
      return { link, words: 'Among the ancestors of what failed to deploy', look: proved };
    case 'absent':
      return { link, words: 'Not in what runs there', look: { shape: 'absent', role: 'neutral' } };
    case 'reverted':
      return { link, words: place.why ?? 'Reverted there', look: proved };
    case 'not-linked':
      return { link, words: `Not linked: ${reasonOf(place.why) ?? 'the record does not say why'}`, look: broken };
    case 'not-deployed':
      return { link, words: 'Nothing runs there', look: { shape: 'absent', role: 'neutral' } };
    default:
      return { link, words: `Unknown${place.why ? `: ${place.why}` : ''}`, look: unproved };
  }
}

/** How each link of a change's way is proved. */
export function proofsOf(change: Change, environments: Change['environments']): Proof[] {
  const [image] = change.images;
  return [
    change.builds.length > 0
      ? { link: 'Commit to build', words: 'CI run names the commit', look: proved }
      : { link: 'Commit to build', words: 'No CI run names it', look: unproved },
    image
      ? { link: 'Commit to image', words: imageWords[image.by], look: proved }
      : { link: 'Commit to image', words: 'No image names it', look: unproved },
    ...shownEnvironments(environments).map(placeProof),
  ];
}
