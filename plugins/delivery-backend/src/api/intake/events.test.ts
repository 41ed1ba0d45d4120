import { mockCredentials } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { startApi } from '../__testUtils__/startApi';

const service = mockCredentials.service.header();
const BATCH = 'application/cloudevents-batch+json';
const SINGLE = 'application/cloudevents+json';

const change = (id: string, over: object = {}, repository = 'github.com/acme/cart') => ({
  specversion: '1.0',
  id,
  source: 'tests',
  type: 'dev.slipway.change.observed.v1',
  data: { order: { epoch: '0', position: id.replace(/\D/g, '') || '1' }, facts: { repository, commit: 'a'.repeat(40) } },
  ...over,
});

const application = (namespace: string) => ({
  specversion: '1.0',
  id: namespace,
  source: 'tests',
  type: 'dev.slipway.application.observed.v1',
  data: {
    order: { epoch: '0', position: '1' },
    facts: {
      instance: 'main',
      uid: namespace,
      namespace: 'argocd',
      name: 'cart',
      project: 'default',
      applicationSet: null,
      labels: {},
      annotations: {},
      destination: { server: 'https://kubernetes.default.svc', namespace },
      sources: [{ repoURL: 'https://git.example/acme/gitops.git' }],
      autoSync: true,
      deleting: false,
      operationPending: false,
      sync: 'Synced',
      health: 'Healthy',
      revisionList: [],
      operation: null,
      operationRevisions: [],
      lastDeployedRevisions: [],
      history: 0,
      images: [],
      conditions: [],
      workloads: [],
      failingResources: [],
    },
  },
});

describe('POST /events', () => {
  const post = (server: Parameters<typeof request>[0], body: unknown, type = 'application/json', authorization = service) =>
    request(server)
      .post('/api/delivery/events')
      .set('authorization', authorization)
      .set('content-type', type)
      .send(typeof body === 'string' ? body : JSON.stringify(body));

  it('takes one event and calls its second copy a duplicate', async () => {
    const { server, recorder } = await startApi();

    await post(server, change('1'), SINGLE).expect(202, { accepted: 1, duplicates: 0, rejected: [] });
    await post(server, change('1'), SINGLE).expect(202, { accepted: 0, duplicates: 1, rejected: [] });

    expect(recorder.observations).toHaveLength(1);
    expect(recorder.observations[0]).toMatchObject({ credential: 'tests', raw: change('1') });
  });

  it('takes binary mode', async () => {
    const { server, recorder } = await startApi();

    await request(server)
      .post('/api/delivery/events')
      .set({ authorization: service, 'content-type': 'application/json' })
      .set({ 'ce-specversion': '1.0', 'ce-id': 'b%201', 'ce-source': 'tests', 'ce-type': 'dev.slipway.change.observed.v1' })
      .send(JSON.stringify(change('1').data))
      .expect(202, { accepted: 1, duplicates: 0, rejected: [] });

    expect(recorder.observations[0].observation.id).toBe('b 1');
  });

  it('keeps the good ones of a batch and says which were not taken, and why', async () => {
    const { server, recorder } = await startApi();

    const { body } = await post(server, [change('1'), change('2', { time: '2026-02-30T00:00:00Z' }), 'text', change('3')], BATCH).expect(
      202,
    );

    expect(body).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [
        { index: 1, id: '2', reason: expect.stringContaining("'time' is not an RFC 3339 instant") },
        { index: 2, id: null, reason: 'The event is not a JSON object' },
      ],
    });
    expect(recorder.observations.map(item => item.observation.id)).toEqual(['1', '3']);
  });

  it('keeps and counts events of types that the record does not use', async () => {
    const { server, recorder } = await startApi();

    await post(server, change('1', { type: 'com.example.thing' }), SINGLE).expect(202, { accepted: 1, duplicates: 0, rejected: [] });

    expect(recorder.unused).toMatchObject([{ id: '1', type: 'com.example.thing', credential: 'tests' }]);
  });

  describe('with a body that cannot be taken', () => {
    let api: Awaited<ReturnType<typeof startApi>>;
    beforeAll(async () => {
      api = await startApi();
    });

    it.each([
      ['a body that is not JSON', '{', SINGLE, 400, /^The body is not JSON/],
      ['an empty body', '', SINGLE, 400, /^The body is not JSON/],
      ['a batch that is no array', {}, BATCH, 400, /^The body is not a JSON array/],
      ['a format that is not taken', 'x', 'application/cloudevents+xml', 400, /'content-type' is application\/cloudevents\+xml/],
      [
        'an event that is nested without end',
        `{"specversion":"1.0","data":${'['.repeat(5000)}${']'.repeat(5000)}}`,
        SINGLE,
        400,
        /nested deeper than 100 levels/,
      ],
      ['an event without an id', change('1', { id: undefined }), SINGLE, 400, /'id' is missing/],
      [
        'an own type that is not known',
        change('1', { type: 'dev.slipway.rumour.observed.v1' }),
        SINGLE,
        400,
        /Slipway's own types are dev\.slipway\.change/,
      ],
      ['one event over 1 MiB', change('1', { padding: 'x'.repeat(1024 * 1024) }), SINGLE, 413, /one event may have 1048576/],
      ['a body over 16 MiB', JSON.stringify([change('1'), 'x'.repeat(16 * 1024 * 1024)]), BATCH, 413, /larger than 16777216 bytes/],
    ])('refuses %s', async (_, body, type, status, message) => {
      const response = await post(api.server, body, type).expect(status);

      expect(response.body.error).toMatchObject({ name: expect.any(String), message: expect.stringMatching(message) });
      expect(api.recorder.observations).toEqual([]);
    });
  });

  it('refuses by its index what is over 1 MiB or beyond 1,000 in a batch', async () => {
    const { server } = await startApi();
    const events = Array.from({ length: 1001 }, (_, index) => change(`e${index}`, index === 3 ? { padding: 'x'.repeat(1024 * 1024) } : {}));

    const { body } = await post(server, events, BATCH).expect(202);

    expect(body).toMatchObject({
      accepted: 999,
      duplicates: 0,
      rejected: [
        { index: 3, reason: expect.stringContaining('larger') },
        { index: 1000, id: 'e1000' },
      ],
    });
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: mockCredentials.service.invalidHeader() }],
  ])('answers 401 to %s and audits it', async (_, headers) => {
    const { server, recorder, audited } = await startApi();

    await request(server)
      .post('/api/delivery/events')
      .set(headers)
      .set('content-type', SINGLE)
      .send(JSON.stringify(change('1')))
      .expect(401);

    expect(recorder.observations).toEqual([]);
    expect(audited).toMatchObject([{ options: { eventId: 'event-intake', meta: { caller: 'not signed in' } } }]);
  });

  it('answers 403 to a user without the permission and audits it', async () => {
    const { server, recorder, audited } = await startApi({ decide: () => ({ result: AuthorizeResult.DENY }) });

    const { body } = await post(server, change('1'), SINGLE, mockCredentials.user.header()).expect(403);

    expect(body.error.message).toContain('delivery.event.create');
    expect(recorder.observations).toEqual([]);
    expect(audited).toHaveLength(1);
  });

  it('answers 403 to a service without a credential, also for a batch', async () => {
    const { server, audited } = await startApi({ credentials: [] });

    const { body } = await post(server, [change('1')], BATCH).expect(403);

    expect(body.error.message).toContain("'external:test-service' has no credential");
    expect(audited).toHaveLength(1);
  });

  it('records what a user hands in under the user', async () => {
    const { server, recorder } = await startApi();

    await post(server, change('1'), SINGLE, mockCredentials.user.header()).expect(202);

    expect(recorder.observations[0].credential).toBe('user:default/mock');
  });

  it('answers 503 when the database is away', async () => {
    const { server, recorder } = await startApi();
    recorder.error = new ServiceUnavailableError('The delivery database does not answer');

    const { body } = await post(server, change('1'), SINGLE).expect(503);
    expect(body.error).toMatchObject({ name: 'ServiceUnavailableError', message: 'The delivery database does not answer' });

    recorder.error = undefined;
    await post(server, change('1'), SINGLE).expect(202);
  });

  describe('within the bounds of a credential', () => {
    const start = (bounds: object) => startApi({ credentials: [{ name: 'ci', subject: 'external:test-service', ...bounds }] });

    it.each([
      ['a type', { types: ['dev.cdevents.*'] }, change('1'), 'does not cover events of type dev.slipway.change.observed.v1'],
      ['a repository', { repositories: ['github.com/acme/web'] }, change('1'), 'does not cover github.com/acme/cart'],
      [
        'an application whose environment is another',
        { environments: ['dev'] },
        application('cart-production'),
        'does not cover the environment production',
      ],
      [
        'an application of an unknown environment',
        { environments: ['dev'] },
        application('cart'),
        'does not cover a target whose environment is not known',
      ],
      ['what names no entity', { entities: ['component:default/*'] }, application('cart-dev'), 'does not cover git.example/acme/gitops'],
    ])('refuses %s outside them', async (_, bounds, event, reason) => {
      const { server, recorder, audited } = await start(bounds);

      const single = await post(server, event, SINGLE).expect(403);
      expect(single.body.error.message).toContain(`The credential 'ci' ${reason}`);
      const batch = await post(server, [event], BATCH).expect(202);
      expect(batch.body).toMatchObject({ accepted: 0, rejected: [{ index: 0, reason: expect.stringContaining(reason) }] });

      expect(recorder.observations).toEqual([]);
      expect(audited).toHaveLength(2);
      expect(audited[1].options.meta).toMatchObject({ refused: 1, entries: [{ index: 0 }] });
    });

    it.each([
      ['a type', { types: ['dev.slipway.*'] }, change('1')],
      ['a repository', { repositories: ['github.com/acme/*'] }, change('1')],
      ['an environment', { environments: ['dev'], repositories: ['git.example/acme/gitops'] }, application('cart-dev')],
      ['a change, which is in no environment', { environments: ['dev'] }, change('1')],
    ])('takes %s inside them', async (_, bounds, event) => {
      const { server } = await start(bounds);
      expect((await post(server, event, SINGLE)).status).toBe(202);
    });
  });
});
