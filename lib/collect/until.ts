import { type ReadResult, type Source, timeOver } from '../model/ports.ts';

/**
 * The source for as long as there is time: what has not been answered when the signal comes is a failed read, so that
 * a scan ends in time with what it has, and takes the rest for unknown.
 */
export function until(source: Source, signal: AbortSignal): Source {
  const over = new Promise<ReadResult>((resolve) => {
    signal.addEventListener('abort', () => resolve(tooLate('before the answer came')), { once: true });
  });
  return {
    ...source,
    read: async (request) =>
      signal.aborted ? tooLate('before the call was made') : Promise.race([source.read(request, signal), over]),
  };
}

const tooLate = (when: string): ReadResult => ({
  outcome: 'failed',
  code: timeOver,
  detail: `the time of this run was over ${when}`,
  requests: 0,
});
