import http from 'node:http';
import { Provider } from 'oidc-provider';

const listen = (server, port) =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server.address().port));
  });

const close = server => {
  server.closeAllConnections();
  return new Promise(resolve => server.close(resolve));
};

/**
 * An OpenID Connect provider on this machine, which lets anybody in under the name that they type: `ada` is ada@example.com.
 * @param {{ redirectUri: string }} options where the provider sends people back to
 */
export async function startOidcProvider({ redirectUri }) {
  const server = http.createServer((request, response) => handler(request, response));
  let handler = (_request, response) => response.writeHead(503).end();
  const port = await listen(server, 0);
  const issuer = `http://localhost:${port}`;
  const client = {
    client_id: 'slipway',
    client_secret: 'a-secret-of-the-story',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
  };
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    issueRefreshToken: () => true,
    pkce: { required: () => false },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: id, email: `${id}@example.com`, email_verified: true }),
    }),
  });
  handler = provider.callback();
  return {
    client,
    metadataUrl: `${issuer}/.well-known/openid-configuration`,
    host: `localhost:${port}`,
    /** The provider is gone until `comeBack`. */
    goAway: () => close(server),
    comeBack: () => listen(server, port),
    stop: () => close(server),
  };
}

/** What Slipway asks of GitHub to sign somebody in, for one account. */
export async function startFakeGitHub({ login }) {
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://github');
    const json = body => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/login/oauth/authorize') {
      const back = new URL(url.searchParams.get('redirect_uri'));
      back.searchParams.set('code', 'a-code');
      back.searchParams.set('state', url.searchParams.get('state'));
      return response.writeHead(302, { location: back.toString() }).end();
    }
    if (url.pathname === '/login/oauth/access_token') return json({ access_token: 'a-token', token_type: 'bearer', scope: 'read:user' });
    if (url.pathname === '/api/v3/user') return json({ id: 1, node_id: 'U_1', login, name: login });
    return response.writeHead(404).end();
  });
  const port = await listen(server, 0);
  return { url: `http://localhost:${port}`, host: `localhost:${port}`, stop: () => close(server) };
}
