import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './problem.mjs';
import { commandOf } from './processes.mjs';

function findListener(port) {
  try {
    const [, command, pid] = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .split('\n')[1]
      .match(/^(\S+)\s+(\d+)/);
    return `${commandOf(pid).slice(0, 60) || command} (process ${pid})`;
  } catch {
    return 'another program'; // lsof is missing or may not tell
  }
}

const tryPort = (port, host) =>
  new Promise(resolve => {
    const server = net.createServer().once('error', error => resolve({ error }));
    server.listen(port, host, () => {
      const { port: free } = server.address();
      server.close(() => resolve({ free }));
    });
  });

/** The wanted port of the loopback interface, or any, where nobody holds it at this moment; undefined where somebody does. */
export const findFreePort = async (wanted = 0) => (await tryPort(wanted, '127.0.0.1')).free;

/** Stops a start where its port is taken. */
export async function checkPort(port, host = '127.0.0.1') {
  let { error } = await tryPort(port, host);
  // A process that was killed a moment ago holds its sockets until its last thread has ended.
  for (let tries = 0; error?.code === 'EADDRINUSE' && tries < 15; tries++) {
    await pause(200);
    ({ error } = await tryPort(port, host));
  }
  if (error?.code === 'EADDRINUSE')
    throw new Problem(
      `Port ${port} is taken: ${findListener(port)} listens there. End it, or pass another: npm start -- --port ${port + 1}`,
    );
  if (error) throw new Problem(`Port ${port} of ${host} cannot be used (${error.code}): pass another: npm start -- --port 8007`);
}
