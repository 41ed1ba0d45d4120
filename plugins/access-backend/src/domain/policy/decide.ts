import { ALL, allOf, anyOf, EntityFilter, NONE, not } from './filters';
import { AskedPermission, EntityMatch, EVERYONE, MINE, OWNER, Person, Policy, PolicyRule, Role } from './model';

/** The permission that hides an entity everywhere when it is not given. */
export const CATALOG_READ = { name: 'catalog.entity.read', resourceType: 'catalog-entity', action: 'read' };
const DELIVERY_SERVICE = 'delivery-service';

/** What a rule's question about environments counts as where nobody knows the environments. */
type Unknown = 'holds' | 'fails';

/** On which entities a person may do what the permission names; for a permission that is not about entities it is all or nothing. */
export function decide(policy: Policy, person: Person, permission: AskedPermission): EntityFilter {
  if (person.ref === OWNER) {
    return ALL;
  }
  const rules = rulesFor(policy, person, permission.name);
  switch (permission.resourceType) {
    case CATALOG_READ.resourceType: {
      // The catalog knows no environments: it shows an entity of which delivery shows nothing, never the other way round.
      const unknown = permission.action === 'read' ? 'holds' : 'fails';
      return anyOf(rules.map(rule => coverage(rule, person, unknown)));
    }
    case DELIVERY_SERVICE:
      return allOf([anyOf(rules.map(rule => coverage(rule, person))), decide(policy, person, CATALOG_READ)]);
    default:
      return rules.some(rule => !isConditional(rule)) ? ALL : NONE;
  }
}

/** The roles that a person has. */
export function rolesOf(policy: Policy, person: Person): Role[] {
  return policy.roles.filter(role => role.members.some(member => isMember(person, member)));
}

/** What makes a person a member: themselves, a group of theirs, or being signed in. */
export function isMember(person: Person, member: string): boolean {
  return member === EVERYONE || member === person.ref || person.ownership.includes(member);
}

/** True when the rule names the permission. */
export function names(rule: PolicyRule, permission: string): boolean {
  return rule.may.some(pattern => matches(pattern, permission));
}

/** True when the rule is about some entities only. */
export function isConditional(rule: PolicyRule): boolean {
  return rule.where !== undefined || rule.except.length > 0;
}

/** True for a permission that a pattern means; `*` stands for any characters. */
export function matches(pattern: string, permission: string): boolean {
  if (!pattern.includes('*')) {
    return pattern === permission;
  }
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(permission);
}

/** The entities that a rule is about, for this person. */
export function coverage(rule: PolicyRule, person: Person, environments?: Unknown): EntityFilter {
  const left = rule.except.map(match => not(filterOf(match, person, environments && opposite(environments))));
  return allOf([rule.where ? filterOf(rule.where, person, environments) : ALL, ...left]);
}

function rulesFor(policy: Policy, person: Person, permission: string): PolicyRule[] {
  const roles = new Set(rolesOf(policy, person).map(role => role.name));
  return policy.rules.filter(rule => roles.has(rule.role) && names(rule, permission));
}

function opposite(unknown: Unknown): Unknown {
  return unknown === 'holds' ? 'fails' : 'holds';
}

function filterOf(match: EntityMatch, person: Person, environments: Unknown | undefined): EntityFilter {
  const { kind, owner, system, tag, environment } = match;
  const parts = new Array<EntityFilter>();
  if (kind) {
    parts.push({ kind });
  }
  if (owner) {
    parts.push({ owner: [...new Set(owner.flatMap(ref => (ref === MINE ? person.ownership : [ref])))] });
  }
  if (system) {
    parts.push({ system });
  }
  if (tag) {
    parts.push({ tag });
  }
  if (environment && environments === undefined) {
    parts.push({ environment });
  } else if (environment && environments === 'fails') {
    parts.push(NONE);
  }
  return allOf(parts);
}
