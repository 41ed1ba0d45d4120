/** Where a commit stands in its repository's history. Decimal strings, of which only greater and less mean something. */
export interface CommitPlace {
  commit: string;
  /** The place of the first commit of the default branch's line that has it; null while none is known to. */
  landed: string | null;
}

/** What a commit has as ancestors, itself included. */
export interface Reach {
  /** Those beside the line of the default branch. */
  side: ReadonlySet<string>;
  /** The greatest place on the line; null where it has none. */
  position: string | null;
  /** False where something of its history is not known. */
  complete: boolean;
}

/** Whether a commit is an ancestor of another or is it; undefined where that cannot be told. */
export function contains({ side, position, complete }: Reach, { commit, landed }: CommitPlace): boolean | undefined {
  if (side.has(commit)) {
    return true;
  }
  if (landed !== null && position !== null && BigInt(landed) <= BigInt(position)) {
    return true;
  }
  return complete ? false : undefined;
}
