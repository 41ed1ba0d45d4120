import { commitOf, observeChanges } from '../changes.mjs';
import { observe, revisionOf } from '../observations.mjs';

const MINUTE = 60_000;

/** More environments than stand as columns, in the order of promotion. */
export const nine = ['dev', 'test', 'integration', 'performance', 'staging', 'preproduction', 'canary', 'production-eu', 'production'];

const letters = index => String.fromCharCode(97 + (index % 26)).repeat(3);

/** Sixty characters, as long as a label of Kubernetes lets a name be with what stands behind it. */
const longName = index => `customer-notification-preferences-aggregation-worker-${letters(index)}-v2`.slice(0, 60);

const names = ['ledger', ...Array.from({ length: 6 }, (_, index) => longName(index))];

const looks = [
  {},
  {
    health: 'Degraded',
    healthMessage: 'the readiness probe of container main failed: Get "http://10.0.4.17:8080/ready": context deadline exceeded',
  },
  { health: 'Progressing', healthMessage: '12 of 40 pods ready' },
  { sync: 'OutOfSync', autoSync: false },
];

const title =
  'Let the customer choose per channel and language which of the notifications about an order, a payment or a parcel are sent, and when';

/** A catalog of services with very long names, which run in nine environments under versions that are commits. */
export function listExtremes() {
  const now = Date.now();
  const deployed = names.flatMap((service, row) =>
    nine.flatMap((environment, column) =>
      row === 3 && column === 4
        ? []
        : observe({
            service,
            environment,
            version: revisionOf(`${service} ${Math.max(0, column - 2)}`),
            at: new Date(now - (row * 9 + column) * 37 * MINUTE),
            facts: {
              ...looks[(row * 5 + column * 3) % 11 < 3 ? (row + column) % 4 : 0],
              healthSince: new Date(now - 30 * MINUTE).toISOString(),
            },
          }),
    ),
  );
  return [
    ...observeChanges('ledger', [
      {
        title,
        at: now - 90 * MINUTE,
        build: {
          number: 18412,
          conclusion: 'failure',
          failedSteps: ['integration-tests-with-postgres-and-kafka: Run the contract tests of all consumers'],
        },
        pullRequest: 118_412,
      },
      {
        title: 'Round halves to even',
        at: now - 300 * MINUTE,
        build: { number: 18410 },
        version: revisionOf('ledger 0'),
        pullRequest: 118_410,
      },
    ]),
    ...deployed,
  ];
}

/** The change with the longest title. */
export const longestChange = commitOf('ledger', title);

/** The entities of the same. */
export function listExtremeEntities() {
  return names
    .map(name =>
      JSON.stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name,
          annotations: {
            'argocd/app-name': nine.map(environment => `${name}-${environment}`).join(','),
            ...(name === 'ledger' && { 'slipway.dev/repository': 'git.example.com/acme/ledger' }),
          },
        },
        spec: { type: 'service', lifecycle: 'production', owner: 'customer-communications-and-preferences', system: 'customer-relations' },
      }),
    )
    .join('\n---\n');
}
