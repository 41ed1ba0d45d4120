import assert from 'node:assert/strict';
import test from 'node:test';
import { leftOf } from './stock.mjs';

test('an order takes from the stock', () => assert.equal(leftOf(5, 2), 3));
test('an order of more than there is takes nothing', () => assert.equal(leftOf(1, 2), undefined));
