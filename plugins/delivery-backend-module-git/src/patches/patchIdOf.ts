import { createHash, Hash } from 'node:crypto';

const BYTES = 20;
const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))?/;

/**
 * The patch id of a diff, as `git patch-id --stable` gives it: equal for two diffs that change the same lines in the same surroundings,
 * wherever these stand. Undefined for a diff that changes nothing.
 */
export function patchIdOf(diff: Buffer): string | undefined {
  const sum = new Uint8Array(BYTES);
  let hash = createHash('sha1');
  let isEmpty = true;
  let header: { from: string; to: string } | undefined;
  let isBinary = false;
  let left = { before: 0, after: 0 };
  const take = (text: string) => {
    // Git reads a line to the first byte that is zero.
    hash.update(text.split('\0', 1)[0].replace(/[ \t\n\v\f\r]/g, ''), 'latin1');
    isEmpty = false;
  };
  const flush = () => {
    add(sum, hash);
    hash = createHash('sha1');
  };
  for (const line of linesOf(diff)) {
    const isInHunk = left.before > 0 || left.after > 0;
    if (line.startsWith('\\ ')) {
      continue;
    }
    if (!isInHunk && line.startsWith('diff ')) {
      // Git puts what has no lines of its own, as a rename, together with the file after it.
      if (!isEmpty && !header && !isBinary) {
        flush();
      }
      header = { from: '', to: '' };
      // After a file of bytes Git passes over the line that names the next one.
      if (!isBinary) {
        take(line);
      }
      isBinary = false;
    } else if (header) {
      const ids = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/.exec(line);
      if (ids) {
        header = { from: ids[1], to: ids[2] };
      } else if (line.startsWith('Binary files ') || line.startsWith('GIT binary patch')) {
        hash.update(header.from + header.to, 'latin1');
        flush();
        header = undefined;
        isBinary = true;
      } else {
        take(line);
        header = line.startsWith('+++ ') ? undefined : header;
      }
    } else if (isBinary || isEmpty) {
      continue;
    } else if (!isInHunk) {
      const counts = HUNK.exec(line);
      if (!counts) {
        break;
      }
      left = { before: Number(counts[1] ?? 1), after: Number(counts[2] ?? 1) };
    } else {
      take(line);
      const [sign] = line;
      left = { before: left.before - (sign === '+' ? 0 : 1), after: left.after - (sign === '-' ? 0 : 1) };
    }
  }
  flush();
  return isEmpty ? undefined : Buffer.from(sum).toString('hex');
}

/** Adds the hashes of files, so that their order means nothing. */
function add(sum: Uint8Array, hash: Hash): void {
  let carry = 0;
  hash.digest().forEach((byte, index) => {
    carry += sum[index] + byte;
    sum[index] = carry & 0xff;
    carry >>= 8;
  });
}

// As bytes: what is no UTF-8 counts, too.
function* linesOf(diff: Buffer): Generator<string> {
  for (let from = 0; from < diff.length;) {
    const end = diff.indexOf(0x0a, from);
    const to = end < 0 ? diff.length : end + 1;
    yield diff.toString('latin1', from, to);
    from = to;
  }
}
