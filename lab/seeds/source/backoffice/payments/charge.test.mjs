import assert from 'node:assert/strict';
import test from 'node:test';
import { mayCharge } from './charge.mjs';

test('a card is charged up to its limit', () => {
  assert.equal(mayCharge({ limit: 1000, charged: 400 }, 600), true);
  assert.equal(mayCharge({ limit: 1000, charged: 400 }, 601), false);
});

test('nothing is charged by nothing', () => assert.equal(mayCharge({ limit: 1000, charged: 0 }, 0), false));
