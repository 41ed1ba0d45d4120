import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const read = (delivery: unknown) =>
  readSettings(ConfigReader.fromConfigs([{ context: 'app-config.test.yaml', data: { delivery } as never }]));

describe('readSettings', () => {
  it('has defaults for everything', () => {
    expect(readSettings(new ConfigReader({}))).toEqual({
      rules: {
        environments: [
          { name: 'dev', match: [] },
          { name: 'staging', match: [] },
          { name: 'production', match: [] },
        ],
        services: [],
        clusters: [],
        argocdUrls: {},
        tracesImages: false,
      },
      credentials: [],
      rawRetentionDays: 30,
      comparison: { tickets: [], migrations: ['**/migrations/**', '**/db/migrate/**'] },
      demo: false,
    });
  });

  it('takes everything that can be set', () => {
    expect(
      read({
        environments: ['dev', { name: 'production', single: true, match: [{ namespace: 'live-*' }] }],
        services: [{ entity: 'Component:default/{label:app}', match: [{ name: 'shop-*' }] }],
        clusters: [{ name: 'eu', argocd: [{ instance: 'main', server: 'https://eu.example' }], kubernetes: 'eu' }],
        argocd: [
          { name: 'main', url: 'https://argocd.example/', kubernetes: { inCluster: true } },
          { name: 'edge', server: { url: 'https://edge.example', token: 'secret' } },
        ],
        credentials: [{ name: 'scripts', subject: 'external:local-scripts', types: ['dev.cdevents.*'], environments: ['dev'] }],
        retention: { rawDays: 60 },
        tickets: [{ pattern: '\\bCART-\\d+\\b', url: 'https://tickets.example/browse/$0' }],
        migrations: ['schema/**'],
        demo: true,
      }),
    ).toEqual({
      rules: {
        environments: [
          { name: 'dev', match: [] },
          { name: 'production', single: true, match: [{ namespace: 'live-*' }] },
        ],
        services: [{ entity: 'Component:default/{label:app}', match: [{ name: 'shop-*' }] }],
        clusters: [{ name: 'eu', argocd: [{ instance: 'main', server: 'https://eu.example' }], kubernetes: 'eu' }],
        argocdUrls: { main: 'https://argocd.example', edge: 'https://edge.example' },
        tracesImages: false,
      },
      credentials: [{ name: 'scripts', subject: 'external:local-scripts', types: ['dev.cdevents.*'], environments: ['dev'] }],
      rawRetentionDays: 60,
      comparison: {
        tickets: [{ pattern: '\\bCART-\\d+\\b', url: 'https://tickets.example/browse/$0' }],
        migrations: ['schema/**'],
      },
      demo: true,
    });
  });

  it.each([
    [
      'an unknown key',
      { enviroments: ['dev'] },
      "'delivery.enviroments' is not known; known are environments, services, clusters, argocd, git, credentials, retention, kubernetes, registries, tickets, migrations, demo (in app-config.test.yaml)",
    ],
    [
      'a rule for no entity',
      { services: [{ entity: 'cart' }] },
      "'delivery.services[0].entity' must be an entity ref like component:default/{service}; known in braces are service, name, namespace, project and label:<key>, got 'cart' (in app-config.test.yaml)",
    ],
    [
      'a placeholder that nobody knows',
      { services: [{ entity: 'component:default/{servcie}' }] },
      "'delivery.services[0].entity' must be an entity ref like component:default/{service}; known in braces are service, name, namespace, project and label:<key>, got 'component:default/{servcie}' (in app-config.test.yaml)",
    ],
    ['a list that is a word', { environments: 'dev' }, "'delivery.environments' must be a list, got a string (in app-config.test.yaml)"],
    [
      'an unknown key of an environment',
      { environments: [{ name: 'dev', macht: [] }] },
      "'delivery.environments[0].macht' is not known; known are name, single, match (in app-config.test.yaml)",
    ],
    [
      'a cluster without a destination',
      { clusters: [{ name: 'eu', argocd: [{ instance: 'main' }] }] },
      "'delivery.clusters[0].argocd[0]' must have either 'server' or 'name'",
    ],
    [
      'a credential without a subject',
      { credentials: [{ name: 'ci' }] },
      "'delivery.credentials[0].subject' must be a string that is not empty, got nothing",
    ],
    [
      'an unknown key of a credential',
      { credentials: [{ name: 'ci', subject: 'external:ci', type: [] }] },
      "'delivery.credentials[0].type' is not known; known are name, subject, types",
    ],
    [
      'two credentials of one subject',
      {
        credentials: [
          { name: 'a', subject: 's' },
          { name: 'b', subject: 's' },
        ],
      },
      "'delivery.credentials[1].subject' repeats 's'",
    ],
    [
      'a retention in words',
      { retention: { rawDays: 'many' } },
      '\'delivery.retention.rawDays\' must be a whole number of days, 1 or more, got "many" (in app-config.test.yaml)',
    ],
    ['an unknown key of the retention', { retention: { days: 3 } }, "'delivery.retention.days' is not known; known are rawDays"],
    [
      'a ticket pattern that is none',
      { tickets: [{ pattern: '(', url: 'https://t.example/$0' }] },
      "'delivery.tickets[0].pattern' is no regular expression",
    ],
    [
      'a ticket that leads nowhere',
      { tickets: [{ pattern: 'x', url: 'ftp://tickets.example/$0' }] },
      "'delivery.tickets[0].url' must begin with https:// or http://",
    ],
    ['a section that is a list', [], "'delivery' must be an object"],
  ])('refuses %s', (_, delivery, message) => {
    expect(() => read(delivery)).toThrow(message);
  });
});
