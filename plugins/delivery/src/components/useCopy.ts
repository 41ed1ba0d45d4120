import { useCallback, useEffect, useState } from 'react';
import { copyText } from './copyText';

const SAID_FOR = 4_000;

/** Copies a text, and what to say of that for a moment. */
export function useCopy(): { said: string; copy: (text: string, words?: string) => void } {
  const [said, setSaid] = useState({ words: '' });

  useEffect(() => {
    const timer = said.words ? setTimeout(() => setSaid({ words: '' }), SAID_FOR) : undefined;
    return () => clearTimeout(timer);
  }, [said]);

  const copy = useCallback(async (text: string, words = 'Copied') => {
    const done = await copyText(text);
    setSaid({ words: done ? words : 'The browser does not allow copying; select the text instead' });
  }, []);
  return { said: said.words, copy };
}
