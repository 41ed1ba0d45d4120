import { InputError } from '@backstage/errors';
import { RuleMatch } from '../model';

const MATCH_KEYS = ['label', 'destination', 'namespace', 'name'];

/** A list, or an `InputError` that names the key. */
export function parseList(value: unknown, key: string): unknown[] {
  if (!Array.isArray(value)) {
    throw new InputError(`'${key}' must be a list, got ${kindOf(value)}`);
  }
  return value;
}

/** What a rule asks of an application. */
export function parseMatches(value: unknown, key: string): RuleMatch[] {
  return parseList(value, key).map((item, index) => parseMatch(item, `${key}[${index}]`));
}

function parseMatch(value: unknown, key: string): RuleMatch {
  const match = parseObject(value, key, MATCH_KEYS);
  if (Object.keys(match).length === 0) {
    throw new InputError(`'${key}' is empty and would match everything; give one of ${MATCH_KEYS.join(', ')}`);
  }
  const parsed: RuleMatch = {};
  for (const name of ['destination', 'namespace', 'name'] as const) {
    if (match[name] !== undefined) {
      parsed[name] = parseName(match[name], `${key}.${name}`);
    }
  }
  if (match.label !== undefined) {
    const label = parseObject(match.label, `${key}.label`);
    if (Object.keys(label).length === 0) {
      throw new InputError(`'${key}.label' is empty; give a label and its value`);
    }
    parsed.label = Object.fromEntries(Object.entries(label).map(([name, item]) => [name, parseName(item, `${key}.label.${name}`)]));
  }
  return parsed;
}

/** An object with no other keys than the known ones. */
export function parseObject(value: unknown, key: string, known?: string[]): Record<string, any> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`'${key}' must be an object, got ${kindOf(value)}`);
  }
  const unknown = Object.keys(value).find(name => known && !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(`'${key}.${unknown}' is not known; known are ${known?.join(', ')}`);
  }
  return value;
}

/** A string that says something. */
export function parseName(value: unknown, key: string): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InputError(`'${key}' must be a string that is not empty, got ${kindOf(value)}`);
  }
  return value;
}

/** What a value is, for a complaint. */
export function kindOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (value === undefined) {
    return 'nothing';
  }
  if (value === '') {
    return 'an empty string';
  }
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
