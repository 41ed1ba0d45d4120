import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ServiceRow, deliveryServiceReadPermission } from '@slipway/plugin-delivery-common';
import request from 'supertest';
import { StreamReader } from '../__testUtils__/StreamReader';
import { Decide, everything, startApi } from '../__testUtils__/startApi';
import { createDeliveryServiceConditionalDecision, deliveryServiceConditions } from '../permissions/rules';

const row = (name: string, owner: string): ServiceRow => ({ ref: `component:default/${name}`, name, claimed: true, owner, cells: [] });

const ownedBy =
  (owner: string): Decide =>
  permission =>
    permission === deliveryServiceReadPermission.name
      ? createDeliveryServiceConditionalDecision(deliveryServiceReadPermission, deliveryServiceConditions.isOwner({ claims: [owner] }))
      : { result: AuthorizeResult.DENY };

describe('GET /stream', () => {
  const readers = new Array<StreamReader>();
  afterEach(() => readers.splice(0).forEach(reader => reader.close()));

  async function start(decide: Decide = everything, tokenLifeMs?: number) {
    const api = await startApi({ decide, tokenLifeMs });
    api.queries.rows = [row('cart', 'group:default/shop'), row('ledger', 'group:default/bank')];
    const { port } = api.server.address() as { port: number };
    const open = async (headers: Record<string, string> = {}) => {
      const reader = await StreamReader.open(`http://localhost:${port}/api/delivery/stream`, {
        authorization: mockCredentials.user.header(),
        ...headers,
      });
      readers.push(reader);
      return reader;
    };
    return { ...api, open };
  }

  it('begins at the present and then sends the refs of what changes', async () => {
    const { open, queries } = await start();
    queries.change(['component:default/cart']);
    const reader = await open();
    await reader.until('the beginning', message => message.id === '1');

    queries.change(['component:default/ledger'], true);

    await reader.until('the sources', message => message.event === 'sources');
    expect(reader.messages).toEqual([
      { id: '1' },
      { id: '2', event: 'changed', data: { refs: ['component:default/ledger'] } },
      { id: '2', event: 'sources', data: {} },
    ]);
    expect(reader.response.headers.get('cache-control')).toContain('no-transform');
    expect(reader.response.headers.get('content-type')).toContain('text/event-stream');
  });

  it('resumes after the last id', async () => {
    const { open, queries } = await start();
    queries.change(['component:default/cart']);
    queries.change(['component:default/ledger']);

    const reader = await open({ 'last-event-id': '1' });

    await reader.until('from where it is live', message => !message.event);
    expect(reader.messages).toEqual([{ id: '2', event: 'changed', data: { refs: ['component:default/ledger'] } }, { id: '2' }]);
  });

  it('says at once that it is live where nothing was missed', async () => {
    const { open, queries } = await start();
    queries.change(['component:default/cart']);

    const reader = await open({ 'last-event-id': '1' });

    expect(await reader.until('from where it is live', message => !message.event)).toEqual({ id: '1' });
  });

  it('asks to load anew when the last id is too old', async () => {
    const { open, queries } = await start();
    queries.change(['component:default/cart']);
    queries.forgotten = 1n;

    const reader = await open({ 'last-event-id': '0' });

    expect(await reader.until('the reset', message => message.event === 'reset')).toEqual({ id: '1', event: 'reset', data: {} });
  });

  it('refuses an id that is none', async () => {
    const { server } = await start();
    const headers = { authorization: mockCredentials.user.header(), 'last-event-id': 'x' };
    const { status, body } = await request(server).get('/api/delivery/stream').set(headers);
    expect([status, body.error.message]).toEqual([400, "The header 'Last-Event-ID' is not an id of this stream"]);
  });

  it('names no row that the caller may not see', async () => {
    const { open, queries } = await start(ownedBy('group:default/shop'));
    const reader = await open();
    await reader.until('the beginning', message => message.id === '0');

    queries.change(['component:default/ledger'], true);
    queries.change(['component:default/cart']);

    await reader.until('the row of the caller', message => message.event === 'changed');
    expect(JSON.stringify(reader.messages)).not.toContain('ledger');
    expect(reader.messages.map(message => message.event)).toEqual([undefined, 'changed']);
  });

  it('ends when the token does', async () => {
    const { open } = await start(everything, 300);
    const reader = await open();
    await reader.untilState('the end', () => reader.ended);
    expect(reader.ended).toBe(true);
  });

  it('asks the read model once for all streams that see the same', async () => {
    const { open, queries } = await start();
    const opened = await Promise.all(Array.from({ length: 20 }, () => open()));
    await Promise.all(opened.map(reader => reader.until('the beginning', message => message.id === '0')));
    expect(queries.streams).toBe(1);
    const before = queries.requests.length;

    queries.change(['component:default/cart']);

    await Promise.all(opened.map(reader => reader.until('the change', message => message.event === 'changed')));
    expect(queries.requests.length - before).toBeLessThanOrEqual(2);
  });
});
