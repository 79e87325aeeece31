import { expect, it } from 'vitest';
import { inParallel } from '../../../lib/collect/in-parallel.ts';

it('keeps order, and never has more under way than allowed', async () => {
  let running = 0;
  let most = 0;
  const work = async (n: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    return n * n;
  };
  expect(await inParallel(3, [1, 2, 3, 4, 5, 6, 7], work)).toEqual([1, 4, 9, 16, 25, 36, 49]);
  expect(most).toBe(3);
  expect(await inParallel(3, [], work)).toEqual([]);
});

it('rejects with the first error', async () => {
  await expect(
    inParallel(2, [1, 2, 3], (n) => (n === 2 ? Promise.reject(new Error('two')) : Promise.resolve(n))),
  ).rejects.toThrow('two');
});
