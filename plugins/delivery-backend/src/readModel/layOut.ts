import {
  clearPlaces,
  DbEnd,
  DbLineRow,
  landByChildren,
  landParents,
  placeOnLine,
  replacePathPlaces,
  selectEnds,
  selectLine,
  selectMisplaced,
  selectOwnPaths,
  selectRepository,
  Transaction,
  upsertRepository,
} from '../database';
import { ownPathOf } from '../domain';

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
  const line = await follow(tx, model, repository, head);
  const placed = line.length === 0 ? [] : await extendForward(tx, model, { repository, head, line, anew: before?.branch !== branch });
  const { oldest, newest } = await selectEnds(tx, model, repository);
  const below = oldest ? await extendBelow(tx, model, repository, oldest) : [];
  if (newest) {
    await upsertRepository(tx, model, { repository, branch, head: newest.commit });
    const landed = await landByChildren(tx, model, repository, commits);
    const touched = [...new Set([...placed, ...below, ...landed, ...commits])];
    await landAll(tx, model, repository, touched);
    await placePaths(tx, model, { repository, commits: touched });
  }
}

/** Keeps where the commits that touch the paths of services stand. */
async function placePaths(
  tx: Transaction,
  model: number,
  { repository, commits }: { repository: string; commits: string[] },
): Promise<void> {
  const paths = await selectOwnPaths(tx, model, repository);
  if (paths.length > 0) {
    await replacePathPlaces(tx, model, { repository, paths: paths.map(ownPathOf), commits });
  }
}

async function extendBelow(tx: Transaction, model: number, repository: string, { position, parent }: DbEnd): Promise<string[]> {
  if (parent === null) {
    return [];
  }
  const older = (await follow(tx, model, repository, parent)).filter(row => row.position === null).map(row => row.commit);
  await placeOnLine(tx, model, { repository, commits: older, first: BigInt(position) - 1n });
  return older;
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
  const { newest } = await selectEnds(tx, model, repository);
  if (last.position !== null && !anew) {
    if (newest?.position !== last.position) {
      // What stood above the joint is not on the line any more: the branch was rewritten, or taken back.
      await clearPlaces(tx, model, repository, last.position);
    }
    await placeOnLine(tx, model, { repository, commits: fresh, first: BigInt(last.position) + BigInt(fresh.length) });
    return [...fresh, last.commit];
  }
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
