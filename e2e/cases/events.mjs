import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Posts each example: as it is, with an id of its own twice, and with a timestamp that is none. */
export async function sendEvents(folder, slipway, judge) {
  const files = fs.readdirSync(folder).filter(file => file.endsWith('.json'));
  for (const file of files) {
    const read = () => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
    const fresh = read();
    fresh.context.id = randomUUID();
    const broken = read();
    broken.context.id = randomUUID();
    broken.context.timestamp = 'the day before yesterday';
    judge(`${path.basename(folder)}/${file}`, [
      ...(await isTaken('as it is', slipway, read(), ({ accepted, duplicates }) => accepted + duplicates === 1)),
      ...(await isTaken('with an id of its own', slipway, fresh, ({ accepted }) => accepted === 1)),
      ...(await isTaken('the same again', slipway, fresh, ({ accepted, duplicates }) => accepted === 0 && duplicates === 1)),
      ...(await isRefused(slipway, broken)),
    ]);
  }
}

async function isTaken(what, slipway, event, matches) {
  const response = await slipway.request('/api/delivery/events', { body: event });
  const answer = await response.json();
  const good = response.status === 202 && answer.rejected?.length === 0 && matches(answer);
  return good ? [] : [`${what} is answered with ${response.status}: ${JSON.stringify(answer)}`];
}

async function isRefused(slipway, event) {
  const response = await slipway.request('/api/delivery/events', { body: event });
  const answer = await response.json();
  const good = response.status === 400 && /timestamp/.test(answer.error?.message ?? '');
  return good ? [] : [`with a broken timestamp it is answered with ${response.status}: ${JSON.stringify(answer)}`];
}
