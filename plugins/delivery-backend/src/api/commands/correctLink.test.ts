import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { startApi } from '../__testUtils__/startApi';

const PATH = '/api/delivery/services/default/Component/cart/links';
const body = { image: 'r.io/cart:1', commit: 'abcdef0', note: 'built on my machine' };

describe('POST /services/…/links', () => {
  it('keeps what a person decides, and audits it', async () => {
    const { server, commands, succeeded } = await startApi();
    const { body: answer } = await request(server).post(PATH).set('authorization', mockCredentials.user.header()).send(body).expect(201);
    expect(answer).toMatchObject({ ...body, by: 'user:default/mock' });
    expect(commands.corrections).toMatchObject([{ ref: 'component:default/cart', ...body }]);
    expect(succeeded).toMatchObject([{ eventId: 'link-correct', meta: { service: 'component:default/cart' } }]);
  });

  it('refuses who may not, and audits that', async () => {
    const { server, commands, audited } = await startApi({
      decide: permission => ({ result: permission === 'delivery.link.correct' ? AuthorizeResult.DENY : AuthorizeResult.ALLOW }),
    });
    await request(server).post(PATH).set('authorization', mockCredentials.user.header()).send(body).expect(403);
    expect(commands.corrections).toEqual([]);
    expect(audited).toMatchObject([{ options: { eventId: 'link-correct' }, error: 'This needs the permission delivery.link.correct' }]);
  });

  it('takes nothing from a service', async () => {
    const { server, commands } = await startApi();
    await request(server).post(PATH).set('authorization', mockCredentials.service.header()).send(body).expect(403);
    expect(commands.corrections).toEqual([]);
  });

  it.each([
    ['no image', { ...body, image: undefined }, "'image' must be an image reference"],
    ['a commit that is none', { ...body, commit: 'main' }, "'commit' must be seven characters"],
    ['no reason', { ...body, note: ' ' }, "'note' must say why"],
    ['a member that nobody knows', { ...body, force: true }, "'force' is not known"],
  ])('refuses %s', async (_, sent, message) => {
    const { server } = await startApi();
    const { body: answer } = await request(server).post(PATH).set('authorization', mockCredentials.user.header()).send(sent).expect(400);
    expect(answer.error.message).toContain(message);
  });
});
