import { ApplicationFacts } from '@slipway/plugin-delivery-common';

/** What the rules guess of an application that no entity claims. */
export interface ServiceGuess {
  name: string;
  /** What the guess was made from, as the end of a sentence. */
  from: string;
}

const ENVIRONMENT_WORDS = [
  'dev',
  'development',
  'test',
  'testing',
  'qa',
  'uat',
  'int',
  'integration',
  'sandbox',
  'preview',
  'stage',
  'staging',
  'stg',
  'preprod',
  'perf',
  'demo',
  'canary',
  'prod',
  'production',
  'prd',
  'live',
];
const LEADING_WORDS = ['dev', 'test', 'qa', 'uat', 'stage', 'staging', 'preprod', 'prod', 'production'];
const REGION_WORDS = [
  'eu',
  'us',
  'uk',
  'de',
  'fr',
  'ca',
  'au',
  'jp',
  'in',
  'br',
  'ap',
  'sa',
  'me',
  'af',
  'emea',
  'apac',
  'amer',
  'na',
  'latam',
  'global',
];
const REGION_PARTS = ['north', 'south', 'east', 'west', 'central', 'northeast', 'northwest', 'southeast', 'southwest'];
const NUMBER = /^\d+[a-z]?$/;
const LABEL = 'app.kubernetes.io/name';

/** Guesses the service that an application belongs to, from its label, name or ApplicationSet. */
export function guessService(
  application: Pick<ApplicationFacts, 'name' | 'labels' | 'applicationSet'>,
  environments: readonly string[] = [],
): ServiceGuess {
  const label = application.labels[LABEL];
  if (label) {
    return { name: label, from: `its label ${LABEL}` };
  }
  const stripped = stripPlace(application.name, environments);
  if (stripped && stripped !== application.name) {
    return { name: stripped, from: 'its name without environment and region' };
  }
  const set = application.applicationSet;
  if (set && (!stripped || `${application.name}-`.startsWith(`${set}-`) || application.name.endsWith(`-${set}`))) {
    return {
      name: stripPlace(set, environments) || set,
      from: 'the name of its ApplicationSet',
    };
  }
  const partOf = application.labels['app.kubernetes.io/part-of'];
  if (!stripped && partOf) {
    return { name: partOf, from: 'its label app.kubernetes.io/part-of' };
  }
  return { name: application.name, from: 'its name' };
}

/** A name without the environment and region words at its ends; empty when nothing else is in it. */
export function stripPlace(name: string, environments: readonly string[] = []): string {
  const configured = environments.map(item => item.toLowerCase());
  const isEnvironment = (word: string) => ENVIRONMENT_WORDS.includes(word) || configured.includes(word);
  const words = name.split('-');
  // A region alone is no reason to cut: `in-stock` and `de-duplicator` are services.
  if (!words.some(word => isEnvironment(word.toLowerCase()))) {
    return name;
  }
  const isRegion = (word: string) => REGION_WORDS.includes(word) || REGION_PARTS.includes(word.replace(/\d+$/, ''));
  const isPlace = (word = '') => isEnvironment(word.toLowerCase()) || isRegion(word.toLowerCase());
  const isLeading = (word = '') => LEADING_WORDS.includes(word.toLowerCase()) || configured.includes(word.toLowerCase());
  const left = [...words];
  // The number of a place goes with it, the number of a service stays: `service-7-dev` is `service-7`.
  while (isPlace(left.at(-1)) || (NUMBER.test(left.at(-1) ?? '') && isPlace(left.at(-2)))) {
    left.pop();
  }
  // In front only what can hardly be anything else: `live-chat` and `in-stock` are services.
  if (isLeading(left[0])) {
    do {
      left.shift();
    } while (isPlace(left[0]) || NUMBER.test(left[0] ?? ''));
  }
  return left.join('-');
}
