import { describe, expect, it } from 'vitest';
import { until } from '../../../lib/collect/until.ts';
import type { ReadRequest, ReadResult, Source } from '../../../lib/model/ports.ts';

const request: ReadRequest = { service: 'appstream', operation: 'DescribeStacks', region: 'eu-central-1' };
const answer: ReadResult = { outcome: 'read', value: {}, requests: 1 };
const source = (read: Source['read']): Source => ({ kind: 'live', notes: ['a note'], read });
const over = (when: string) => ({
  outcome: 'failed',
  code: 'RunTimeOver',
  detail: `the time of this run was over before the ${when}`,
  requests: 0,
});

describe('until', () => {
  it('changes nothing while there is time', async () => {
    const timed = until(
      source(async () => answer),
      new AbortController().signal,
    );
    expect(timed).toMatchObject({ kind: 'live', notes: ['a note'] });
    expect(await timed.read(request)).toBe(answer);
  });

  it('waits no longer for an answer when the time is over, and tells the source', async () => {
    const time = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const timed = until(
      source((_, signal) => {
        signals.push(signal);
        return new Promise(() => {});
      }),
      time.signal,
    );
    const reads = Promise.all([timed.read(request), timed.read(request)]);
    time.abort();
    expect(await reads).toStrictEqual([over('answer came'), over('answer came')]);
    expect(signals).toStrictEqual([time.signal, time.signal]);
  });

  it('does not ask when the time is over', async () => {
    const asked: ReadRequest[] = [];
    const timed = until(
      source(async (request) => {
        asked.push(request);
        return answer;
      }),
      AbortSignal.abort(),
    );
    expect(await timed.read(request)).toStrictEqual(over('call was made'));
    expect(asked).toStrictEqual([]);
  });
});
