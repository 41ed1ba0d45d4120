import { createServer } from 'node:http';
import { totalOf } from './basket.mjs';

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const lines = JSON.parse(Buffer.concat(chunks).toString('utf8') || '[]');
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ total: totalOf(lines) }));
}).listen(process.env.PORT ?? 8080);
