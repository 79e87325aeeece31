import type { UnreadCall } from './unread.ts';

const fixes: Readonly<Record<UnreadCall['outcome'], (action: string) => string>> = {
  denied: (action) => `Add ${action} to the permissions of the scanning identity.`,
  throttled: () => 'AWS throttled the call after all retries. Scan again later, or scan fewer Regions at a time.',
  failed: () => 'Scan again. If the call keeps failing, run it with the AWS CLI.',
  'not-exported': () => 'Add the output of this call to the export (docs/export.md).',
};

/** What to do so that the next scan can read it. */
export const fixFor = ({ outcome, action }: UnreadCall): string => fixes[outcome](action);
