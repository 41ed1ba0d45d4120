import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = { tries: 50, everyMs: 200 };

/**
 * Signs in a user of the catalog as soon as the catalog has them: on a first start it reads its files for a moment longer than it takes to
 * pick somebody. Who is not there after ten seconds is not there.
 */
export async function onceKnown<T>(signIn: () => Promise<T>, { tries, everyMs } = PATIENCE): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await signIn();
    } catch (error) {
      if (left <= 1 || !(error instanceof Error) || error.name !== 'NotFoundError') {
        throw error;
      }
      await pause(everyMs);
    }
  }
}
