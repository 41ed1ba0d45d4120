import { MachineToken, TokenBounds } from '@slipway/plugin-access-common';
import { machineToken } from '../__testUtils__/explanations';
import { boundsWords, splitValues } from './boundsWords';
import { emptyDraft, FOR_GOOD, tokenOf } from './newToken';
import { orderTokens, stateOf, tokensSentence } from './tokenState';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const expired = machineToken('old', { expiresAt: '2026-03-10T12:00:00Z' });
const revoked = machineToken('lost', { revokedAt: '2026-03-02T10:00:00Z', expiresAt: '2026-03-03T10:00:00Z' });

it.each<[string, TokenBounds, string]>([
  ['no bounds', {}, 'any event'],
  ['empty bounds', { types: [], environments: [] }, 'any event'],
  ['types', { types: ['dev.slipway.run.*', 'dev.cdevents.*'] }, 'events dev.slipway.run.* or dev.cdevents.*'],
  [
    'repositories or entities, and environments',
    { repositories: ['shop/*'], entities: ['component:default/cart'], environments: ['dev', 'staging'] },
    'any event about shop/* or component:default/cart in dev or staging',
  ],
])('says %s', (_, bounds, words) => {
  expect(boundsWords(bounds)).toBe(words);
});

it('takes values by line or comma, each once', () => {
  expect(splitValues(' a, b\n\nb\n c ,')).toEqual(['a', 'b', 'c']);
});

it.each<[string, MachineToken, string]>([
  ['has no end', machineToken('ci'), 'works'],
  ['ends later', machineToken('ci', { expiresAt: '2026-03-10T12:00:01Z' }), 'works'],
  ['ends now', expired, 'expired'],
  ['was revoked, and would have ended', revoked, 'revoked'],
])('a token that %s', (_, token, state) => {
  expect(stateOf(token, NOW)).toBe(state);
});

it('lists those that work first, the newest first', () => {
  const newer = machineToken('newer', { createdAt: '2026-03-05T10:00:00Z' });
  expect(orderTokens([revoked, machineToken('older'), newer], NOW).map(token => token.name)).toEqual(['newer', 'older', 'lost']);
});

it.each([
  [[machineToken('a')], '1 token works.'],
  [[machineToken('a'), machineToken('b'), expired], '2 tokens work, 1 ended.'],
  [[expired, revoked], 'No token works, 2 ended.'],
])('counts tokens', (tokens, sentence) => {
  expect(tokensSentence(tokens, NOW)).toBe(sentence);
});

it('asks for no bound that was left empty, and for no end where it works for good', () => {
  expect(tokenOf({ ...emptyDraft, name: ' ci ', repositories: 'shop/*\n', reads: true, days: FOR_GOOD })).toEqual({
    name: 'ci',
    bounds: { repositories: ['shop/*'] },
    reads: true,
  });
  expect(tokenOf({ ...emptyDraft, name: 'ci' })).toEqual({ name: 'ci', bounds: {}, reads: false, days: 90 });
});
