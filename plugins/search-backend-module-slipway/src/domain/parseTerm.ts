/** What somebody typed, as it is looked for. */
export interface Term {
  /** In small letters, white space folded. */
  text: string;
  /** Its words, each once, at most eight. */
  words: string[];
  /** For `to_tsquery`: every word, of which the last may be unfinished. */
  query: string;
}

const MOST_WORDS = 8;

/** Reads a search term; undefined where it holds nothing to look for. */
export function parseTerm(typed: string): Term | undefined {
  const text = typed.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
  const words = [...new Set(text.split(/[^\p{L}\p{N}.@_-]+/u).filter(word => /[\p{L}\p{N}]/u.test(word)))].slice(0, MOST_WORDS);
  if (words.length === 0) {
    return undefined;
  }
  return { text, words, query: words.map(word => `(${quote(word)} | ${quote(word)}:*)`).join(' & ') };
}

// In single quotes a lexeme is taken as it stands; a quote or backslash in it is doubled.
function quote(word: string): string {
  return `'${word.replace(/['\\]/g, match => match + match)}'`;
}
