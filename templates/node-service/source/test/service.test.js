import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createService } from '../src/service.js';

const server = createService();
const ask = path => fetch(`http://127.0.0.1:${server.address().port}${path}`);

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => server.close());

test('says that it is well', async () => {
  const response = await ask('/healthz');
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok' });
});

test('greets', async () => {
  assert.deepEqual(await (await ask('/')).json(), { message: 'Hello' });
});

test('says what is not there', async () => {
  const response = await ask('/nowhere');
  assert.equal(response.status, 404);
  assert.deepEqual(await response.json(), { message: 'There is nothing at /nowhere' });
});
