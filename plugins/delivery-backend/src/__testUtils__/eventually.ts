const LOOK_AGAIN_MILLISECONDS = 10;

/** Waits until `look` no longer throws, and fails with what it threw last when the deadline passes first. */
export async function eventually<Result>(look: () => Promise<Result> | Result, deadlineMilliseconds = 20_000): Promise<Result> {
  const deadline = performance.now() + deadlineMilliseconds;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > deadline) {
        throw error;
      }
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MILLISECONDS));
  }
}
