import { applicationFacts } from '../../__testUtils__/facts';
import { ClusterRule, EnvironmentRule } from '../model';
import { clusterOf } from './clusterOf';
import { environmentOf } from './environmentOf';
import { parseEnvironmentRules } from './parseEnvironmentRules';

const PLAIN = parseEnvironmentRules(['dev', 'staging', 'production']);
const at = (name: string, namespace = 'shop', destination = {}) => applicationFacts({ name, destination: { namespace, ...destination } });

const places: Record<string, [string | null, ReturnType<typeof applicationFacts>, EnvironmentRule[]]> = {
  'a whole word of the name': ['dev', at('cart-dev'), PLAIN],
  'prod is production': ['production', at('prod-cart'), PLAIN],
  'a part of a word is none': [null, at('cart-developer'), PLAIN],
  'a whole word of the namespace': ['staging', at('cart', 'shop-staging'), PLAIN],
  'a whole word of the destination name': ['production', at('cart', 'shop', { name: 'production-eu' }), PLAIN],
  'a label of the destination host': ['production', at('cart', 'shop', { server: 'https://prod.example.com:6443' }), PLAIN],
  'the end of a host says nothing': [null, at('cart', 'shop', { server: 'https://k8s.example.dev' }), PLAIN],
  'the earlier environment wins': ['dev', at('cart-dev', 'staging'), PLAIN],
  'what nothing maps is in none': [null, at('cart'), PLAIN],
  'a written rule goes before any word': [
    'production',
    at('cart-dev'),
    parseEnvironmentRules(['dev', { name: 'production', match: [{ name: 'cart-*' }] }]),
  ],
  'the first rule that matches wins': [
    'staging',
    at('cart'),
    parseEnvironmentRules([
      { name: 'staging', match: [{ namespace: 'shop' }] },
      { name: 'production', match: [{ name: 'cart' }] },
    ]),
  ],
  'an environment with rules takes no words': [
    null,
    at('cart-production'),
    parseEnvironmentRules([{ name: 'production', match: [{ label: { tier: 'prod' } }] }]),
  ],
  'all of a rule has to match': [
    null,
    at('cart', 'shop'),
    parseEnvironmentRules([{ name: 'production', match: [{ name: 'cart', namespace: 'other' }] }]),
  ],
  'a label': [
    'production',
    { ...at('cart'), labels: { tier: 'prod' } },
    parseEnvironmentRules([{ name: 'production', match: [{ label: { tier: 'prod' } }] }]),
  ],
  'a destination by server or name': [
    'production',
    at('cart', 'shop', { server: 'https://eu:6443' }),
    parseEnvironmentRules([{ name: 'production', match: [{ destination: 'https://eu*' }] }]),
  ],
};

it.each(Object.entries(places))('%s', (_, [environment, facts, environments]) => {
  expect(environmentOf(facts, { environments })).toBe(environment);
});

const JOINED: ClusterRule[] = [
  {
    name: 'eu',
    argocd: [
      { instance: 'main', name: 'eu-1' },
      { instance: 'edge', server: 'https://kubernetes.default.svc' },
    ],
  },
];

const clusters: Record<string, [string, Parameters<typeof clusterOf>[0], ClusterRule[]]> = {
  'a cluster is its instance and destination': [
    'main/https://eu:6443',
    { instance: 'main', destination: { server: 'https://eu:6443' } },
    [],
  ],
  'a destination by name': ['main/eu-1', { instance: 'main', destination: { name: 'eu-1' } }, []],
  'the cluster of Argo CD itself has one name': [
    'main/in-cluster',
    { instance: 'main', destination: { server: 'https://kubernetes.default.svc/' } },
    [],
  ],
  'a configured cluster joins two instances': ['eu', { instance: 'edge', destination: { name: 'in-cluster' } }, JOINED],
  'it joins only what it names': ['main/in-cluster', { instance: 'main', destination: { name: 'in-cluster' } }, JOINED],
};

it.each(Object.entries(clusters))('%s', (_, [cluster, facts, rules]) => {
  expect(clusterOf(facts, { clusters: rules })).toBe(cluster);
});

const wrong: Record<string, [unknown, string]> = {
  'no list': ['dev', "'delivery.environments' must be a list, got a string"],
  'a number': [[7], "'delivery.environments[0]' must be an object, got a number"],
  'an empty name': [[''], "'delivery.environments[0]' must be a string that is not empty, got an empty string"],
  'no name': [[{}], "'delivery.environments[0].name' must be a string that is not empty, got nothing"],
  'an unknown key': [[{ name: 'dev', matches: [] }], "'delivery.environments[0].matches' is not known; known are name, single, match"],
  'an unknown key of a rule': [
    [{ name: 'dev', match: [{ cluster: 'x' }] }],
    "'delivery.environments[0].match[0].cluster' is not known; known are label, destination, namespace, name",
  ],
  'an empty rule': [
    [{ name: 'dev', match: [{}] }],
    "'delivery.environments[0].match[0]' is empty and would match everything; give one of label, destination, namespace, name",
  ],
  'a label that is no string': [
    [{ name: 'dev', match: [{ label: { tier: 1 } }] }],
    "'delivery.environments[0].match[0].label.tier' must be a string that is not empty, got a number",
  ],
  'single that is no boolean': [[{ name: 'dev', single: 'yes' }], "'delivery.environments[0].single' must be true or false, got a string"],
  'a name that repeats': [['dev', 'dev'], "'delivery.environments[1].name' repeats 'dev'; every environment stands once"],
};

it.each(Object.entries(wrong))('%s is refused by its key', (_, [value, message]) => {
  expect(() => parseEnvironmentRules(value)).toThrow(message);
});
