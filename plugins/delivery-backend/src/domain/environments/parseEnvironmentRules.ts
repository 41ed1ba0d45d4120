import { InputError } from '@backstage/errors';
import { EnvironmentRule } from '../model';

const RULE_KEYS = ['name', 'single', 'match'];
const MATCH_KEYS = ['label', 'destination', 'namespace', 'name'];

/** The items of `delivery.environments`; an `InputError` names the key that is wrong. */
export function parseEnvironmentRules(value: unknown, key = 'delivery.environments'): EnvironmentRule[] {
  if (!Array.isArray(value)) {
    throw new InputError(`'${key}' must be a list, got ${kindOf(value)}`);
  }
  const rules = value.map((item, index) => parseEnvironmentRule(item, `${key}[${index}]`));
  rules.forEach((rule, index) => {
    if (rules.findIndex(other => other.name === rule.name) !== index) {
      throw new InputError(`'${key}[${index}].name' repeats '${rule.name}'; every environment stands once`);
    }
  });
  return rules;
}

/** One item of `delivery.environments`: a name, or a name with its rules. */
export function parseEnvironmentRule(value: unknown, key = 'rule'): EnvironmentRule {
  if (typeof value === 'string') {
    return { name: parseName(value, key), match: [] };
  }
  const rule = parseObject(value, key, RULE_KEYS);
  if (rule.single !== undefined && typeof rule.single !== 'boolean') {
    throw new InputError(`'${key}.single' must be true or false, got ${kindOf(rule.single)}`);
  }
  if (rule.match !== undefined && !Array.isArray(rule.match)) {
    throw new InputError(`'${key}.match' must be a list, got ${kindOf(rule.match)}`);
  }
  return {
    name: parseName(rule.name, `${key}.name`),
    ...(rule.single === undefined ? {} : { single: rule.single }),
    match: (rule.match ?? []).map((item: unknown, index: number) => parseMatch(item, `${key}.match[${index}]`)),
  };
}

function parseMatch(value: unknown, key: string): EnvironmentRule['match'][number] {
  const match = parseObject(value, key, MATCH_KEYS);
  if (Object.keys(match).length === 0) {
    throw new InputError(`'${key}' is empty and would match everything; give one of ${MATCH_KEYS.join(', ')}`);
  }
  const parsed: EnvironmentRule['match'][number] = {};
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

function parseObject(value: unknown, key: string, known?: string[]): Record<string, any> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`'${key}' must be an object, got ${kindOf(value)}`);
  }
  const unknown = Object.keys(value).find(name => known && !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(`'${key}.${unknown}' is not known; known are ${known?.join(', ')}`);
  }
  return value;
}

function parseName(value: unknown, key: string): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InputError(`'${key}' must be a string that is not empty, got ${kindOf(value)}`);
  }
  return value;
}

function kindOf(value: unknown): string {
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
