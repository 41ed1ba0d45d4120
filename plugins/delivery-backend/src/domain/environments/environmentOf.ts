import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { EnvironmentRule, RuleMatch, RuleSettings } from '../model';

type Place = Pick<ApplicationFacts, 'name' | 'labels' | 'destination'>;

// Short spellings that name the same environment; a whole word has to be equal otherwise.
const SPELLINGS: Record<string, string[]> = {
  production: ['prod'],
  prod: ['production'],
  staging: ['stage', 'stg'],
  stage: ['staging', 'stg'],
  development: ['dev'],
  dev: ['development'],
};

/**
 * The configured environment that an application belongs to, or null. Written rules go first, in the order of the environments;
 * an environment without rules takes what has its name as a whole word.
 */
export function environmentOf(facts: Place, settings: Pick<RuleSettings, 'environments'>): string | null {
  const byRule = settings.environments.find(rule => matchesRule(facts, rule));
  if (byRule) {
    return byRule.name;
  }
  const words = wordsOf(facts);
  const byWord = settings.environments.find(
    rule => rule.match.length === 0 && [rule.name, ...(SPELLINGS[rule.name.toLowerCase()] ?? [])].some(name => hasWords(words, name)),
  );
  return byWord?.name ?? null;
}

/** True when one of an environment's written rules matches. */
export function matchesRule(facts: Place, rule: EnvironmentRule): boolean {
  return matchesAny(facts, rule.match);
}

/** True when one of some matches speaks of an application. */
export function matchesAny(facts: Place, matches: readonly RuleMatch[]): boolean {
  return matches.some(
    item =>
      Object.values(item).some(value => value !== undefined) &&
      (item.name === undefined || like(item.name, facts.name)) &&
      (item.namespace === undefined || like(item.namespace, facts.destination.namespace)) &&
      (item.destination === undefined ||
        like(item.destination, facts.destination.server) ||
        like(item.destination, facts.destination.name)) &&
      Object.entries(item.label ?? {}).every(([key, value]) => like(value, facts.labels[key])),
  );
}

function like(pattern: string, value: string | undefined): boolean {
  if (value === undefined) {
    return false;
  }
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(value);
}

function wordsOf({ name, destination }: Place): string[] {
  return [name, destination.namespace, destination.name, hostOf(destination.server)]
    .filter(item => item !== undefined)
    .map(item => ` ${splitWords(item as string).join(' ')} `);
}

function hasWords(places: string[], name: string): boolean {
  const wanted = ` ${splitWords(name).join(' ')} `;
  return places.some(place => place.includes(wanted));
}

function splitWords(value: string): string[] {
  return value
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

// The last label of a host is left out: in `api.acme.dev` it says nothing of the environment.
function hostOf(server: string | undefined): string | undefined {
  const host = server?.replace(/^[a-z]+:\/\//i, '').split(/[:/]/)[0];
  return host?.split('.').slice(0, -1).join('.') || undefined;
}
