/** The least configuration that connects one Argo CD through its Kubernetes API server. */
export const argocdConfiguration = `delivery:
  environments: [dev, staging, production]
  argocd:
    - name: main
      url: https://argocd.example.com
      kubernetes:
        url: https://kubernetes.example.com:6443
        token: \${ARGOCD_CLUSTER_TOKEN}
        caFile: /etc/slipway/ca.crt
`;

/** A command that reports one application through the public intake; it needs the token that the start made for scripts. */
export function sendEventCommand(origin: string): string {
  const event = {
    specversion: '1.0',
    id: 'first-event',
    source: 'my-ci',
    type: 'dev.slipway.application.observed.v1',
    data: {
      order: { epoch: '1', position: '1' },
      facts: {
        instance: 'example',
        uid: '6f2c1d0e-cart-dev',
        namespace: 'argocd',
        name: 'cart-dev',
        project: 'default',
        applicationSet: null,
        labels: {},
        annotations: {},
        destination: { name: 'in-cluster', namespace: 'cart-dev' },
        sources: [{ repoURL: 'https://git.example.com/acme/gitops.git', path: 'cart/dev' }],
        autoSync: true,
        deleting: false,
        operationPending: false,
        sync: 'Synced',
        health: 'Healthy',
        revisionList: [],
        operation: null,
        operationRevisions: [],
        lastDeployedRevisions: [],
        history: 1,
        images: ['registry.example.com/cart:1.0.0'],
        conditions: [],
        workloads: [],
        failingResources: [],
      },
    },
  };
  const { data, ...envelope } = event;
  const facts = Object.entries(data.facts).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const body = `${JSON.stringify(envelope).slice(0, -1)},
 "data": { "order": ${JSON.stringify(data.order)}, "facts": {
${facts.join(',\n')} } } }`;
  return `curl -X POST ${origin}/api/delivery/events \\
  -H "Authorization: Bearer $(cat .slipway/service-token)" \\
  -H 'Content-Type: application/cloudevents+json' \\
  -d '${body}'
`;
}
