import { UnprocessedEntity } from '@backstage/plugin-catalog-unprocessed-entities-common';
import { problemsOf } from './problemsOf';

const waiting = (kind: string, name: string, errors: Array<{ message: string; cause?: { message: string } }>) =>
  ({
    entity_id: name,
    unprocessed_entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: { name, annotations: { 'backstage.io/managed-by-location': 'file:/srv/catalog/shop.yaml' } },
    },
    errors,
  }) as unknown as UnprocessedEntity;

describe('problemsOf', () => {
  it.each<[string, UnprocessedEntity[], string[]]>([
    [
      'an entity that breaks a rule is named with its file and the innermost reason',
      [waiting('Component', 'cart', [{ message: 'A processor threw', cause: { message: "/spec must have required property 'owner'" } }])],
      ["component:default/cart in /srv/catalog/shop.yaml: /spec must have required property 'owner'"],
    ],
    [
      'a file that cannot be read is named itself, with the first line of what is said of it',
      [waiting('Location', 'generated-1', [{ message: 'YAML error at line 1, column 7:\n\nkind: Component\n      ^\n' }])],
      ['/srv/catalog/shop.yaml: YAML error at line 1, column 7'],
    ],
    ['what waits for its turn is no problem', [waiting('Component', 'cart', [])], []],
  ])('%s', (_, given, told) => {
    expect(problemsOf(given).map(({ what, why }) => `${what}: ${why}`)).toEqual(told);
  });
});
