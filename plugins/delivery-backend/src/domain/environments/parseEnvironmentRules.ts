import { InputError } from '@backstage/errors';
import { EnvironmentRule } from '../model';
import { kindOf, parseList, parseMatches, parseName, parseObject } from './parseRule';

const RULE_KEYS = ['name', 'single', 'match'];

/** The items of `delivery.environments`; an `InputError` names the key that is wrong. */
export function parseEnvironmentRules(value: unknown, key = 'delivery.environments'): EnvironmentRule[] {
  const rules = parseList(value, key).map((item, index) => parseEnvironmentRule(item, `${key}[${index}]`));
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
  return {
    name: parseName(rule.name, `${key}.name`),
    ...(rule.single === undefined ? {} : { single: rule.single }),
    match: rule.match === undefined ? [] : parseMatches(rule.match, `${key}.match`),
  };
}
