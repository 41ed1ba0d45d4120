import { NamedImage } from '@slipway/plugin-delivery-node';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
// However many tags are in use, a registry is asked for one of them a second at most.
const TAG_APART_MS = 1_000;
const GONE_AFTER_MS = [MINUTE, 10 * MINUTE, 60 * MINUTE, DAY];

interface Look {
  image: NamedImage;
  at: number;
  /** How often it was not there in a row. */
  misses: number;
}

/** The image as one string. */
export function nameOf({ repository, tag, digest }: NamedImage): string {
  return digest === undefined ? `${repository}:${tag}` : `${repository}@${digest}`;
}

/**
 * When each image in use is looked at again: a tag every minute, because it may move, or more seldom where there are more than sixty; a
 * digest once a day, because it may be deleted; one that is gone after a minute, ten, an hour, then every day.
 */
export class Looks {
  private looks = new Map<string, Look>();
  private tagEveryMs = MINUTE;

  constructor(
    private readonly now: () => number,
    private readonly random: () => number,
  ) {}

  /** Takes what is in use; what is not any more is not looked at again. */
  replace(images: readonly NamedImage[]): void {
    const before = this.looks;
    this.tagEveryMs = Math.max(MINUTE, TAG_APART_MS * images.filter(({ digest }) => digest === undefined).length);
    this.looks = new Map(images.map(image => [nameOf(image), before.get(nameOf(image)) ?? this.first(image)]));
  }

  /** An image was looked at. */
  done(image: NamedImage, isThere: boolean): void {
    const misses = isThere ? 0 : (this.looks.get(nameOf(image))?.misses ?? 0) + 1;
    const missed = GONE_AFTER_MS[Math.min(misses, GONE_AFTER_MS.length) - 1];
    const after = image.digest === undefined ? this.tagEveryMs : (missed ?? DAY);
    this.looks.set(nameOf(image), { image, at: this.now() + after, misses });
  }

  /** What is to be looked at now, what waits longest first. */
  due(): NamedImage[] {
    const now = this.now();
    return [...this.looks.values()]
      .filter(({ at }) => at <= now)
      .sort((a, b) => a.at - b.at)
      .map(({ image }) => image);
  }

  /** When the next one is, of those that are not held; undefined when there is none. */
  next(isHeld: (image: NamedImage) => boolean): number | undefined {
    let next: number | undefined;
    for (const { image, at } of this.looks.values()) {
      if ((next === undefined || at < next) && !isHeld(image)) {
        next = at;
      }
    }
    return next;
  }

  // Spread out: after a restart everything would be looked at in one moment.
  private first(image: NamedImage): Look {
    if (image.digest === undefined) {
      return { image, at: this.now() + this.random() * this.tagEveryMs, misses: 0 };
    }
    return image.gone ? { image, at: this.now() + MINUTE, misses: 1 } : { image, at: this.now() + this.random() * DAY, misses: 0 };
  }
}
