import { Explanation } from '@slipway/plugin-access-common';
import { byArea, featuresOf, headingOf, sentenceOf } from './mineWords';
import { explanation, permission } from '../__testUtils__/explanations';

const role = (name: string) => ({ name, because: 'everyone', place: 'policy.yaml:2' });

it.each<[string, Partial<Explanation>, string]>([
  ['one role', { roles: [role('member')] }, 'You have the role member.'],
  ['several roles', { roles: [role('member'), role('platform')] }, 'You have the roles member and platform.'],
  ['no role', { roles: [] }, 'No role is yours: the policy gives you nothing.'],
  ['the owner', { person: 'user:default/owner', roles: [role('member')] }, 'You own this installation, and may everything.'],
])('says who has %s', (_, given, sentence) => {
  expect(sentenceOf({ ...explanation(), ...given })).toBe(sentence);
});

it('keeps areas and permissions in the order in which they came', () => {
  const items = [permission('b.read', { area: 'B' }), permission('a.read', { area: 'A' }), permission('b.write', { area: 'B' })];
  expect(byArea(items).map(({ area, items: own }) => [area, ...own.map(item => item.permission)])).toEqual([
    ['B', 'b.read', 'b.write'],
    ['A', 'a.read'],
  ]);
});

it('calls answers after what was asked', () => {
  const cart = { ref: 'component:default/cart', owner: null, system: null, tags: [], environments: [] };
  expect(headingOf(undefined, undefined)).toBe('Altogether');
  expect(headingOf({ ...explanation(), entity: cart }, undefined)).toBe('About component:default/cart');
  expect(headingOf({ ...explanation(), entity: cart }, 'dev')).toBe('About component:default/cart in dev');
});

it('says what rules look at, and what the entity has not', () => {
  const entity = {
    ref: 'component:default/cart',
    owner: 'group:default/shop',
    system: null,
    tags: ['pci', 'tier-1'],
    environments: ['dev'],
  };
  expect(featuresOf(entity)).toBe('owned by group:default/shop, in no system, tagged pci and tier-1, in dev');
  expect(featuresOf({ ...entity, owner: null, tags: [], environments: [] })).toBe(
    'nobody owns it, in no system, without tags, in no environment',
  );
});
