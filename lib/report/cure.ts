import type { UnreadCall } from './unread.ts';

const cures: Readonly<Record<UnreadCall['outcome'], (action: string) => string>> = {
  denied: (action) => `Allow ${action} for the identity that scans.`,
  throttled: () => 'Scan again later, or fewer Regions at once; AWS throttled the call to the end of its retries.',
  failed: () => 'Scan again; if it keeps failing, try the call with the AWS CLI.',
  'not-exported': () => 'Make the export again with this call in it.',
};

/** One sentence: what to do so that the next scan can read it. */
export const cure = ({ outcome, action }: UnreadCall): string => cures[outcome](action);
