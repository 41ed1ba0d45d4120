import { setTimeout } from 'node:timers/promises';

/** Waits so long, or until the signal is aborted, whichever comes first; an abort is no error. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(error => {
    if (!signal.aborted) {
      throw error;
    }
  });
}
