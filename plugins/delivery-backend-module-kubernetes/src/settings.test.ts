import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const read = (kubernetes: unknown) =>
  readSettings(new ConfigReader({ delivery: { kubernetes } } as ConstructorParameters<typeof ConfigReader>[0]));

describe('readSettings', () => {
  it('reads each way to reach a cluster', () => {
    expect(
      read([
        { name: 'eu', url: 'https://eu.example.com', token: 't' },
        { name: 'us', kubeconfig: '/kubeconfig', context: 'us', namespaces: ['shop'] },
        { name: 'here', inCluster: true },
      ]),
    ).toEqual([
      { name: 'eu', access: { by: 'url', url: 'https://eu.example.com', token: 't', skipTlsVerify: false } },
      { name: 'us', namespaces: ['shop'], access: { by: 'kubeconfig', kubeconfig: '/kubeconfig', context: 'us' } },
      { name: 'here', access: { by: 'inCluster' } },
    ]);
    expect(readSettings(new ConfigReader({}))).toEqual([]);
  });

  const mistakes: Array<[string, unknown, string]> = [
    [
      'an unknown key',
      [{ name: 'a', inCluster: true, namespace: 'x' }],
      'delivery.kubernetes[0].namespace is unknown; expected one of name',
    ],
    ['no way', [{ name: 'a' }], "delivery.kubernetes[0] has to have exactly one of 'url', 'kubeconfig' and 'inCluster'; it has none"],
    ['a token beside inCluster', [{ name: 'a', inCluster: true, token: 't' }], "delivery.kubernetes[0].token does not go with 'inCluster'"],
    [
      'a name twice',
      [
        { name: 'a', inCluster: true },
        { name: 'a', kubeconfig: 'x' },
      ],
      "delivery.kubernetes[1].name 'a' is taken",
    ],
    ['a token in the clear', [{ name: 'a', url: 'http://k8s.example.com' }], 'would send the token in the clear'],
    ['no namespaces', [{ name: 'a', inCluster: true, namespaces: [] }], 'delivery.kubernetes[0].namespaces is empty'],
    ['a namespace that is none', [{ name: 'a', inCluster: true, namespaces: ['Shop'] }], "namespaces[0] 'Shop' is no name of a namespace"],
    ['a namespace twice', [{ name: 'a', inCluster: true, namespaces: ['a', 'a'] }], "namespaces[1] 'a' stands there twice"],
    ['no name', [{ inCluster: true }], "'delivery.kubernetes[0].name'"],
  ];
  it.each(mistakes)('refuses %s by its name', (_, kubernetes, message) => {
    expect(() => read(kubernetes)).toThrow(message);
  });
});
