import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { EntityClaim, RuledRef } from '../../domain';

/** What an application must have for a claim to be worth a look: its name, the first label of the selector, or a rule that names the entity. */
export function matchKeyOf(claim: EntityClaim): string {
  if (claim.by === 'app-name') {
    return `name:${claim.name}`;
  }
  if (claim.by === 'rule') {
    return `rule:${claim.ref}`;
  }
  const [first] = Object.entries(claim.selector ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return first ? `label:${first[0]}=${first[1]}` : '';
}

/** The keys of every claim that may speak of an application. */
export function matchKeysOf({ name, labels }: Pick<ApplicationFacts, 'name' | 'labels'>, ruled: RuledRef[]): string[] {
  return [
    `name:${name}`,
    ...Object.entries(labels).map(([key, value]) => `label:${key}=${value}`),
    ...ruled.map(({ ref }) => `rule:${ref}`),
  ];
}
