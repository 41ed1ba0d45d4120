import { keepVisit, readVisits, visitOf } from './visits';

describe('a visit', () => {
  it.each([
    [
      'an entity, whichever tab is open',
      '/catalog/default/component/cart/delivery',
      { kind: 'entity', path: '/catalog/default/component/cart', name: 'cart', what: 'component' },
    ],
    ['a change', '/delivery/changes/41c7aa8', { kind: 'change', path: '/delivery/changes/41c7aa8', name: '41c7aa8', what: 'change' }],
    [
      'a docs page',
      '/docs/default/component/cart/runbook/',
      { kind: 'doc', path: '/docs/default/component/cart', name: 'cart', what: 'doc' },
    ],
    ['no list', '/catalog', undefined],
    ['not Home', '/', undefined],
  ])('is of %s', (_what, pathname, expected) => {
    expect(visitOf(pathname)).toEqual(expected);
  });

  it('is kept for its person, newest first and once', () => {
    const cart = visitOf('/catalog/default/component/cart')!;
    const pay = visitOf('/catalog/default/component/pay')!;
    [cart, pay, cart].forEach(visit => keepVisit('user:default/ada', visit));
    expect(readVisits('user:default/ada').map(({ name }) => name)).toEqual(['cart', 'pay']);
    expect(readVisits('user:default/bob')).toEqual([]);
  });

  it('that cannot be read again is none', () => {
    localStorage.setItem('slipway:visits:user:default/eve', '{');
    expect(readVisits('user:default/eve')).toEqual([]);
  });
});
