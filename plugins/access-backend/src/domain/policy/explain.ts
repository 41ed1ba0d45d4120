import { CATALOG_READ, coverage, decide, isConditional, isMember, names, rolesOf } from './decide';
import { holds, isAll, isNone } from './filters';
import { EntityFeatures, EntityMatch, EVERYONE, MINE, OWNER, Person, Policy, PolicyRule } from './model';
import { NamedPermission } from './permissionWords';

/** A rule's part in an answer. */
export interface Reason {
  text: string;
  place: string | null;
  grants: boolean;
}

/** Whether a permission is given, and why. */
export interface Answer {
  answer: 'yes' | 'no' | 'some';
  reasons: Reason[];
}

/** Why a person may or may not do something, about an entity where one is given. */
export function explain(policy: Policy, person: Person, permission: NamedPermission, entity?: EntityFeatures): Answer {
  const filter = decide(policy, person, permission);
  const about = permission.resourceType === undefined ? undefined : entity;
  const answer = answerOf(isAll(filter), isNone(filter), about && holds(filter, about));
  if (person.ref === OWNER) {
    return { answer, reasons: [{ text: 'You own this installation, and may everything.', place: null, grants: true }] };
  }
  const own = new Set(rolesOf(policy, person).map(role => role.name));
  const rules = policy.rules.filter(rule => names(rule, permission.name));
  const reasons = rules.map(rule => reasonOf(rule, { policy, person, permission, entity: about, has: own.has(rule.role) }));
  if (answer === 'yes') {
    return { answer, reasons: reasons.filter(reason => reason.grants) };
  }
  const hidden = permission.resourceType === 'delivery-service' && about && !holds(decide(policy, person, CATALOG_READ), about);
  return {
    answer,
    reasons: [
      ...(hidden ? [{ text: 'The catalog hides it from you, so delivery does as well.', place: null, grants: false }] : []),
      ...(rules.length === 0 ? [{ text: 'No rule gives it to anybody but the owner.', place: null, grants: false }] : reasons),
    ],
  };
}

function answerOf(all: boolean, none: boolean, holdsFor: boolean | undefined): Answer['answer'] {
  if (holdsFor !== undefined) {
    return holdsFor ? 'yes' : 'no';
  }
  if (all) {
    return 'yes';
  }
  return none ? 'no' : 'some';
}

function reasonOf(
  rule: PolicyRule,
  context: { policy: Policy; person: Person; permission: NamedPermission; entity?: EntityFeatures; has: boolean },
): Reason {
  const { policy, person, permission, entity, has } = context;
  const { place } = rule;
  if (!has) {
    const members = policy.roles.find(role => role.name === rule.role)?.members ?? [];
    return { text: `It is for the role ${rule.role}, which you do not have: it belongs to ${list(members)}.`, place, grants: false };
  }
  if (isConditional(rule) && permission.resourceType === undefined) {
    const text = `Your role ${rule.role} has it for some entities only, and this is about none.`;
    return { text, place, grants: false };
  }
  const scope = scopeOf(rule);
  if (!entity) {
    return { text: `Your role ${rule.role} gives it${scope}.`, place, grants: true };
  }
  const unknown = permission.action === 'read' ? 'holds' : 'fails';
  const covers = holds(coverage(rule, person, permission.resourceType === 'catalog-entity' ? unknown : undefined), entity);
  return {
    text: covers
      ? `Your role ${rule.role} gives it${scope}.`
      : `Your role ${rule.role} gives it${scope}; this one has ${featuresOf(entity, rule)}.`,
    place,
    grants: covers,
  };
}

/** Which entities a rule is about, in words. */
function scopeOf({ where, except }: PolicyRule): string {
  const left = except.map(match => ` except ${matchWords(match)}`).join(', and');
  return `${where ? ` for ${matchWords(where)}` : ' for everything'}${left}`;
}

function matchWords(match: EntityMatch): string {
  const { kind, owner, system, tag, environment } = match;
  const parts = [
    kind && `kind ${list(kind, 'or')}`,
    owner &&
      `what ${list(
        owner.map(ref => (ref === MINE ? 'you or your groups' : ref)),
        'or',
      )} own${owner.length > 1 || owner[0] === MINE ? '' : 's'}`,
    system && `system ${list(system, 'or')}`,
    tag && `tag ${list(tag, 'or')}`,
    environment && `environment ${list(environment, 'or')}`,
  ];
  return parts.filter(Boolean).join(' with ');
}

/** What the entity has of that which the rule looks at. */
function featuresOf({ kind, owner, system, tags, environments }: EntityFeatures, { where, except }: PolicyRule): string {
  const looked = new Set([where ?? {}, ...except].flatMap(match => Object.keys(match)));
  const parts = [
    looked.has('kind') && `kind ${kind}`,
    looked.has('owner') && (owner ? `owner ${owner}` : 'no owner'),
    looked.has('system') && (system ? `system ${system}` : 'no system'),
    looked.has('tag') && (tags.length > 0 ? `tags ${list(tags)}` : 'no tags'),
    looked.has('environment') && (environments.length > 0 ? `environments ${list(environments)}` : 'no environment'),
  ];
  return parts.filter(Boolean).join(', ');
}

function list(values: string[], joint = 'and'): string {
  const shown = values.map(value => (value === EVERYONE ? 'everyone' : value));
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} ${joint} ${shown.at(-1)}` : (shown[0] ?? 'nobody');
}

/** The group or person by which somebody has each of their roles. */
export function rolesInWords(policy: Policy, person: Person) {
  return rolesOf(policy, person).map(({ name, members, place }) => ({
    name,
    because: members.find(member => isMember(person, member)) ?? EVERYONE,
    place,
  }));
}
