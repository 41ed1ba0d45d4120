import { createServer } from 'node:http';

const reply = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** The service, not listening yet. */
export function createService() {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/healthz') {
      return reply(response, 200, { status: 'ok' });
    }
    if (pathname === '/') {
      return reply(response, 200, { message: 'Hello' });
    }
    return reply(response, 404, { message: `There is nothing at ${pathname}` });
  });
}
