import {
  clearPlaces,
  DbLineRow,
  landByChildren,
  landParents,
  placeOnLine,
  selectEnds,
  selectLine,
  selectMisplaced,
  selectRepository,
  Transaction,
  upsertRepository,
} from '../database';

/** So many commits of a line are read at once; a longer one takes several turns of the loop. */
const LINE_AT_ONCE = 20_000;

export interface Layout {
  repository: string;
  /** Full name of the default branch. */
  branch: string;
  /** Its newest commit. */
  head: string;
  /** Commits that came, or of which more became known. */
  commits: string[];
}

/**
 * Gives the commits of the default branch's line of first parents a place, and every other commit the place of the first of them that
 * has it as an ancestor. Whether one commit is in another is then a comparison of two numbers, however long the history is. Only what
 * changed is visited: the numbers differ with the order in which commits come, and what they say does not.
 */
export async function layOut(tx: Transaction, model: number, { repository, branch, head, commits }: Layout): Promise<void> {
  const before = await selectRepository(tx, model, repository);
  const misplaced = await selectMisplaced(tx, model, repository, commits);
  if (misplaced !== null) {
    await clearPlaces(tx, model, repository, String(BigInt(misplaced) - 1n));
  }
  const placed = new Array<string>();
  const forward = await follow(tx, model, repository, head);
  const joint = forward[forward.length - 1];
  if (joint) {
    placed.push(...(await extendForward(tx, model, { repository, head, line: forward, anew: before?.branch !== branch })));
  }
  const { oldest, newest } = await selectEnds(tx, model, repository);
  if (oldest?.parent) {
    const older = (await follow(tx, model, repository, oldest.parent)).filter(row => row.position === null).map(row => row.commit);
    await placeOnLine(tx, model, { repository, commits: older, first: BigInt(oldest.position) - 1n });
    placed.push(...older);
  }
  if (newest) {
    await upsertRepository(tx, model, { repository, branch, head: newest.commit });
    const landed = await landByChildren(tx, model, repository, commits);
    await landAll(tx, model, repository, [...new Set([...placed, ...landed, ...commits])]);
  }
}

/** The line from a commit down to the first that has a place, or as far as it is known. */
async function follow(tx: Transaction, model: number, repository: string, head: string): Promise<DbLineRow[]> {
  const line = new Array<DbLineRow>();
  for (let from: string | null = head; from;) {
    const part = await selectLine(tx, model, { repository, head: from, limit: LINE_AT_ONCE });
    line.push(...part);
    const last: DbLineRow | undefined = part[part.length - 1];
    from = part.length === LINE_AT_ONCE && last.position === null ? last.parent : null;
  }
  return line;
}

async function extendForward(
  tx: Transaction,
  model: number,
  { repository, head, line, anew }: { repository: string; head: string; line: DbLineRow[]; anew: boolean },
): Promise<string[]> {
  const last = line[line.length - 1];
  const fresh = line.filter(row => row.position === null).map(row => row.commit);
  if (last.position !== null && !anew) {
    // What stood above the joint is not on the line any more: the branch was rewritten, or taken back.
    await clearPlaces(tx, model, repository, last.position);
    await placeOnLine(tx, model, { repository, commits: fresh, first: BigInt(last.position) + BigInt(fresh.length) });
    return [...fresh, last.commit];
  }
  const { newest } = await selectEnds(tx, model, repository);
  const isRoot = last.known && last.parent === null;
  if (newest && !anew && !isRoot) {
    // Between what is laid out and what came something is missing; it comes, and then the line reaches down to what is there.
    return [];
  }
  await clearPlaces(tx, model, repository);
  const whole = anew ? (await follow(tx, model, repository, head)).map(row => row.commit) : fresh;
  await placeOnLine(tx, model, { repository, commits: whole, first: BigInt(whole.length - 1) });
  return whole;
}

async function landAll(tx: Transaction, model: number, repository: string, from: string[]): Promise<void> {
  for (let frontier = from; frontier.length > 0;) {
    frontier = await landParents(tx, model, repository, frontier);
  }
}
