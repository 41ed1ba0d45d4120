import { BackOff } from '@slipway/plugin-delivery-node';
import { RefusalScope, RegistryRefusal } from '../registry/RegistryRefusal';

const WAITS: Record<RefusalScope, [first: number, longest: number]> = {
  registry: [1_000, 300_000],
  repository: [5_000, 3_600_000],
  image: [30_000, 86_400_000],
};
/** A registry that counts what it is asked, and does not say until when. */
const LIMITED_MS = 600_000;
/** What could be asked for so long and was not is wanted no more. */
const FORGOTTEN_MS = 900_000;

interface Trouble {
  scope: RefusalScope;
  error: unknown;
  until: number;
  backOff: BackOff;
}

/** What is not asked for now, since when it was refused and until when: an image, a repository, or the registry as a whole. */
export class Patience {
  private readonly troubles = new Map<string, Trouble>();

  constructor(private readonly now: () => number) {}

  /** Keeps what went wrong; a problem that is no refusal is one of the registry. */
  refused(repository: string, image: string, error: unknown): void {
    const scope = error instanceof RegistryRefusal ? error.scope : 'registry';
    this.hold(scope, keyOf(scope, repository, image), error);
    // A registry that stumbles over one image must not be asked for that one first, again and again.
    if (scope === 'registry' && image !== '' && error instanceof RegistryRefusal && error.status >= 500) {
      this.hold('image', keyOf('image', repository, image), error);
    }
  }

  /** An answer came: whatever was wrong with image, repository and registry is over. */
  answered(repository: string, image: string): void {
    for (const scope of ['image', 'repository', 'registry'] as const) {
      this.troubles.delete(keyOf(scope, repository, image));
    }
  }

  /** True while an image is not to be asked for. */
  holds(repository: string, image: string): boolean {
    return (['image', 'repository', 'registry'] as const).some(scope => this.isWaiting(keyOf(scope, repository, image)));
  }

  /** Until when the registry is not asked at all; undefined when it is. */
  get registryUntil(): number | undefined {
    const trouble = this.troubles.get('registry');
    return trouble && trouble.until > this.now() ? trouble.until : undefined;
  }

  /** The repositories that are not asked for now. */
  get repositories(): string[] {
    return [...this.troubles.keys()].flatMap(key =>
      key.startsWith('repository ') && this.isWaiting(key) ? key.slice('repository '.length) : [],
    );
  }

  /** What is wrong, the widest first; what nobody wanted to ask again is left out. */
  get all(): Array<{ scope: RefusalScope; error: unknown; until: number }> {
    const order = ['registry', 'repository', 'image'];
    for (const [key, { until }] of this.troubles) {
      if (until < this.now() - FORGOTTEN_MS) {
        this.troubles.delete(key);
      }
    }
    return [...this.troubles.values()].sort((a, b) => order.indexOf(a.scope) - order.indexOf(b.scope));
  }

  /** The next instant at which something may be asked for again. */
  get next(): number | undefined {
    const waiting = [...this.troubles.values()].map(({ until }) => until).filter(until => until > this.now());
    return waiting.length > 0 ? Math.min(...waiting) : undefined;
  }

  private hold(scope: RefusalScope, key: string, error: unknown): void {
    const { backOff } = this.troubles.get(key) ?? { backOff: new BackOff(...WAITS[scope]) };
    const asked = error instanceof RegistryRefusal ? error.notBefore : undefined;
    const limited = error instanceof RegistryRefusal && error.status === 429 ? LIMITED_MS : 0;
    const until = Math.max(this.now() + backOff.next(), asked ?? this.now() + limited);
    this.troubles.set(key, { scope, error, until, backOff });
  }

  private isWaiting(key: string): boolean {
    return (this.troubles.get(key)?.until ?? 0) > this.now();
  }
}

function keyOf(scope: RefusalScope, repository: string, image: string): string {
  switch (scope) {
    case 'registry':
      return 'registry';
    case 'repository':
      return `repository ${repository}`;
    default:
      return `image ${image}`;
  }
}
