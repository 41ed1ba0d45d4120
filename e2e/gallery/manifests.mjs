import { event, revisionOf } from '../observations.mjs';

const repository = 'git.example.com/acme/gitops';

const deployment = (version, replicas, memory, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout-api
  labels:
    app.kubernetes.io/name: checkout-api
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app.kubernetes.io/name: checkout-api
  template:
    metadata:
      labels:
        app.kubernetes.io/name: checkout-api
    spec:
      containers:
        - name: checkout-api
          image: registry.example.com/checkout-api:${version}
          ports:
            - containerPort: 8080
          resources:
            limits:
              memory: ${memory}
${more}`;

const secret = hash => `apiVersion: v1
kind: Secret
metadata:
  name: checkout-api
stringData:
  acquirer-key: (hidden ${hash})
  database-url: (hidden 8d2c61f0a4be97d3)
`;

const flag = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: flags\ndata:\n  delivery-estimate: "on"\n';

/** The files of checkout-api in each environment; the last is a chart of rules that is longer than a page. */
const environments = {
  dev: [
    '2.31.0',
    {
      'deployment.yaml': deployment('2.31.0', 1, '256Mi', '          env:\n            - name: LOG_LEVEL\n              value: debug\n'),
      'secret.yaml': secret('1f0c9a3e5b7d2468'),
      'flags.yaml': flag,
      'rules.yaml': rules(0),
    },
  ],
  staging: [
    '2.30.0',
    { 'deployment.yaml': deployment('2.30.0', 2, '512Mi'), 'secret.yaml': secret('77aa01c2d9e8f345'), 'rules.yaml': rules(60) },
  ],
  production: [
    '2.29.4',
    { 'deployment.yaml': deployment('2.29.3', 6, '512Mi'), 'secret.yaml': secret('c4d20b9f6e1a8753'), 'rules.yaml': rules(160) },
  ],
};

function rules(count) {
  return `groups:\n${Array.from({ length: count }, (_, index) => `  - alert: CheckoutSlow${index}\n    expr: histogram_quantile(0.99, sum by (le) (rate(checkout_request_duration_seconds_bucket{route="/v1/baskets/${index}"}[5m]))) > 0.${index}\n`).join('')}`;
}

/** What the GitOps repository holds for checkout-api, as a Git host's source reads it. */
export function listManifestEvents() {
  return Object.entries(environments).flatMap(([environment, [version, files]]) => {
    const listed = Object.entries(files).map(([name, text]) => ({
      path: `checkout-api/${environment}/${name}`,
      blob: revisionOf(text),
      text,
    }));
    const place = { repository, revision: revisionOf(`checkout-api-${environment} ${version}`), path: `checkout-api/${environment}` };
    return [
      ...listed.map(({ blob, text }) =>
        event(
          'manifest-file',
          `file-${blob}`,
          { epoch: '0', position: '0' },
          { repository, blob, text, ...(text.includes('(hidden') && { hidden: 2 }) },
        ),
      ),
      event(
        'manifests',
        `manifests-${environment}`,
        { epoch: '0', position: '1' },
        {
          ...place,
          form: 'plain',
          files: listed.map(({ text, ...file }) => file),
          ...(environment === 'dev' && {
            missing: ['https://github.com/acme/base?ref=v3, to which checkout-api/dev/kustomization.yaml refers'],
          }),
        },
      ),
    ];
  });
}
