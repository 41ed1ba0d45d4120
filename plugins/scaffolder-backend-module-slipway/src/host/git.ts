import { spawn } from 'node:child_process';

/** The same on every machine: nobody's own settings of Git count. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(own), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
}

/** Runs git; an `Error` with what it said where it fails. */
export function git(folder: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, said] = [new Array<Buffer>(), new Array<Buffer>()];
    child.stdout.on('data', data => out.push(data));
    child.stderr.on('data', data => said.push(data));
    child.on('error', reject);
    child.on('close', code => {
      const words = Buffer.concat(said).toString().trim();
      return code === 0 ? resolve(Buffer.concat(out).toString()) : reject(new Error(words || `git ${args[0]} ended with ${code}`));
    });
  });
}
