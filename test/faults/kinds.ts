import type { Fault } from '../../local-aws/faults.ts';

/** What can happen to a call. The client gives up after one attempt, so that each of them counts. */
export const kinds: Readonly<Record<string, Fault>> = {
  throttle: { kind: 'throttle' },
  '5xx': { kind: 'server-error' },
  denied: { kind: 'deny' },
  'time-out': { kind: 'hang' },
  'connection cut': { kind: 'cut', when: 'after' },
  'HTML page with status 200': { kind: 'html', status: 200 },
  'HTML page with status 200 after it took effect': { kind: 'html', status: 200, when: 'after' },
  'death right before': { kind: 'death' },
  'death right after': { kind: 'death', when: 'after' },
};
