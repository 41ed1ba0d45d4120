import { InputError } from '@backstage/errors';
import { ServiceRule } from '../model';
import { parseList, parseMatches, parseName, parseObject } from '../environments/parseRule';
import { PLACEHOLDER } from './serviceRules';

const KNOWN = ['entity', 'match'];
// As the catalog writes it, with something in the place of each placeholder.
const REF = /^[a-z][a-z0-9]*:[a-z0-9._-]+\/[a-z0-9._-]+$/i;

/** The items of `delivery.services`; an `InputError` names the key that is wrong. */
export function parseServiceRules(value: unknown, key = 'delivery.services'): ServiceRule[] {
  return parseList(value, key).map((item, index) => parseServiceRule(item, `${key}[${index}]`));
}

/** One item of `delivery.services`. */
export function parseServiceRule(value: unknown, key = 'rule'): ServiceRule {
  const rule = parseObject(value, key, KNOWN);
  const entity = parseName(rule.entity, `${key}.entity`);
  if (!REF.test(entity.replace(PLACEHOLDER, 'x'))) {
    throw new InputError(
      `'${key}.entity' must be an entity ref like component:default/{service}; known in braces are service, name, namespace, project and label:<key>, got '${entity}'`,
    );
  }
  return { entity, match: rule.match === undefined ? [] : parseMatches(rule.match, `${key}.match`) };
}
