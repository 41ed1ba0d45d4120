import { isMembers, itemsOf, Members, membersOf } from '../read';
import { keyedHash } from './keyedHash';

/** What Kubernetes takes for the name of a value. */
const NAME = /^[-._A-Za-z0-9]+$/;
const HIDDEN = /^\(hidden [0-9a-f]{8,64}\)$/;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Shorter values say nothing where they stand elsewhere. */
const SHORTEST_TO_FOLLOW = 6;

/** Hides the values of Secrets in what was read of YAML or JSON, in place. */
export class SecretHider {
  foundOne = false;
  hidden = 0;
  readonly #key: string;
  readonly #values = new Set<string>();

  constructor(key: string) {
    this.#key = key;
  }

  hideIn(value: unknown, isSecret = false, seen = new Set<unknown>()): void {
    if (typeof value !== 'object' || value === null || seen.has(value)) {
      return;
    }
    seen.add(value);
    if (isMembers(value)) {
      if (isSecret || value.kind === 'Secret') {
        this.#hideSecret(value);
      }
      itemsOf(value.secretGenerator).forEach(generator => this.#hideLiterals(membersOf(generator)));
    }
    for (const [name, member] of Object.entries(value)) {
      const areSecrets = isMembers(value) && value.kind === 'SecretList' && name === 'items';
      if (areSecrets) {
        itemsOf(member).forEach(item => this.hideIn(item, true, seen));
      } else {
        this.hideIn(member, false, seen);
      }
    }
  }

  /** A value may stand elsewhere in the same file, as by an anchor. */
  followIn(value: unknown, seen = new Set<unknown>()): void {
    if (typeof value !== 'object' || value === null || seen.has(value)) {
      return;
    }
    seen.add(value);
    const holder = value as Members;
    for (const [name, member] of Object.entries(holder)) {
      if (typeof member === 'string' && this.#values.has(member)) {
        holder[name] = this.#hide(member);
      } else {
        this.followIn(member, seen);
      }
    }
  }

  #hideSecret(secret: Members): void {
    this.foundOne = true;
    for (const name of ['data', 'stringData']) {
      const values = secret[name];
      if (isMembers(values) && Object.keys(values).every(key => NAME.test(key))) {
        Object.entries(values).forEach(([key, value]) => (values[key] = this.#hide(value)));
      } else if (values !== undefined && values !== null) {
        secret[name] = this.#hide(values);
      }
    }
    const { annotations } = membersOf(secret.metadata);
    if (isMembers(annotations) && annotations[LAST_APPLIED] !== undefined) {
      annotations[LAST_APPLIED] = this.#hide(annotations[LAST_APPLIED]);
    }
  }

  #hideLiterals(generator: Members): void {
    this.foundOne = true;
    const { literals } = generator;
    if (Array.isArray(literals)) {
      literals.forEach((literal, index) => {
        const [name, ...rest] = String(literal).split('=');
        literals[index] = `${name}=${this.#hide(rest.join('='))}`;
      });
    }
  }

  #hide(value: unknown): string {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (HIDDEN.test(text)) {
      return text;
    }
    this.hidden += 1;
    if (text.length >= SHORTEST_TO_FOLLOW) {
      this.#values.add(text);
    }
    return `(hidden ${keyedHash(this.#key, text)})`;
  }
}
