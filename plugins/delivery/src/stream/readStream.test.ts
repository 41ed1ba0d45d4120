import { StreamEvent } from './events';
import { pauseBefore, readStream } from './readStream';

function bodyOf(...chunks: string[]): Response {
  const encoder = new TextEncoder();
  const parts = chunks.map(chunk => encoder.encode(chunk));
  // Only what the reader uses; the browser's own Response is not there in this environment.
  const reader = { read: async () => ({ done: parts.length === 0, value: parts.shift() }) };
  return { ok: true, body: { getReader: () => reader } } as unknown as Response;
}

describe('readStream', () => {
  it('comes back after a break, from the last event that was heard', async () => {
    const stop = new AbortController();
    const asked: Array<string | undefined> = [];
    const heard: StreamEvent[] = [];
    await readStream({
      signal: stop.signal,
      onEvent: event => heard.push(event),
      onEventId: () => {},
      open: async lastEventId => {
        asked.push(lastEventId);
        if (asked.length === 2) {
          stop.abort();
        }
        return bodyOf('id: 5\nevent: changed\n', 'data: {"refs":["a"]}\n\n');
      },
    });
    expect(asked).toEqual([undefined, '5']);
    expect(heard.map(event => (event.type === 'health' ? event.health : event.type)).slice(0, 4)).toEqual([
      'connecting',
      'live',
      'changed',
      'retrying',
    ]);
  });

  it('tells a session that is over from a break', async () => {
    const endings = await Promise.all(
      [
        { ok: false, status: 401 },
        { ok: false, status: 503 },
      ].map(async answer => {
        const stop = new AbortController();
        const heard: StreamEvent[] = [];
        await readStream({
          signal: stop.signal,
          onEvent: event => {
            heard.push(event);
            if (heard.length === 2) {
              stop.abort();
            }
          },
          onEventId: () => {},
          open: async () => answer as Response,
        });
        return heard[1];
      }),
    );
    expect(endings).toEqual([
      { type: 'health', health: 'signedOut' },
      { type: 'health', health: 'retrying' },
    ]);
  });
});

describe('pauseBefore', () => {
  it('doubles up to half a minute and is spread', () => {
    expect([0, 1, 2, 3].map(attempt => pauseBefore(attempt, 1))).toEqual([500, 1000, 2000, 4000]);
    expect(pauseBefore(20, 1)).toBe(30_000);
    expect(pauseBefore(0, 0)).toBe(250);
  });
});
