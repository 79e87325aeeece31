import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';

/** What a scan without a history has to tell: every failing finding is news. Keeps the order. */
export const opened = (findings: readonly Finding[]): readonly Change[] =>
  findings.filter((finding) => finding.status === 'fail').map((finding) => ({ kind: 'opened', finding }));
