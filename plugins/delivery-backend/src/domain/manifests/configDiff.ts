import { structuredPatch } from 'diff';
import { compareStrings } from '../compareObservations';

/** A file of an environment's configuration. */
export interface ConfigFile {
  /** By this name it is found on the other side. */
  name: string;
  /** Within its repository. */
  path: string;
  /** Equal for equal contents. */
  content: string;
  /** Absent where it may or can not be shown. */
  text?: string;
  /** Why it is not shown. */
  why?: string;
  /** How many values of Secrets are hidden in it. */
  hidden?: number;
}

/** Lines that stand together in a unified diff. */
export interface ConfigHunk {
  /** The number of its first line before and after. */
  before: number;
  after: number;
  /** Each with its sign: a space, `-` or `+`. */
  lines: string[];
}

/** A file that differs. */
export interface ConfigFileDiff {
  /** Where it stands; null on the side that does not have it. */
  before: string | null;
  after: string | null;
  added: number;
  removed: number;
  hunks: ConfigHunk[];
  /** Why no lines are shown. */
  why: string | null;
  hidden: number;
}

/** So many lines of a comparison are shown. */
export const MOST_LINES = 4_000;
/** Files with more changes than that are not laid side by side line by line: it would take too long. */
const MOST_EDITS = 3_000;
const CONTEXT = 3;

/** The files that differ, by path. */
export function diffConfig(before: readonly ConfigFile[], after: readonly ConfigFile[]): ConfigFileDiff[] {
  const [older, newer] = [before, after].map(files => new Map(files.map(file => [file.name, file])));
  let left = MOST_LINES;
  return [...new Set([...older.keys(), ...newer.keys()])].sort(compareStrings).flatMap(name => {
    const [was, is] = [older.get(name), newer.get(name)];
    if (was && is && was.content === is.content) {
      return [];
    }
    const diff = diffFile(was, is);
    const lines = diff.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
    if (lines > left) {
      return [
        {
          ...diff,
          hunks: [],
          why: `${MOST_LINES.toLocaleString('en')} lines are shown at most, and this one has ${lines.toLocaleString('en')}`,
        },
      ];
    }
    left -= lines;
    // Files that differ in what is not shown, as in the end of their lines, differ still.
    return [diff];
  });
}

function diffFile(was: ConfigFile | undefined, is: ConfigFile | undefined): ConfigFileDiff {
  const head = { before: was?.path ?? null, after: is?.path ?? null, hidden: Math.max(was?.hidden ?? 0, is?.hidden ?? 0) };
  const nothing = { ...head, added: 0, removed: 0, hunks: [] };
  const unshown = [was, is].find(file => file && file.text === undefined);
  if (unshown) {
    return { ...nothing, why: unshown.why ?? 'its content is not on the record' };
  }
  const patch = structuredPatch('', '', was?.text ?? '', is?.text ?? '', undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
  });
  if (patch === undefined) {
    return { ...nothing, why: `more than ${MOST_EDITS.toLocaleString('en')} of its lines differ` };
  }
  const signed = (sign: string) => patch.hunks.reduce((sum, hunk) => sum + hunk.lines.filter(line => line.startsWith(sign)).length, 0);
  return {
    ...head,
    added: signed('+'),
    removed: signed('-'),
    hunks: patch.hunks.map(({ oldStart, newStart, lines }) => ({ before: oldStart, after: newStart, lines })),
    why: null,
  };
}
