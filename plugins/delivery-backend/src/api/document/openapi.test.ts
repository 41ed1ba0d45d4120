import { mockCredentials } from '@backstage/backend-test-utils';
import { createDeliveryClient } from '@slipway/plugin-delivery-common';
import { RequestHandler, Router } from 'express';
import request from 'supertest';
import { startApi } from '../__testUtils__/startApi';
import { createRouter } from '../createRouter';
import { OpenApiDocument } from './OpenApiDocument';

type RouterOptions = Parameters<typeof createRouter>[0];

const accept: RequestHandler = (_request, _response, next) => next();

/** The routes that a router has, written as the document writes them. */
function routesOf(router: Router): string[] {
  const layers = router.stack as Array<{ route?: { path: string; methods: Record<string, boolean> } }>;
  return layers
    .flatMap(({ route }) => (route ? Object.keys(route.methods).map(method => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : []))
    .sort();
}

describe('the OpenAPI document', () => {
  it('describes the routes that exist, and no others', () => {
    const document = OpenApiDocument.read();
    const router = createRouter({
      document,
      recordEvents: [accept],
      receiveWebhooks: [accept],
      correctLink: [accept],
    } as Partial<RouterOptions> as RouterOptions);
    expect(routesOf(router)).toEqual(document.operations.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('is served to everyone', async () => {
    const { server } = await startApi();
    const { body } = await request(server).get('/api/delivery/openapi.json').expect(200);
    expect(body).toMatchObject({ openapi: '3.1.0', paths: { '/events': { post: { operationId: 'recordEvents' } } } });
  });

  it('is what the client is typed by', async () => {
    const { server, queries } = await startApi();
    queries.rows = [{ ref: 'component:default/cart', name: 'cart', claimed: true, cells: [] }];
    const { port } = server.address() as { port: number };
    const client = createDeliveryClient({ baseUrl: `http://localhost:${port}/api/delivery`, fetch });

    const { data } = await client.GET('/services', {
      params: { query: { health: ['Degraded', 'Missing'] } },
      headers: { authorization: mockCredentials.user.header() },
    });

    expect(data?.items.map(item => item.name)).toEqual(['cart']);
    expect(queries.requests).toMatchObject([{ request: { filter: { health: ['Degraded', 'Missing'] } } }]);
  });
});
