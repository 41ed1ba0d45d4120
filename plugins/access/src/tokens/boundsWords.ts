import { TokenBounds } from '@slipway/plugin-access-common';
import { joinWords } from '../words/sentences';

/** The words after a number of things: `a` or `b`. */
const anyOf = (values: readonly string[] | undefined) => (values?.length ? joinWords(values, 'or') : undefined);

/** What events a token hands in, as words: `events dev.slipway.run.* about shop/cart in production`. */
export function boundsWords({ types, repositories, entities, environments }: TokenBounds): string {
  const about = anyOf([...(repositories ?? []), ...(entities ?? [])]);
  const where = anyOf(environments);
  const parts = [types?.length ? `events ${anyOf(types)}` : 'any event', about && `about ${about}`, where && `in ${where}`];
  return parts.filter(Boolean).join(' ');
}

/** The values of a field that takes one a line, or several with commas between them. */
export function splitValues(text: string): string[] {
  return [...new Set(text.split(/[\n,]/).map(value => value.trim()))].filter(Boolean);
}
