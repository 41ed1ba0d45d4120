import { createServer } from 'node:http';
import { leftOf } from './stock.mjs';

createServer((request, response) => {
  const { searchParams: asked } = new URL(request.url, 'http://localhost');
  const answer = { left: leftOf(Number(asked.get('stock')), Number(asked.get('ordered'))) ?? null };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
}).listen(process.env.PORT ?? 8080);
