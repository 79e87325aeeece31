import type { ChangeKind } from '../model/change.ts';
import { type Finding, type Severity, severities } from '../model/finding.ts';
import { resourceKinds } from '../model/resource-types.ts';
import type { FindingLife, History, LastScan, LifeChange, LifeStatus } from '../model/history.ts';
import type { Report } from '../model/report.ts';
import type { Coverage } from '../model/snapshot.ts';

export interface Diff {
  /** All lives after the scan, in the order of the old ones, new ones last. */
  readonly lives: readonly FindingLife[];
  readonly changes: readonly LifeChange[];
}

/**
 * What a scan changes in the lives of findings. Pure; the same scan applied twice changes nothing the second time.
 *
 * A finding is only closed by looking: `resolved` needs a verdict, `gone` needs the answer of the call that lists such
 * resources. What the scan was not asked to look at (a Region left out, a rule switched off or removed) stays as it is,
 * open and untold: that is the operator's decision and no news of the account. What was seen later than this scan
 * began stays, too.
 *
 * What an exception accepts is not opened. Was it open before, it becomes `accepted` once; when it fails and is accepted
 * no more, it opens, for the first time or again.
 *
 * @param ruleIds the rules that the scan judged by.
 */
export function diff(
  { lives, lastScan }: Pick<History, 'lives' | 'lastScan'>,
  report: Pick<Report, 'scan' | 'coverage' | 'findings'>,
  ruleIds: readonly string[],
): Diff {
  const { scan, findings } = report;
  const look = sight(report, ruleIds);
  const steps = lives.map((life): FindingLife | LifeChange => {
    const last = { ...life, lastConfirmed: lastConfirmed(life, lastScan) };
    return life.lastChanged > scan.startedAt ? last : next(last, look(last.finding), scan.startedAt);
  });
  const known = new Set(lives.map(({ finding }) => finding.id));
  const opened = findings
    .filter((finding) => sawOf(finding) === 'fail' && !known.has(finding.id))
    .map((finding) => birth(finding, scan.startedAt));
  return {
    lives: [...steps.map((step) => ('life' in step ? step.life : step)), ...opened.map(({ life }) => life)],
    changes: [...steps.filter((step) => 'life' in step), ...opened],
  };
}

/** When an open finding was last seen failing: by the last scan, if that could see it. */
function lastConfirmed({ status, finding, lastConfirmed }: FindingLife, lastScan: LastScan | undefined): string {
  const seen =
    status === 'open' && lastScan !== undefined && isInScope(finding, lastScan.regions, lastScan.ruleIds)
      ? lastScan.at
      : lastConfirmed;
  return seen > lastConfirmed ? seen : lastConfirmed;
}

/** What the scan has to say about a finding that has a life. */
type Sighting =
  | { readonly saw: 'fail' | 'accepted' | 'fixed' | 'nothing' | 'absence'; readonly finding: Finding }
  | { readonly saw: 'not-asked' };

function sight(
  { scan, coverage, findings }: Pick<Report, 'scan' | 'coverage' | 'findings'>,
  ruleIds: readonly string[],
): (old: Finding) => Sighting {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const listed = new Set(findings.map(({ resource }) => resource.arn));
  const listings = new Map(coverage.map((entry) => [`${entry.call} ${entry.region}`, entry]));
  return (old) => {
    if (!isInScope(old, scan.regions, ruleIds)) return { saw: 'not-asked' };
    const now = byId.get(old.id);
    if (now !== undefined) return { saw: sawOf(now), finding: now };
    const call = resourceKinds[old.resource.type].listedBy;
    // The rule no longer judges such resources: another version of this tool.
    if (call === undefined || listed.has(old.resource.arn)) return { saw: 'not-asked' };
    const listing = listings.get(`${call} ${old.resource.region}`);
    return listing?.outcome === 'read'
      ? { saw: 'absence', finding: missing(old, call) }
      : { saw: 'nothing', finding: outOfSight(old, call, listing) };
  };
}

const isInScope = ({ ruleId, resource }: Finding, regions: readonly string[], ruleIds: readonly string[]): boolean =>
  ruleIds.includes(ruleId) && (resource.region === 'global' || regions.includes(resource.region));

const sawOf = ({ status, accepted }: Finding) => (accepted === undefined ? whatIsSeen[status] : 'accepted');

const whatIsSeen = { fail: 'fail', pass: 'fixed', 'not-applicable': 'fixed', unknown: 'nothing' } as const;

const missing = (old: Finding, call: string): Finding => ({
  ...withoutProof(old),
  status: 'not-applicable',
  message: `${call} was read, and this resource is not among those to judge any more.`,
});

const outOfSight = (old: Finding, call: string, listing: Coverage | undefined): Finding => ({
  ...withoutProof(old),
  status: 'unknown',
  message: `It failed when last seen, and cannot be looked at: ${call} was not answered (${listing?.detail ?? listing?.outcome ?? 'not asked'}).`,
  unread: { call, region: old.resource.region, reason: listing?.outcome ?? 'failed', action: call },
});

function withoutProof(old: Finding): Finding {
  const { witness: _, ...finding } = old;
  return { ...finding, evidence: [] };
}

function next(last: FindingLife, sighting: Sighting, at: string): FindingLife | LifeChange {
  const isOpen = last.status === 'open' || last.status === 'lost-sight';
  switch (sighting.saw) {
    case 'not-asked':
      return last;
    case 'fail':
      return failsNow(last, sighting.finding, at);
    case 'accepted':
      return isOpen ? closed(last, 'accepted', sighting.finding, at) : last;
    case 'fixed':
      return isOpen ? closed(last, 'resolved', sighting.finding, at) : last;
    case 'absence':
      return isOpen ? closed(last, 'gone', sighting.finding, at) : last;
    case 'nothing':
      return last.status === 'open' ? closed(last, 'lost-sight', sighting.finding, at) : last;
  }
}

function birth(finding: Finding, at: string): LifeChange {
  const life = {
    finding,
    status: 'open',
    firstSeen: at,
    lastChanged: at,
    lastConfirmed: at,
    version: 1,
  } as const;
  return { kind: 'opened', finding, life };
}

function failsNow(last: FindingLife, finding: Finding, at: string): FindingLife | LifeChange {
  const seen = { ...last, lastConfirmed: at };
  const kind = kindOfFailure(last, finding.severity);
  if (kind === undefined) return seen;
  const life = { ...seen, finding, status: 'open', lastChanged: at, version: last.version + 1 } as const;
  return { kind, finding, life };
}

/** A change of severity says more than that the finding is in sight again. */
function kindOfFailure({ status, finding }: FindingLife, now: Severity): ChangeKind | undefined {
  if (status !== 'open' && status !== 'lost-sight') return 'reopened';
  const [before, after] = [severities.indexOf(finding.severity), severities.indexOf(now)];
  if (after < before) return 'worsened';
  if (after > before) return 'eased';
  return status === 'lost-sight' ? 'regained' : undefined;
}

/** Told with the severity it had while it failed, so that whoever heard of the failure hears of this. */
function closed(last: FindingLife, kind: Exclude<LifeStatus, 'open'>, now: Finding, at: string): LifeChange {
  const finding = { ...now, severity: last.finding.severity };
  return { kind, finding, life: { ...last, finding, status: kind, lastChanged: at, version: last.version + 1 } };
}
