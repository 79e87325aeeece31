import { describe, expect, it } from 'vitest';
import { type Clock, rateLimit } from '../../../lib/aws/rate-limit.ts';

/** Time that passes only while somebody sleeps. */
function fakeClock(): Clock & { pass(ms: number): void; readonly slept: readonly number[] } {
  let now = 5000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    pass: (ms) => void (now += ms),
    sleep: async (ms) => {
      slept.push(ms);
    },
  };
}

describe('rateLimit', () => {
  it('lets a burst through at once, then keeps the pace', async () => {
    const clock = fakeClock();
    const { turn } = rateLimit({ perSecond: 2, burst: 5 }, clock);
    await Promise.all(Array.from({ length: 9 }, turn));
    expect(clock.slept).toEqual([500, 1000, 1500, 2000]);
  });

  it('fills up again in a pause, to the burst and no further', async () => {
    const clock = fakeClock();
    const { turn } = rateLimit({ perSecond: 2, burst: 5 }, clock);
    await Promise.all(Array.from({ length: 5 }, turn));
    clock.pass(1000);
    await Promise.all(Array.from({ length: 3 }, turn));
    expect(clock.slept).toEqual([500]);
    clock.pass(3_600_000);
    await Promise.all(Array.from({ length: 6 }, turn));
    expect(clock.slept).toEqual([500, 500]);
  });

  it('halves its pace when it is told to, once for all refusals of a second, and recovers', async () => {
    const clock = fakeClock();
    const { turn, slower } = rateLimit({ perSecond: 10, burst: 20 }, clock);
    await turn();
    slower();
    slower();
    clock.pass(200);
    await Promise.all(Array.from({ length: 3 }, turn));
    expect(clock.slept).toEqual([200, 400]);
    clock.pass(1_000);
    slower();
    clock.pass(400);
    await Promise.all(Array.from({ length: 2 }, turn));
    expect(clock.slept.slice(2)).toEqual([400]);
    clock.pass(60_000);
    await Promise.all(Array.from({ length: 20 }, turn));
    expect(clock.slept).toHaveLength(3);
  });

  it('never stands still, however often it is told to be slower', async () => {
    const clock = fakeClock();
    const { turn, slower } = rateLimit({ perSecond: 10, burst: 20 }, clock);
    for (let round = 0; round < 20; round += 1) {
      slower();
      clock.pass(1_000);
    }
    await Promise.all(Array.from({ length: 2 }, turn));
    expect(clock.slept).toEqual([2_000]);
  });
});
