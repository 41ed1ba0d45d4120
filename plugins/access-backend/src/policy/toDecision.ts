import { AuthorizeResult, PermissionCondition, PermissionCriteria, PolicyDecision } from '@backstage/plugin-permission-common';
import { AskedPermission } from '../domain/policy/model';
import { EntityFilter, isAll, isNone } from '../domain/policy/filters';

type Leaf = Extract<
  EntityFilter,
  { kind: unknown } | { owner: unknown } | { system: unknown } | { tag: unknown } | { environment: unknown }
>;
type Criteria = PermissionCriteria<PermissionCondition>;

/** How a plugin is asked what the leaves of a filter say. */
interface Language {
  pluginId: string;
  leaf(leaf: Leaf): Criteria;
}

const condition = (resourceType: string, rule: string, params: PermissionCondition['params']): Criteria => ({ resourceType, rule, params });

const LANGUAGES: Record<string, Language> = {
  'catalog-entity': {
    pluginId: 'catalog',
    leaf(leaf) {
      const ask = (rule: string, params: PermissionCondition['params']) => condition('catalog-entity', rule, params);
      if ('kind' in leaf) {
        return ask('IS_ENTITY_KIND', { kinds: leaf.kind });
      }
      if ('owner' in leaf) {
        return ask('IS_ENTITY_OWNER', { claims: leaf.owner });
      }
      if ('system' in leaf) {
        return ask('IS_IN_SYSTEM', { systems: leaf.system });
      }
      if ('tag' in leaf) {
        const [first, ...others] = leaf.tag.map(value => ask('HAS_METADATA', { key: 'tags', value }));
        return others.length === 0 ? first : { anyOf: [first, ...others] };
      }
      throw new TypeError('The catalog is never asked about environments');
    },
  },
  'delivery-service': {
    pluginId: 'delivery',
    leaf(leaf) {
      const ask = (rule: string, params: PermissionCondition['params']) => condition('delivery-service', rule, params);
      if ('kind' in leaf) {
        return ask('IS_KIND', { kinds: leaf.kind });
      }
      if ('owner' in leaf) {
        return ask('IS_OWNER', { claims: leaf.owner });
      }
      if ('system' in leaf) {
        return ask('HAS_SYSTEM', { systems: leaf.system });
      }
      if ('tag' in leaf) {
        return ask('HAS_TAG', { tags: leaf.tag });
      }
      return ask('HAS_ENVIRONMENT', { environments: leaf.environment });
    },
  },
};

/** Says a filter as the permission framework takes it: allowed, denied, or on conditions that the plugin of the resource turns into SQL. */
export function toDecision(filter: EntityFilter, permission: AskedPermission): PolicyDecision {
  if (isAll(filter)) {
    return { result: AuthorizeResult.ALLOW };
  }
  const language = permission.resourceType === undefined ? undefined : LANGUAGES[permission.resourceType];
  if (isNone(filter) || !language) {
    return { result: AuthorizeResult.DENY };
  }
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: language.pluginId,
    resourceType: permission.resourceType!,
    conditions: criteriaOf(filter, language),
  };
}

function criteriaOf(filter: EntityFilter, language: Language): Criteria {
  if ('anyOf' in filter) {
    const [first, ...others] = filter.anyOf.map(part => criteriaOf(part, language));
    return { anyOf: [first, ...others] };
  }
  if ('allOf' in filter) {
    const [first, ...others] = filter.allOf.map(part => criteriaOf(part, language));
    return { allOf: [first, ...others] };
  }
  return 'not' in filter ? { not: criteriaOf(filter.not, language) } : language.leaf(filter);
}
