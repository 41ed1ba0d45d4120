import { ConfigComparison, ConfigFileDiff } from '@slipway/plugin-delivery-common';

const count = (number: number, noun: string) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** How much differs, in a sentence. */
export function configWords({ files, compared }: ConfigComparison): string {
  if (files.length === 0) {
    return compared === 1 ? 'The file that is compared is the same.' : `All ${count(compared, 'file')} that are compared are the same.`;
  }
  return `${files.length.toLocaleString('en')} of ${count(compared, 'file')} ${files.length === 1 ? 'differs' : 'differ'}.`;
}

/** What there is to say of a file beside its lines. */
export function fileWords({ before, after, why, hidden }: ConfigFileDiff, sides: { before: string; after: string }): string {
  return [
    before === null && `only in ${sides.after}`,
    after === null && `only in ${sides.before}`,
    why !== null && `differs, and is not shown: ${why}`,
    hidden > 0 && `${count(hidden, 'value')} of Secrets ${hidden === 1 ? 'is' : 'are'} hidden`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** What a line of a diff is. */
export type LineMark = 'added' | 'removed' | 'same' | 'gap';

export interface MarkedLine {
  mark: LineMark;
  /** Its number on either side, where it has one. */
  before?: number;
  after?: number;
  text: string;
}

/** The lines of a file's diff with their numbers, a gap between those that do not follow one another. */
export function markedLines({ hunks }: ConfigFileDiff): MarkedLine[] {
  return hunks.flatMap((hunk, index) => {
    let { before, after } = hunk;
    const lines = hunk.lines.map((line): MarkedLine => {
      const text = line.slice(1);
      switch (line[0]) {
        case '+':
          return { mark: 'added', after: after++, text };
        case '-':
          return { mark: 'removed', before: before++, text };
        case '\\':
          return { mark: 'same', text: line.slice(2) };
        default:
          return { mark: 'same', before: before++, after: after++, text };
      }
    });
    return index === 0 ? lines : [{ mark: 'gap', text: '⋯' }, ...lines];
  });
}
