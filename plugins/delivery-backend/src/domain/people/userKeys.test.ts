import { EntityFacts, Person } from '@slipway/plugin-delivery-common';
import { isBot, personKeysOf, userKeysOf } from './userKeys';

const ada: EntityFacts = {
  ref: 'user:default/ada',
  email: 'Ada@Example.com',
  tags: [],
  annotations: { 'github.com/user-login': 'AdaL' },
};

it('knows a user by address and account', () => {
  expect(userKeysOf(ada)).toEqual(['email:ada@example.com', 'login:adal']);
  expect(userKeysOf({ ...ada, gone: true })).toEqual([]);
  expect(userKeysOf({ ...ada, ref: 'component:default/ada' })).toEqual([]);
});

it.each<[string, Person, boolean]>([
  ['by the address, however it is written', { email: 'ADA@example.com' }, true],
  ['by the account', { username: 'adal' }, true],
  ["by GitHub's address for who hides their own", { email: '4711+AdaL@users.noreply.github.com' }, true],
  ["by the older form of it, and by Gitea's", { email: 'adal@noreply.git.example.com' }, true],
  ['not by a name alone, which two may have', { name: 'Ada Lindqvist' }, false],
  ['not by another address', { email: 'ada@example.org', username: 'ada' }, false],
])('an author is matched %s', (_, person, isMatched) => {
  const known = new Set(userKeysOf(ada));
  expect(personKeysOf(person).some(key => known.has(key))).toBe(isMatched);
});

it.each<[string, Person, boolean]>([
  ["an account that ends in GitHub's mark", { username: 'acme-release[bot]' }, true],
  ['an address of one', { email: '49699333+dependabot[bot]@users.noreply.github.com', name: 'dependabot[bot]' }, true],
  ['a well-known program without the mark', { username: 'renovate' }, true],
  ['somebody whose name only sounds like one', { username: 'robota' }, false],
])('is a program: %s', (_, person, expected) => {
  expect(isBot(person)).toBe(expected);
});
