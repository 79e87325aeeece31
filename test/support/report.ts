import { createHash } from 'node:crypto';
import { severities } from '../../lib/model/finding.ts';
import type { Finding, ResourceRef, Severity } from '../../lib/model/finding.ts';
import type { Notice } from '../../lib/model/history.ts';
import type { Report } from '../../lib/model/report.ts';
import type { Coverage } from '../../lib/model/snapshot.ts';

export const role = (name: string): ResourceRef => ({
  type: 'iam.role',
  arn: `arn:aws:iam::111122223333:role/${name}`,
  name,
  region: 'global',
});

export const directory = (id: string, region = 'eu-central-1'): ResourceRef => ({
  type: 'workspaces.directory',
  arn: `arn:aws:workspaces:${region}:111122223333:directory/${id}`,
  name: id,
  region,
});

export const stack = (name: string, region = 'eu-central-1'): ResourceRef => ({
  type: 'appstream.stack',
  arn: `arn:aws:appstream:${region}:111122223333:stack/${name}`,
  name,
  region,
});

/** A failing finding of high severity on a role, unless told otherwise. */
export function finding(changes: Partial<Finding> = {}): Finding {
  const base = {
    ruleId: 'stream-role-allows-tag-session',
    status: 'fail',
    severity: 'high',
    resource: role('desktops'),
    message: 'No statement of the trust policy allows sts:TagSession.',
    evidence: [],
    remediation: 'Add sts:TagSession next to sts:AssumeRoleWithSAML.',
    sources: ['https://docs.aws.amazon.com/workspaces/latest/adminguide/setting-up-saml.html'],
    ...changes,
  } as const;
  return { id: `${base.ruleId}:${base.resource.arn}`, ...base };
}

/** An unknown finding that hangs on one call. */
export function unknown(ruleId: string, resource: ResourceRef, call: string, reason = 'denied'): Finding {
  return finding({
    ruleId,
    status: 'unknown',
    severity: 'medium',
    resource,
    message: `${call} could not be read.`,
    unread: { call, region: resource.region, reason, action: call },
    remediation: 'Let the scan read it.',
  });
}

/** A report whose summary is counted from its parts. */
export function report(findings: readonly Finding[], coverage: readonly Coverage[] = []): Report {
  const failed = findings.filter(({ status, accepted }) => status === 'fail' && accepted === undefined);
  const count = (status: string) => findings.filter((finding) => finding.status === status).length;
  const fail = Object.fromEntries(
    severities.map((severity) => [severity, failed.filter((finding) => finding.severity === severity).length]),
  ) as Record<Severity, number>;
  return {
    schemaVersion: '1',
    tool: { name: 'euc-saml-audit', version: '0.1.0' },
    scan: {
      id: '00000000-0000-4000-8000-000000000001',
      accountId: '111122223333',
      partition: 'aws',
      regions: ['eu-central-1', 'us-east-1'],
      source: 'live',
      startedAt: '2026-11-21T20:08:11.123Z',
      finishedAt: '2026-11-21T20:09:00.000Z',
    },
    coverage,
    rules: [],
    problems: [],
    advice: [],
    findings,
    summary: {
      fail,
      accepted: findings.filter(({ accepted }) => accepted !== undefined).length,
      pass: count('pass'),
      notApplicable: count('not-applicable'),
      unknown: count('unknown'),
      complete: coverage.every(({ outcome }) => ['read', 'not-offered', 'not-enabled'].includes(outcome)),
    },
  };
}

/** The first news of a finding, unless told otherwise. */
export const notice = (finding: Finding, changes: Partial<Notice> = {}): Notice => ({
  kind: 'opened',
  finding,
  messageId: createHash('sha256').update(finding.id).digest('hex'),
  scanId: 'scan-1',
  firstSeen: '2026-11-21T20:08:11.123Z',
  version: 1,
  ...changes,
});
