import { Explanation, PermissionAnswer } from '@slipway/plugin-access-common';
import { joinWords } from '../words/sentences';

const OWNER = 'user:default/owner';

/** An answer as a word. */
export const answerWords: Record<PermissionAnswer['answer'], string> = { yes: 'Yes', no: 'No', some: 'For some' };

/** What somebody is here, in one sentence. */
export function sentenceOf({ person, roles }: Explanation): string {
  if (person === OWNER) {
    return 'You own this installation, and may everything.';
  }
  if (roles.length === 0) {
    return 'No role is yours: the policy gives you nothing.';
  }
  return `You have the ${roles.length === 1 ? 'role' : 'roles'} ${joinWords(roles.map(role => role.name))}.`;
}

/** Answers by area, in the order in which they came. */
export function byArea(items: readonly PermissionAnswer[]): Array<{ area: string; items: PermissionAnswer[] }> {
  const areas = new Map<string, PermissionAnswer[]>();
  for (const item of items) {
    areas.set(item.area, [...(areas.get(item.area) ?? []), item]);
  }
  return [...areas].map(([area, own]) => ({ area, items: own }));
}

/** What was asked, as the heading over its answers. */
export function headingOf(asked: Explanation | undefined, environment: string | undefined): string {
  if (!asked?.entity) {
    return 'Altogether';
  }
  const { ref } = asked.entity;
  return environment ? `About ${ref} in ${environment}` : `About ${ref}`;
}

/** What rules look at of the entity, in words. */
export function featuresOf({ owner, system, tags, environments }: NonNullable<Explanation['entity']>): string {
  return [
    owner ? `owned by ${owner}` : 'nobody owns it',
    system ? `part of ${system}` : 'in no system',
    tags.length > 0 ? `tagged ${joinWords(tags)}` : 'without tags',
    environments.length > 0 ? `in ${joinWords(environments)}` : 'in no environment',
  ].join(', ');
}
