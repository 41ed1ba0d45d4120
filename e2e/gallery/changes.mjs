import { commitOf, observeChanges } from '../changes.mjs';
import { observe } from '../observations.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const passed = number => ({ number });

/** The services whose source is on the record, for their entities. */
export const sourced = ['checkout-api', 'payments', 'inventory'];

const reverted = 'Drop unused price cache column';

/** Changes of checkout-api in every state that its Delivery tab shows, newest first; then older ones, so that there is a second page. */
const checkout = now => [
  { title: 'Retry webhook deliveries twice', at: now - 3 * MINUTE, by: 'amara', build: { number: 1845, conclusion: null } },
  {
    title: 'Upgrade to Fastify 5',
    at: now - 24 * MINUTE,
    by: 'jonas',
    build: { number: 1844, conclusion: 'failure', took: 112_000, failedSteps: ['Run npm test', 'Upload coverage'] },
  },
  {
    title: 'Show delivery estimate before payment',
    at: now - 11 * MINUTE - 30 * MINUTE,
    message: 'Show delivery estimate before payment\n\nCo-authored-by: Tomás Reyes <tomas@example.com>\n',
    build: passed(1843),
    version: '2.31.0',
    pullRequest: 1187,
  },
  { title: 'Apply voucher before shipping cost', at: now - 3.4 * HOUR, build: passed(1841), version: '2.30.0', pullRequest: 1184 },
  { title: 'Cache basket totals per session', at: now - 27 * HOUR, by: 'tomas', build: passed(1838), version: '2.29.4', pullRequest: 1180 },
  { title: 'Cap retry budget for callbacks', at: now - 50 * HOUR, by: 'jonas', build: passed(1832), version: '2.29.3' },
  {
    title: `Revert "${reverted}"`,
    at: now - 54 * HOUR,
    by: 'tomas',
    message: `Revert "${reverted}"\n\nThis reverts commit ${commitOf('checkout-api', reverted)}.\n`,
    build: passed(1830),
  },
  { title: reverted, at: now - 60 * HOUR, by: 'tomas', build: { number: 1829, conclusion: 'cancelled' } },
  { title: 'Raise connection pool to 40', at: now - 66 * HOUR, by: 'amara' },
  { title: 'Sort payment methods by last used', at: now - 74 * HOUR, by: 'amara', build: passed(1824), version: '2.29.1' },
  ...Array.from({ length: 24 }, (_, index) => ({
    title: `Translate the receipt into language ${24 - index}`,
    at: now - (80 + index * 5) * HOUR,
    by: index % 2 ? 'priya' : 'amara',
    build: passed(1820 - index),
  })),
  { title: 'The same seven characters', commit: `c0ffee1${'0'.repeat(33)}`, at: now - 210 * HOUR },
];

/** What the Git host, the registry and CI tell of the invented organisation; goes in before the applications. */
export function listChangeEvents() {
  const now = Date.now();
  const production = (version, age) => observe({ service: 'checkout-api', environment: 'production', version, at: new Date(now - age) });
  return [
    ...observeChanges('checkout-api', checkout(now)),
    ...observeChanges('payments', [
      { title: 'Refund in the currency of the order', at: now - 70 * MINUTE, build: passed(212), version: '4.19.1', linked: false },
      { title: 'Total per order line', at: now - 18 * HOUR, by: 'jonas', build: passed(211), version: '4.19.0', linked: false },
      { title: 'Log the acquirer', commit: `c0ffee1${'a'.repeat(33)}`, at: now - 30 * HOUR, version: '4.18.2', linked: false },
    ]),
    ...observeChanges('inventory', [
      { title: 'Count reserved stock once', at: now - 40 * MINUTE, build: passed(88), version: '7.8.0' },
      { title: 'Suspend the nightly count', at: now - 9 * DAY - HOUR, by: 'amara', build: passed(87), version: '7.7.6' },
    ]),
    ...production('2.29.3', 48 * HOUR),
    ...production('2.29.4', 23 * HOUR + 10 * MINUTE),
  ];
}
