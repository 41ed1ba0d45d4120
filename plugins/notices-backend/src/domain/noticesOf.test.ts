import { noticesOf } from './noticesOf';

const failed: Parameters<typeof noticesOf>[0] = {
  id: 'argocd/main/1',
  services: ['component:default/cart'],
  environment: 'production',
  version: { name: '6.90.0' },
  why: 'A new pod crashes at its start',
  outcome: 'failed',
  recoveredAt: null,
};
const told = (deployment: Parameters<typeof noticesOf>[0]) =>
  noticesOf(deployment).map(({ title, description }) => `${title}: ${description}`);

describe('what owners are told of a deployment', () => {
  it.each<[string, Parameters<typeof noticesOf>[0], string[]]>([
    ['that failed', failed, ['cart 6.90.0 failed in production: A new pod crashes at its start']],
    ['that failed, and nobody says why', { ...failed, why: null }, ['cart 6.90.0 failed in production: Nobody says why.']],
    [
      'that failed and recovered',
      { ...failed, recoveredAt: '2026-11-28T15:00:00Z' },
      [
        'cart 6.90.0 failed in production: A new pod crashes at its start',
        'cart is well again in production: cart 6.90.0 failed; it recovered at 2026-11-28T15:00:00Z.',
      ],
    ],
    ['that runs still', { ...failed, outcome: 'running' }, []],
    ['that succeeded', { ...failed, outcome: 'succeeded' }, []],
    ['of what no entity claims', { ...failed, services: [] }, []],
  ])('%s', (_, deployment, expected) => {
    expect(told(deployment)).toEqual(expected);
  });

  it('with a link to what the record knows of the service', () => {
    expect(noticesOf(failed)[0].link).toBe('/delivery?service=component%3Adefault%2Fcart&deployedTo=production');
  });
});
