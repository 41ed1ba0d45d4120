/** The first letters of a name's first and last word, at most two. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map(word => word[0].toLocaleUpperCase('en')).join('');
}
