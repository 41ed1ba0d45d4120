import { execFileSync } from 'node:child_process';
import net from 'node:net';
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

/** Stops a start at once where its port is taken. */
export async function checkPort(port, host = '127.0.0.1') {
  const error = await new Promise(resolve => {
    const server = net.createServer().once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  if (error?.code === 'EADDRINUSE')
    throw new Problem(
      `Port ${port} is taken: ${findListener(port)} listens there. End it, or pass another: npm start -- --port ${port + 1}`,
    );
  if (error) throw new Problem(`Port ${port} of ${host} cannot be used (${error.code}): pass another: npm start -- --port 8007`);
}
