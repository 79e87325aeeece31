import { describe, expect, it, vi } from 'vitest';
import { endOfReading } from '../../../lib/runtime/deadline.ts';

describe('endOfReading', () => {
  it.each([
    [900_000, 840_000],
    [120_000, 60_000],
    [60_001, 30_000],
    [3_000, 1_500],
  ])('leaves a minute for the rest, or half of it: of %i ms, %i are for reading', (remaining, reading) => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    const signal = endOfReading({ getRemainingTimeInMillis: () => remaining });
    expect(timeout.mock.calls).toStrictEqual([[reading]]);
    expect(signal.aborted).toBe(false);
    timeout.mockRestore();
  });
});
