import { isSeq, Node } from 'yaml';
import { matches } from './decide';
import { EntityMatch, EVERYONE, MINE, Policy, PolicyRule, Role } from './model';
import { Member, PolicyReader } from './PolicyReader';

const MATCH = ['kind', 'owner', 'system', 'tag', 'environment'] as const;
const EVERYTHING = 'everything';
const REF = /^[a-z][a-z0-9]*:[a-z0-9._-]+\/[a-z0-9._-]+$/;
const LONGEST = 1024 * 1024;

/** What a policy is checked against: permissions that are known, by the plugins whose names begin them. */
export interface KnownPermissions {
  names: string[];
}

/** Reads a policy; whatever is wrong is an `InputError` that begins with where it stands. */
export function parsePolicy(text: string, place: { name: string; hasLines: boolean }, known: KnownPermissions): Policy {
  if (text.length > LONGEST) {
    new PolicyReader('', place).fail(null, `The policy has ${text.length} characters; ${LONGEST} are taken`);
  }
  const reader = new PolicyReader(text, place);
  const members = new Map(reader.members(reader.root, 'a policy', ['roles', 'rules']).map(member => [member.name, member]));
  const required = (name: string): Member => members.get(name) ?? reader.fail(reader.root, `'${name}' is missing`);
  const roles = reader.members(required('roles').value, 'roles').map(member => roleOf(reader, member));
  const rules = reader
    .items(required('rules').value, 'rules')
    .map((node, index) => ruleOf(reader, node, { roles, known, label: `rule ${index + 1}` }));
  return { name: place.name, roles, rules };
}

function roleOf(reader: PolicyReader, member: Member): Role {
  const members = reader.texts(member, `the members of '${member.name}'`).map(({ text, at }) => {
    const ref = text.toLowerCase();
    if (ref !== EVERYONE && !/^(user|group):/.test(ref)) {
      reader.fail(at, `'${text}' is nobody; a member is a ref such as group:default/platform or user:default/ada, or ${EVERYONE}`);
    }
    return ref === EVERYONE ? ref : refOf(reader, text, at);
  });
  return { name: member.name, members, place: reader.placeAt(member.at, `role ${member.name}`) };
}

function ruleOf(reader: PolicyReader, node: Node, context: { roles: Role[]; known: KnownPermissions; label: string }): PolicyRule {
  const members = new Map(reader.members(node, 'a rule', ['role', 'may', 'where', 'except']).map(member => [member.name, member]));
  const required = (name: string): Member => members.get(name) ?? reader.fail(node, `'${name}' is missing in this rule`);
  const { at: roleAt, value: roleNode } = required('role');
  const role = reader.text(roleNode ?? roleAt, "'role'");
  if (!context.roles.some(({ name }) => name === role)) {
    const names = context.roles.map(({ name }) => name).join(', ');
    reader.fail(roleNode, `There is no role '${role}'; 'roles' has ${names || 'none'}`);
  }
  const may = reader.texts(required('may'), "'may'").map(({ text, at }) => {
    refuseUnknown(reader, text, at, context.known);
    return text === EVERYTHING ? '*' : text;
  });
  const where = members.get('where');
  const except = members.get('except');
  return {
    role,
    may,
    ...(where && { where: matchOf(reader, where.value, "'where'") }),
    except: except ? listOf(except.value).map(item => matchOf(reader, item, "'except'")) : [],
    place: reader.placeAt(node, context.label),
  };
}

function listOf(node: Node | null): Array<Node | null> {
  return isSeq(node) ? (node.items as Node[]) : [node];
}

function matchOf(reader: PolicyReader, node: Node | null, what: string): EntityMatch {
  const members = reader.members(node, what, [...MATCH]);
  if (members.length === 0) {
    reader.fail(node, `${what} is empty; leave it out for everything`);
  }
  return Object.fromEntries(
    members.map(member => [member.name, reader.texts(member, `'${member.name}'`).map(({ text, at }) => valueOf(reader, member, text, at))]),
  );
}

function valueOf(reader: PolicyReader, member: Member, text: string, at: Node): string {
  switch (member.name) {
    case 'environment':
      return text;
    case 'owner':
      return text === MINE ? text : refOf(reader, text, at);
    case 'system':
      return refOf(reader, text, at);
    default:
      return text.toLowerCase();
  }
}

function refOf(reader: PolicyReader, text: string, at: Node): string {
  const ref = text.toLowerCase();
  if (!REF.test(ref)) {
    reader.fail(at, `'${text}' is no entity ref; write kind:namespace/name, such as group:default/platform`);
  }
  return ref;
}

function refuseUnknown(reader: PolicyReader, text: string, at: Node, { names }: KnownPermissions): void {
  if (text === EVERYTHING) {
    return;
  }
  if (!/^[a-z*]/.test(text)) {
    reader.fail(at, `'${text}' is no permission`);
  }
  const plugin = text.split('.')[0];
  const ours = names.filter(name => name.split('.')[0] === plugin);
  // Other plugins may have permissions that nobody here knows.
  if (ours.length > 0 && !names.some(name => matches(text, name))) {
    reader.fail(at, `There is no permission '${text}'; those of ${plugin} are ${ours.join(', ')}`);
  }
}
