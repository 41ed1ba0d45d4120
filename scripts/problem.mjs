/** An expected failure: its message is one line that says what to do. */
export class Problem extends Error {}

/**
 * Runs a command's body; a problem ends the process with one line and exit code 1.
 * @param {() => Promise<void>} body
 */
export async function runCommand(body) {
  // A closed terminal or pipe must not end a start half-way through its stop.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  try {
    await body();
  } catch (error) {
    const known = error instanceof Problem || error.code === 'EACCES';
    if (known && !process.env.SLIPWAY_DEBUG) process.stderr.write(`Slipway: ${error.message}\n`);
    else process.stderr.write(`Slipway: ${error.stack}\n`);
    process.exitCode = 1;
  }
}
