/** Words joined as a sentence has them: `dev`, `dev and staging`, `dev, staging and production`. */
export function joinWords(words: readonly string[], joint = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words[words.length - 1]}`;
}

/** Text as a sentence: with a capital and one full stop. */
export function toSentence(text: string): string {
  const trimmed = text.trim().replace(/[.\s]+$/, '');
  return trimmed && `${trimmed[0].toLocaleUpperCase('en')}${trimmed.slice(1)}.`;
}
