import { HttpAccessApi } from './HttpAccessApi';

interface Asked {
  url: string;
  method: string;
  body: string;
}

/** Does with a request what Backstage's chain does: makes one of it to look at, and one to send. */
function apiThatHears(heard: Asked[], answer: object, status = 200) {
  return new HttpAccessApi({
    discoveryApi: { getBaseUrl: async plugin => `http://slipway.example.com/api/${plugin}` },
    fetchApi: {
      fetch: async (input, init) => {
        const [looked, sent] = [new Request(input, init), new Request(input, init)];
        heard.push({ url: looked.url, method: looked.method, body: await sent.text() });
        return new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } });
      },
    },
  });
}

it('sends what a token is to be, through a fetch that makes requests of requests', async () => {
  const heard = new Array<Asked>();
  const api = apiThatHears(heard, { token: 'slw_text' });
  await expect(api.createToken({ name: 'ci', days: 7 })).resolves.toEqual({ token: 'slw_text' });
  expect(heard).toEqual([{ url: 'http://slipway.example.com/api/access/tokens', method: 'POST', body: '{"name":"ci","days":7}' }]);
});

it('asks about an entity in the query, and says what was refused', async () => {
  const heard = new Array<Asked>();
  const api = apiThatHears(heard, { error: { name: 'NotFoundError', message: 'There is no entity' } }, 404);
  await expect(api.explainMine({ entity: 'component:default/cart' })).rejects.toMatchObject({ status: 404, message: 'There is no entity' });
  expect(heard).toEqual([{ url: 'http://slipway.example.com/api/access/me?entity=component%3Adefault%2Fcart', method: 'GET', body: '' }]);
});
