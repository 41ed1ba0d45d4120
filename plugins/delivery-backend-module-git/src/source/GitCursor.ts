import { isMembers, Members, membersOf, textMembersOf, textOf, textsOf } from '@slipway/plugin-delivery-node';
import { randomBytes } from 'node:crypto';

/** How far one repository was read. */
export interface RepositoryPlace {
  /** As its host said it when it was read. */
  changedAt: string;
  /** The newest commit that was read of each branch, by its full name. */
  read: Record<string, string>;
  /** ISO 8601; the newest change of a pull request that was read. */
  pullRequests?: string;
  /** Runs that had not ended. */
  unfinished: string[];
  /** The newest commits that were read beside the default branch, as far as they may still be found to be picks. */
  beside: string[];
}

/** How far each repository was read, by its path. It is kept with what was read, so a restart goes on where it stood. */
export class GitCursor {
  readonly #places: Map<string, RepositoryPlace>;
  /** Hides the values of Secrets that stand in repositories: made once, and kept so that equal values stay equal. */
  readonly key: string;
  /** False while repositories wait that stand behind others that were read already. */
  isComplete: boolean;

  constructor(text?: string) {
    const { repositories, complete, key } = membersOf(text === undefined ? undefined : JSON.parse(text));
    this.isComplete = complete === true;
    this.key = textOf(key) ?? randomBytes(32).toString('base64url');
    this.#places = new Map(
      Object.entries(membersOf(repositories))
        .filter((entry): entry is [string, Members] => isMembers(entry[1]))
        .map(([path, place]) => [
          path,
          {
            changedAt: textOf(place.changedAt) ?? '',
            read: textMembersOf(place.read),
            pullRequests: textOf(place.pullRequests),
            unfinished: textsOf(place.unfinished),
            beside: textsOf(place.beside),
          },
        ]),
    );
  }

  get(path: string): RepositoryPlace | undefined {
    return this.#places.get(path);
  }

  set(path: string, place: RepositoryPlace): void {
    this.#places.set(path, place);
  }

  /** Repositories with runs that had not ended. */
  unfinished(): string[] {
    return [...this.#places].filter(([, place]) => place.unfinished.length > 0).map(([path]) => path);
  }

  toString(): string {
    return JSON.stringify({ complete: this.isComplete, key: this.key, repositories: Object.fromEntries(this.#places) });
  }
}
