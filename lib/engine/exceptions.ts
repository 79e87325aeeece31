import type { Exception, ExceptionNotice } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import type { Scan } from '../model/report.ts';
import { matchGlob } from '../policy/wildcard.ts';

/** What was judged, so that an exception is only called useless where its findings would have been seen. */
export interface Judged extends Pick<Scan, 'accountId' | 'regions'> {
  readonly findings: readonly Finding[];
  /** The rules that were judged by. */
  readonly ruleIds: readonly string[];
  /** When the scan began, ISO 8601 UTC: dates are compared with this, never with a clock. */
  readonly asOf: string;
}

/** An entry of the configuration file, with its place there. */
export type Entry = readonly [index: number, exception: Exception];

/**
 * Marks the failing findings that an exception covers as accepted, and says which exceptions expire within
 * `warningDays`, have expired, or cover nothing. No finding is left out, and none gets another status.
 *
 * An exception holds until the end of its last day, UTC. Where several cover a finding, the first that holds is named.
 */
export function applyExceptions(
  judged: Judged,
  entries: readonly Entry[],
  warningDays: number,
): { readonly findings: readonly Finding[]; readonly notices: readonly ExceptionNotice[] } {
  const holding = entries.filter(([, { expires }]) => daysLeft(expires, judged.asOf) >= 0);
  const findings = judged.findings.map((finding): Finding => {
    if (finding.status !== 'fail') return finding;
    const found = holding.find(([, exception]) => covers(exception, finding));
    if (found === undefined) return finding;
    const { owner, reason, expires } = found[1];
    return { ...finding, accepted: { owner, reason, expires } };
  });
  const notices = entries.flatMap(([index, exception]): readonly ExceptionNotice[] => {
    if (!isInScope(exception, judged)) return [];
    const told = notice(exception, { ...judged, findings }, warningDays);
    if (told === undefined) return [];
    const { owner, rule, resource } = exception;
    const message = `The exception of ${owner} for ${rule} on ${resource} (exceptions[${index}]) ${told.says}`;
    return [{ kind: told.kind, index, message, exception }];
  });
  return { findings, notices };
}

const covers = ({ rule, resource }: Exception, { ruleId, resource: { arn } }: Finding): boolean =>
  rule === ruleId && matchGlob(resource, arn);

interface Told {
  readonly kind: ExceptionNotice['kind'];
  /** Completes a sentence that begins with the exception. */
  readonly says: string;
}

function notice(exception: Exception, { findings, asOf }: Judged, warningDays: number): Told | undefined {
  const { expires } = exception;
  const left = daysLeft(expires, asOf);
  const covered = findings.filter((finding) => covers(exception, finding));
  const failing = covered.filter(({ status }) => status === 'fail');
  const unseen = !isVisible(exception, findings);
  if (left < 0) {
    const again = failing.filter(({ accepted }) => accepted === undefined).length;
    const since = `expired at the end of ${expires}`;
    if (again > 0) return { kind: 'exception-expired', says: `${since}: ${countAgain(again)}, or decide anew.` };
    return {
      kind: 'exception-expired',
      says: unseen ? `${since}.` : `${since}, and nothing depends on it: remove it.`,
    };
  }
  if (failing.length === 0 && !unseen) {
    return {
      kind: 'exception-unused',
      says:
        covered.length === 0
          ? 'matches no resource that the rule judges: correct it, or remove it.'
          : 'matches nothing that fails: remove it.',
    };
  }
  if (left > warningDays) return undefined;
  const when = left === 0 ? 'today' : left === 1 ? 'tomorrow' : `in ${left} days`;
  return {
    kind: 'exception-expiring',
    says: `expires ${when}, at the end of ${expires}: fix what it accepts, or renew it.`,
  };
}

const countAgain = (findings: number): string =>
  findings === 1
    ? 'the finding that it accepted counts again. Fix it'
    : `the ${findings} findings that it accepted count again. Fix them`;

/** Whole days from one date to another; negative when it is past. */
const daysLeft = (expires: string, asOf: string): number =>
  (Date.parse(expires) - Date.parse(asOf.slice(0, 10))) / 86_400_000;

/** Unread is unknown: no finding that the exception may cover went unseen. */
const isVisible = ({ rule, resource }: Exception, findings: readonly Finding[]): boolean =>
  !findings.some(
    ({ ruleId, status, resource: { name, arn } }) =>
      // Named so is what stands for all resources of a Region that could not be listed.
      ruleId === rule && status === 'unknown' && (name === '*' || matchGlob(resource, arn)),
  );

/**
 * Whether the scan could have met what the exception is for. One file may serve many accounts, and a scan may look at
 * some rules and Regions only. What stands before the first wildcard decides.
 */
function isInScope({ rule, resource }: Exception, { accountId, regions, ruleIds }: Judged): boolean {
  const [, , , region = '', account, ...rest] = resource.replace(/[*?].*$/s, '').split(':');
  const ours = rest.length === 0 || account === accountId;
  const looked = account === undefined || region === '' || regions.includes(region);
  return ruleIds.includes(rule) && ours && looked;
}
