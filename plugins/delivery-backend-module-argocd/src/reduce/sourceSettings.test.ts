import { settingsOfSource } from './sourceSettings';

const VALUE = 'hunter2-hunter2';

describe('what a source sets', () => {
  it.each<[string, Parameters<typeof settingsOfSource>[0], ReturnType<typeof settingsOfSource>]>([
    ['nothing', { path: 'x' }, {}],
    ['that folders below belong to it', { directory: { recurse: true } }, { recurse: true }],
    ['values files of Helm', { helm: { valueFiles: ['values.yaml', '$v/dev.yaml'] } }, { valueFiles: ['values.yaml', '$v/dev.yaml'] }],
    [
      'parameters of Helm, those of secrets hidden',
      {
        helm: {
          parameters: [{ name: 'replicas', value: '3' }, { name: 'db.password', value: VALUE }, { name: 'apiKey', value: VALUE }, 7],
        },
      },
      { settings: { 'helm.parameters.replicas': '3', 'helm.parameters.db.password': '(hidden)', 'helm.parameters.apiKey': '(hidden)' } },
    ],
    [
      'values of Helm in a text',
      { helm: { values: `replicas: 3\ndb:\n  password: ${VALUE}\n` } },
      { settings: { 'helm.values': 'replicas: 3\ndb:\n  password: (hidden)\n' } },
    ],
    [
      'values of Helm as an object, which comes first',
      { helm: { values: 'a: 1', valuesObject: { b: 2 } } },
      { settings: { 'helm.values': 'b: 2\n' } },
    ],
    [
      'a Secret in the values of Helm',
      { helm: { valuesObject: { extra: [{ kind: 'Secret', stringData: { a: VALUE } }] } } },
      { settings: { 'helm.values': 'extra:\n  - kind: Secret\n    stringData:\n      a: (hidden)\n' } },
    ],
    ['values of Helm that are no YAML', { helm: { values: `a: "${VALUE}` } }, { settings: { 'helm.values': '(hidden)\n' } }],
    [
      'images and a prefix of Kustomize',
      { kustomize: { images: ['cart=ghcr.io/acme/cart:1.4'], namePrefix: 'dev-', version: 'v5' } },
      { settings: { 'kustomize.namePrefix': 'dev-', 'kustomize.images': '- cart=ghcr.io/acme/cart:1.4\n' } },
    ],
  ])('is told: %s', (_, source, expected) => {
    expect(settingsOfSource(source)).toEqual(expected);
    expect(JSON.stringify(settingsOfSource(source))).not.toContain(VALUE);
  });
});
