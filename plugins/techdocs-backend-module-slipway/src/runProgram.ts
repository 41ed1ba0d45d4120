import { execFile } from 'node:child_process';

/** Runs a program and answers what it printed; rejects with its own words where it fails, with `ENOENT` where there is none. */
export type RunProgram = (program: string, args: string[]) => Promise<string>;

const MINUTES = 60_000;

/** Runs a program of this machine. */
export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve, reject) => {
    execFile(program, args, { encoding: 'utf8', timeout: 10 * MINUTES, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      if (!error) {
        resolve(stdout);
      } else {
        const { code } = error as NodeJS.ErrnoException;
        const lastLine = stderr.trim().split('\n').at(-1) || error.message;
        reject(Object.assign(new Error(lastLine), { code }));
      }
    });
  });
