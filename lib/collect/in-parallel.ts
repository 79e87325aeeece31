/** Like `Promise.all(items.map(f))`, with at most `limit` of them under way; after a rejection none is started. */
export async function inParallel<T, U>(
  limit: number,
  items: readonly T[],
  f: (item: T) => Promise<U>,
): Promise<readonly U[]> {
  const results: U[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await f(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
