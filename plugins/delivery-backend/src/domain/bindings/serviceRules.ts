import { ApplicationFacts, EntityFacts } from '@slipway/plugin-delivery-common';
import { matchesAny } from '../environments/environmentOf';
import { EntityClaim, RuleSettings, ServiceRule } from '../model';
import { guessService } from './guessService';

/** What of an application the rules look at. */
export type RuledApplication = Pick<ApplicationFacts, 'name' | 'labels' | 'applicationSet' | 'destination' | 'project'>;

/** An entity that a rule gives an application to, if the catalog has it. */
export interface RuledRef {
  ref: string;
  why: string;
}

const WORDS = 'of delivery.services';

/** True when a rule bound the application and no annotation. */
export function isBoundByRule(why: string): boolean {
  return why.endsWith(WORDS);
}

/** Matches one placeholder of an entity ref. */
export const PLACEHOLDER = /\{(service|name|namespace|project|label:[^{}]+)\}/g;

// What a name of the catalog may be made of.
const REF = /^[a-z][a-z0-9]*:[a-z0-9._-]+\/[a-z0-9._-]+$/;

/** The entities that the rules give an application to, in the order of the rules; the first that the catalog has is the one. */
export function ruledRefs(
  application: RuledApplication,
  { services, environments }: Pick<RuleSettings, 'services' | 'environments'>,
): RuledRef[] {
  const refs = new Map<string, RuledRef>();
  services.forEach((rule, index) => {
    const ref = refOf(
      rule,
      application,
      environments.map(item => item.name),
    );
    if (ref !== undefined && !refs.has(ref)) {
      refs.set(ref, { ref, why: `rule ${index + 1} ${WORDS}` });
    }
  });
  return [...refs.values()];
}

/** What makes an entity known to the rules; nothing where there are none. */
export function ruleClaimsOf({ ref, gone }: EntityFacts, { services }: Pick<RuleSettings, 'services'>): EntityClaim[] {
  return services.length > 0 && !gone ? [{ ref, by: 'rule' }] : [];
}

/** The ref that a rule gives; undefined where the rule does not match or something that it names is not there. */
export function refOf({ entity, match }: ServiceRule, application: RuledApplication, environments: string[]): string | undefined {
  if (match.length > 0 && !matchesAny(application, match)) {
    return undefined;
  }
  const { name, project, labels, destination } = application;
  const values: Record<string, () => string | undefined> = {
    service: () => guessService(application, environments).name,
    name: () => name,
    namespace: () => destination.namespace,
    project: () => project,
  };
  // No ref has a brace, so what is not there leaves none.
  const ref = entity
    .replace(PLACEHOLDER, (whole, key: string) => (key.startsWith('label:') ? labels[key.slice('label:'.length)] : values[key]()) || whole)
    .toLowerCase();
  return REF.test(ref) ? ref : undefined;
}
