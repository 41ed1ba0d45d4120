import { Change } from '@slipway/plugin-delivery-common';
import { shortDigest } from '../words/commits';
import { reasonOf } from './reasonOf';
import { JourneyStep } from './steps';

type BuiltImage = Change['images'][number];

const linkWords: Record<BuiltImage['by'], string> = {
  label: 'linked by label',
  provenance: 'linked by provenance',
  run: 'linked by CI run',
};

/** An image as a reader knows it: its version, else its tag, else its digest. */
export function imageName(image: BuiltImage): string {
  return image.version ?? image.tags[0] ?? shortDigest(image.digest);
}

/** The step in which a change becomes an image. */
export function imageStep(change: Pick<Change, 'images' | 'environments'>, build: Pick<JourneyStep, 'status'>): JourneyStep {
  const step = { key: 'image', label: 'Image' };
  const [image] = change.images;
  if (image) {
    const others = change.images.length - 1;
    const gone = change.images.every(each => each.gone);
    const detail = gone ? 'gone from its registry' : linkWords[image.by];
    return {
      ...step,
      status: 'done',
      look: { shape: gone ? 'absent' : 'healthy', role: gone ? 'neutral' : 'positive' },
      word: imageName(image),
      detail: others > 0 ? `${detail}, and ${others} more` : detail,
      ended: image.builtAt ?? undefined,
    };
  }
  const unlinked = change.environments.find(item => item.state === 'not-linked');
  if (unlinked && build.status !== 'failed' && build.status !== 'moving') {
    return {
      ...step,
      status: 'unlinked',
      look: { shape: 'notLinked', role: 'neutral' },
      word: 'Not linked',
      detail: reasonOf(unlinked.why),
    };
  }
  const carried = change.environments.some(item => item.state === 'later' || item.state === 'here');
  if (carried) {
    return {
      ...step,
      status: 'skipped',
      look: { shape: 'absent', role: 'neutral' },
      word: 'None of its own',
      detail: 'a later image carries it',
    };
  }
  const built = build.status === 'done' || build.status === 'unknown';
  return { ...step, status: 'ahead', word: built ? 'None yet' : '', ...(built && { detail: 'no image names it' }) };
}
