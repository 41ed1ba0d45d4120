const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/**
 * Waits until `probe` answers something truthy and returns it. `probe` says what it sees through its argument; a probe
 * that throws has not succeeded yet. The error after the deadline tells what was seen last and adds `evidence()`.
 *
 * @param {string} what the state waited for, as a noun phrase
 * @param {(see: (seen: unknown) => void) => unknown} probe
 * @param {{ seconds?: number, every?: number, evidence?: () => string }} [options]
 */
export async function waitFor(what, probe, options = {}) {
  const { seconds = 60, every = 150, evidence } = options;
  const deadline = Date.now() + seconds * 1000;
  let seen = 'nothing';
  const see = value => {
    seen = typeof value === 'string' ? value : JSON.stringify(value);
  };
  for (;;) {
    try {
      const answer = await probe(see);
      if (answer) return answer;
    } catch (error) {
      if (error.fatal) throw error;
      see(`error: ${error.message}`);
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${seconds} s in vain for ${what}. Last seen: ${seen.slice(0, 1500)}${evidence ? `\n${evidence()}` : ''}`);
    }
    await pause(every);
  }
}
