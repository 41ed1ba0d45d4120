import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { createAccessClient, NewMachineToken } from '@slipway/plugin-access-common';
import { AccessApi, Question } from './accessApi';
import { AccessRequestError } from './AccessRequestError';

type Client = ReturnType<typeof createAccessClient>;

/** Asks over HTTP, with the token of whoever is signed in. */
export class HttpAccessApi implements AccessApi {
  private client: Promise<Client> | undefined;

  constructor(private readonly options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {}

  async explainMine(question: Question) {
    const { GET: get } = await this.connect();
    return answerOf(await get('/me', { params: { query: question } }));
  }

  async listTokens() {
    const { GET: get } = await this.connect();
    return answerOf(await get('/tokens'));
  }

  async createToken(token: NewMachineToken) {
    const { POST: post } = await this.connect();
    return answerOf(await post('/tokens', { body: token }));
  }

  async revokeToken(id: string) {
    const { DELETE: remove } = await this.connect();
    return answerOf(await remove('/tokens/{id}', { params: { path: { id } } }));
  }

  private connect(): Promise<Client> {
    this.client ??= this.options.discoveryApi
      .getBaseUrl('access')
      .then(baseUrl => createAccessClient({ baseUrl, fetch: apart(this.options.fetchApi) }));
    return this.client;
  }
}

/**
 * Asks with address and body apart: Backstage's `fetch` makes several requests out of the one that it is given, and a body can be taken
 * out of a request but once.
 */
function apart({ fetch }: FetchApi): (request: Request) => Promise<Response> {
  return async request => {
    const { url, method, headers } = request;
    const body = await request.text();
    return fetch(url, { method, headers, ...(body && { body }) });
  };
}

function answerOf<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw AccessRequestError.fromAnswer(answer.response, answer.error);
  }
  return answer.data;
}
