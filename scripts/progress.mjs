const started = process.hrtime.bigint();

const seconds = from => Number(process.hrtime.bigint() - from) / 1e9;

/** Seconds since the command began, as `12.3 s`. */
export const elapsed = () => `${seconds(started).toFixed(1)} s`;

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Says what begins, every ten seconds how far it is, and how long it took.
 * @template T
 * @param {string} title
 * @param {(report: (state: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function showProgress(title, work) {
  const from = process.hrtime.bigint();
  let state = '';
  say(`${title} …`);
  const timer = setInterval(() => say(`  … ${seconds(from).toFixed(0)} s${state && `, ${state}`}`), 10_000);
  try {
    const result = await work(text => {
      state = text;
    });
    say(`  done in ${seconds(from).toFixed(1)} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
