import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const read = (argocd: unknown) => readSettings(new ConfigReader({ delivery: { argocd } } as ConstructorParameters<typeof ConfigReader>[0]));

describe('readSettings', () => {
  it('reads each way to reach Argo CD', () => {
    const settings = read([
      { name: 'main', url: 'https://argocd.example.com', kubernetes: { url: 'https://k8s.example.com', token: 't', caFile: '/ca.crt' } },
      { name: 'local', kubernetes: { url: 'http://127.0.0.1:8001' } },
      { name: 'file', kubernetes: { kubeconfig: '/kubeconfig', context: 'prod' } },
      { name: 'pod', kubernetes: { inCluster: true } },
      { name: 'edge', server: { url: 'https://argocd.example.com', token: 't', skipTlsVerify: true } },
    ]);
    expect(settings.map(({ name, connection }) => [name, connection])).toEqual([
      ['main', { kind: 'kubernetes', by: 'url', url: 'https://k8s.example.com', token: 't', caFile: '/ca.crt', skipTlsVerify: false }],
      ['local', { kind: 'kubernetes', by: 'url', url: 'http://127.0.0.1:8001', skipTlsVerify: false }],
      ['file', { kind: 'kubernetes', by: 'kubeconfig', kubeconfig: '/kubeconfig', context: 'prod' }],
      ['pod', { kind: 'kubernetes', by: 'inCluster' }],
      ['edge', { kind: 'server', url: 'https://argocd.example.com', token: 't', skipTlsVerify: true }],
    ]);
  });

  it('has no sources without configuration', () => {
    expect(readSettings(new ConfigReader({}))).toEqual([]);
  });

  const server = { url: 'https://argocd.example.com', token: 't' };
  const kubernetes = { url: 'https://k8s.example.com' };
  const mistakes: Array<[string, unknown, string]> = [
    [
      'an unknown key',
      [{ name: 'a', server, tokn: 1 }],
      'delivery.argocd[0].tokn is unknown; expected one of name, url, kubernetes, server',
    ],
    ['an unknown key inside', [{ name: 'a', kubernetes: { ...kubernetes, ca: 'x' } }], 'delivery.argocd[0].kubernetes.ca is unknown'],
    ['no way', [{ name: 'a' }], "delivery.argocd[0] has to have exactly one of 'kubernetes'"],
    ['two ways', [{ name: 'a', server, kubernetes }], "delivery.argocd[0] has to have exactly one of 'kubernetes'"],
    [
      'two ways into Kubernetes',
      [{ name: 'a', kubernetes: { ...kubernetes, inCluster: true } }],
      "exactly one of 'url', 'kubeconfig' and 'inCluster'; it has url and inCluster",
    ],
    ['no way into Kubernetes', [{ name: 'a', kubernetes: {} }], 'it has none'],
    [
      'a token beside a kubeconfig',
      [{ name: 'a', kubernetes: { kubeconfig: 'x', token: 't' } }],
      "delivery.argocd[0].kubernetes.token does not go with 'kubeconfig'",
    ],
    ['inCluster: false', [{ name: 'a', kubernetes: { inCluster: false } }], 'delivery.argocd[0].kubernetes.inCluster has to be true'],
    [
      'a name twice',
      [
        { name: 'a', server },
        { name: 'a', server },
      ],
      "delivery.argocd[1].name 'a' is taken by delivery.argocd[0]",
    ],
    ['a name with a space', [{ name: 'a b', server }], 'delivery.argocd[0].name'],
    ['no address', [{ name: 'a', kubernetes: { url: 'k8s' } }], "delivery.argocd[0].kubernetes.url 'k8s' is no address"],
    ['a token in the clear', [{ name: 'a', kubernetes: { url: 'http://k8s.example.com' } }], 'would send the token in the clear'],
    ['no token for Argo CD', [{ name: 'a', server: { url: 'https://argocd.example.com' } }], "'delivery.argocd[0].server.token'"],
    ['a wrong type', [{ name: 7, server }], "'delivery.argocd[0].name'"],
  ];
  it.each(mistakes)('refuses %s by its name', (_, argocd, message) => {
    expect(() => read(argocd)).toThrow(message);
  });
});
