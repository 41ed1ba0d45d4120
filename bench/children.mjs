import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs a script of this folder as a process of its own and answers the JSON that it prints last. */
export function runScript(name, options) {
  const child = spawn(process.execPath, [join(import.meta.dirname, name), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', chunk => {
    text += chunk;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', code => {
      if (code !== 0) {
        fail(new Error(`${name} ended with ${code}`));
        return;
      }
      done(JSON.parse(text.trim().split('\n').at(-1)));
    });
  });
}

/** Reads the stream and calls back for each event with its parsed data; answers a function that ends it. */
export async function readStream({ url, token, onEvent }) {
  const stop = new AbortController();
  const answer = await fetch(`${url}/api/delivery/stream`, { headers: { authorization: `Bearer ${token}` }, signal: stop.signal });
  if (!answer.ok) {
    throw new Error(`The stream answered ${answer.status}: ${await answer.text()}`);
  }
  const ended = (async () => {
    let text = '';
    try {
      for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        let end = text.indexOf('\n\n');
        while (end >= 0) {
          const fields = text
            .slice(0, end)
            .split('\n')
            .map(line => line.split(/: ?(.*)/s, 2));
          text = text.slice(end + 2);
          end = text.indexOf('\n\n');
          const data = fields.find(([name]) => name === 'data')?.[1];
          if (data !== undefined) {
            onEvent(fields.find(([name]) => name === 'event')?.[1] ?? 'message', JSON.parse(data));
          }
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) {
        throw error;
      }
    }
  })();
  return async () => {
    stop.abort();
    await ended;
  };
}
