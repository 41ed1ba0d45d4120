import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { AnyObservation } from '@slipway/plugin-delivery-common';
import { observe, WebhookReceiver } from '@slipway/plugin-delivery-node';
import request from 'supertest';
import { startApi } from '../__testUtils__/startApi';

/** Takes what begins with the right header, and reads a commit per id. */
const receiver: WebhookReceiver = {
  connection: 'main',
  source: 'git/main',
  verify({ headers, body }) {
    if (headers['x-length'] !== String(body.length)) {
      throw new NotAllowedError('The signature is wrong');
    }
  },
  read(_headers, payload) {
    const { commits } = payload as { commits?: string[] };
    return commits
      ? {
          observations: commits.map((commit): AnyObservation =>
            observe('change', { repository: 'github.com/acme/cart', commit }, { source: 'git/main', order: { epoch: '0', position: '1' } }),
          ),
        }
      : { unused: 'star' };
  },
};

describe('POST /webhooks/{connection}', () => {
  async function start() {
    const api = await startApi({ receivers: [receiver] });
    const post = (body: string, headers: object = {}, connection = 'main') =>
      request(api.server)
        .post(`/api/delivery/webhooks/${connection}`)
        .set({ 'content-type': 'application/json', 'x-length': String(Buffer.byteLength(body)), ...headers })
        .send(body);
    return { ...api, post };
  }
  const commits = JSON.stringify({ commits: ['a'.repeat(40), 'b'.repeat(40)] });

  it('needs no token, keeps the payload once, and calls the second delivery a duplicate', async () => {
    const { post, recorder } = await start();

    await post(commits).expect(202, { accepted: 2, duplicates: 0 });
    await post(commits).expect(202, { accepted: 0, duplicates: 2 });

    expect(recorder.observations).toMatchObject([
      { credential: 'git/main', raw: JSON.parse(commits) },
      { credential: 'git/main', observation: { facts: { commit: 'b'.repeat(40) } } },
    ]);
    expect(recorder.observations[1].raw).toBeUndefined();
  });

  it('counts an event that the record does not use, once', async () => {
    const { post, recorder } = await start();

    await post('{"action":"created"}').expect(202, { accepted: 1, duplicates: 0 });
    await post('{"action":"created"}').expect(202, { accepted: 0, duplicates: 1 });

    expect(recorder.unused).toMatchObject([{ source: 'git/main', type: 'star' }]);
  });

  it('refuses what does not prove who sent it, and audits that', async () => {
    const { post, recorder, audited } = await start();

    const { body } = await post(commits, { 'x-length': '0' }).expect(403);

    expect(body.error).toMatchObject({ name: 'NotAllowedError', message: 'The signature is wrong' });
    expect(recorder.observations).toEqual([]);
    expect(audited).toMatchObject([
      { options: { eventId: 'webhook-intake', meta: { connection: 'main' } }, error: 'The signature is wrong' },
    ]);
  });

  it('says which connections there are when there is none of that name', async () => {
    const { post } = await start();
    const { body } = await post(commits, {}, 'other').expect(404);
    expect(body.error.message).toBe("There is no connection 'other'; there are main");
  });

  it.each([
    ['a body that is not JSON', 'payload=%7B%7D', 400, "set the webhook's content type to application/json"],
    ['an empty body', '', 400, 'The body is not JSON'],
    ['a payload nested without end', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400, 'nested deeper than 100 levels'],
  ])('answers %s by name', async (_, sent, status, message) => {
    const { post } = await start();
    const { body } = await post(sent).expect(status);
    expect(body.error.message).toContain(message);
  });

  it('refuses a delivery of 26 MB', async () => {
    const { post, recorder } = await start();
    const { body } = await post(' '.repeat(26 * 1024 * 1024)).expect(413);
    expect(body.error.message).toBe('The delivery is larger than 26214400 bytes');
    expect(recorder.observations).toEqual([]);
  });

  it('answers 503 while nothing can be stored, so that the host may send it again', async () => {
    const { post, recorder } = await start();
    recorder.error = new ServiceUnavailableError('The delivery database does not answer');
    await post(commits).expect(503);
    recorder.error = undefined;
    await post(commits).expect(202, { accepted: 2, duplicates: 0 });
  });
});
