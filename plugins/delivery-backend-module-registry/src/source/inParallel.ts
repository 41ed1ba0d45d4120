/** Does something with each item, so many at once; the first error ends it. */
export async function inParallel<Item>(items: readonly Item[], atOnce: number, act: (item: Item) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  let failed = false;
  const walk = async () => {
    for (let next = queue.next(); !next.done && !failed; next = queue.next()) {
      try {
        await act(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, walk));
  const broken = results.find(result => result.status === 'rejected');
  if (broken) {
    throw broken.reason;
  }
}
