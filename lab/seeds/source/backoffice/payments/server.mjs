import { createServer } from 'node:http';
import { mayCharge } from './charge.mjs';

createServer((request, response) => {
  const { searchParams: asked } = new URL(request.url, 'http://localhost');
  const answer = { allowed: mayCharge({ limit: 100_000, charged: 0 }, Number(asked.get('cents'))) };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
}).listen(process.env.PORT ?? 8080);
