import type { Acceptance } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** What fails: first what counts, then what an exception accepts. */
export function failuresOf({ findings }: Pick<Report, 'findings'>): {
  readonly counting: readonly Finding[];
  readonly accepted: readonly Finding[];
} {
  const failed = findings.filter(({ status }) => status === 'fail');
  return {
    counting: failed.filter(({ accepted }) => accepted === undefined),
    accepted: failed.filter(({ accepted }) => accepted !== undefined),
  };
}

/** `by Jane Doe until 2027-03-31. The vendor ships a fix in spring.` */
export const acceptedBy = ({ owner, reason, expires }: Acceptance): string => `by ${owner} until ${expires}. ${reason}`;
