import { jsonText } from '../../text/json-text.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { Report, RuleReference } from '../../model/report.ts';
import { frameworkSources } from '../../rule/controls.ts';
import { acceptedBy } from '../accepted.ts';
import { visible } from '../visible.ts';
import type { Format } from './format.ts';
import { applicable, dataTime, missingData, problemIndex, rank, ruleIndex, sourceParts } from './shared.ts';

/**
 * OCSF 1.5 Compliance Findings, one for each result that applies; what is unknown is neither Pass nor Fail. An incomplete
 * scan adds one that says so.
 *
 * @see https://schema.ocsf.io/1.5.0/classes/compliance_finding
 */
export const ocsf: Format = {
  extensions: ['.ocsf.json'],
  mediaType: 'application/json',
  write: (report) => {
    const ruleOf = ruleIndex(report);
    const problemOf = problemIndex(report);
    const events = applicable(report).map((finding) =>
      event(report, {
        uid: finding.id,
        rule: ruleOf(finding.ruleId),
        ruleId: finding.ruleId,
        message: finding.message,
        severity: finding.severity,
        result: resultOf(finding),
        resource: finding.resource,
        evidence: finding.evidence,
        remediation: finding.remediation,
        references: finding.sources.map((source) => sourceParts(source).url ?? source),
        ...(finding.accepted === undefined ? {} : { accepted: acceptedBy(finding.accepted) }),
        ...(problemOf(finding.id) === undefined ? {} : { problem: problemOf(finding.id)?.title }),
      }),
    );
    return jsonText([...events, ...incomplete(report)], 2);
  },
};

interface Result {
  /** Of the compliance check: 1 pass, 2 no result because information is missing, 3 fail, 0 unknown. */
  readonly id: 0 | 1 | 2 | 3;
  readonly name: 'Unknown' | 'Pass' | 'Warning' | 'Fail';
  readonly code: 'PASS' | 'FAIL' | 'UNKNOWN';
}

function resultOf({ status, unread }: Pick<Finding, 'status' | 'unread'>): Result {
  if (status === 'pass') return { id: 1, name: 'Pass', code: 'PASS' };
  if (status === 'fail') return { id: 3, name: 'Fail', code: 'FAIL' };
  return unread === undefined
    ? { id: 0, name: 'Unknown', code: 'UNKNOWN' }
    : { id: 2, name: 'Warning', code: 'UNKNOWN' };
}

interface Subject {
  readonly uid: string;
  readonly ruleId: string;
  readonly rule?: RuleReference | undefined;
  readonly message: string;
  readonly severity: Severity;
  readonly result: Result;
  readonly resource: Finding['resource'];
  readonly evidence: Finding['evidence'];
  readonly remediation: string;
  readonly references: readonly string[];
  readonly accepted?: string;
  readonly problem?: string | undefined;
}

const severityNames: Readonly<Record<Severity, string>> = {
  informational: 'Informational',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

function event(report: Report, subject: Subject) {
  const { tool, scan } = report;
  const { uid, ruleId, rule, message, severity, result, resource, evidence, remediation, references } = subject;
  const time = Date.parse(dataTime(report));
  const open = result.code !== 'PASS';
  const [status_id, status] = subject.accepted !== undefined ? [3, 'Suppressed'] : open ? [1, 'New'] : [4, 'Resolved'];
  const controls = rule?.controls ?? [];
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200_301,
    type_name: 'Compliance Finding: Create',
    time,
    time_dt: dataTime(report),
    severity_id: result.code === 'PASS' ? 1 : rank[severity],
    severity: severityNames[result.code === 'PASS' ? 'informational' : severity],
    status_id,
    status,
    status_code: result.code,
    status_detail: visible(message),
    message: visible(message),
    ...(subject.accepted === undefined ? {} : { comment: visible(`Accepted ${subject.accepted}`) }),
    metadata: {
      version: '1.5.0',
      event_code: ruleId,
      uid: visible(`${scan.id}/${uid}`),
      profiles: ['cloud', 'datetime'],
      product: { name: tool.name, vendor_name: tool.name, version: tool.version },
    },
    cloud: {
      provider: 'AWS',
      region: resource.region,
      cloud_partition: scan.partition,
      account: { uid: scan.accountId, type: 'AWS Account', type_id: 10 },
    },
    finding_info: {
      uid: visible(uid),
      title: rule?.title ?? ruleId,
      desc: visible(message),
      types: ['SAML sign-in'],
      created_time: time,
      created_time_dt: dataTime(report),
      ...(rule === undefined ? {} : { src_url: rule.url }),
    },
    compliance: {
      control: ruleId,
      desc: rule?.title ?? ruleId,
      standards: [...new Set(controls.map(({ framework }) => frameworkSources[framework].title)), guides],
      requirements: [
        ...controls.map(({ framework, id }) => `${frameworkSources[framework].title} ${id}`),
        ...(rule?.statements ?? []),
      ],
      status: result.name,
      status_id: result.id,
      status_code: result.code,
      status_detail: visible(message),
    },
    resources: [
      {
        uid: visible(resource.arn),
        name: visible(resource.name),
        type: resource.type,
        region: resource.region,
        cloud_partition: scan.partition,
      },
    ],
    remediation: { desc: visible(remediation), references },
    unmapped: {
      scan_complete: report.summary.complete,
      severity_of_rule: severity,
      ...(subject.problem === undefined ? {} : { problem: visible(subject.problem) }),
      evidence: evidence.map(({ path, actual, expected }) => ({
        path: visible(path),
        actual: visible(actual),
        ...(expected === undefined ? {} : { expected: visible(expected) }),
      })),
    },
  };
}

const guides = 'AWS guides for SAML sign-in to Amazon WorkSpaces and Amazon WorkSpaces Applications';

function incomplete(report: Report) {
  const { scan, summary } = report;
  if (summary.complete) return [];
  const missing = missingData(report);
  const arn = `arn:${scan.partition}:iam::${scan.accountId}:root`;
  return [
    event(report, {
      uid: `${scan.accountId}/scan-complete/${arn}`,
      ruleId: 'scan-complete',
      message: `The scan is incomplete: ${missing.join(' ')}`,
      severity: 'informational',
      result: { id: 2, name: 'Warning', code: 'UNKNOWN' },
      resource: { type: 'account', arn, name: scan.accountId, region: 'global' },
      evidence: [],
      remediation: 'Let the scan read these calls, and scan again.',
      references: [],
    }),
  ];
}
