import { jsonText } from '../../text/json-text.ts';
import type { Finding, ResourceRef, Severity } from '../../model/finding.ts';
import type { ResourceType } from '../../model/resource-types.ts';
import type { Report, RuleReference } from '../../model/report.ts';
import type { Framework } from '../../model/control.ts';
import { clip } from '../../text/clip.ts';
import { acceptedBy } from '../accepted.ts';
import { visible } from '../visible.ts';
import type { Format } from './format.ts';
import { applicable, dataTime, missingData, problemIndex, ruleIndex, sourceParts } from './shared.ts';

/**
 * Findings in the AWS Security Finding Format: a JSON list, from which an importer takes up to 100 at a time
 * (`aws securityhub batch-import-findings`), in the Region that stands in each `ProductArn`.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export const asff: Format = {
  extensions: ['.asff.json'],
  mediaType: 'application/json',
  write: (report) => jsonText(asffFindings(report), 2),
};

/** Longest texts, in characters. */
const limits = { id: 512, title: 256, description: 1024, text: 512, requirement: 64, value: 2048 };
const requirementsAtMost = 32;

/** The same as objects, in the shape of the Security Hub API. */
export function asffFindings(report: Report) {
  const ruleOf = ruleIndex(report);
  const problemOf = problemIndex(report);
  const results = applicable(report).map((finding) =>
    asffFinding(report, finding, ruleOf(finding.ruleId), problemOf(finding.id)?.title),
  );
  return [...results, ...incomplete(report)];
}

function asffFinding(report: Report, finding: Finding, rule: RuleReference | undefined, problem: string | undefined) {
  const { id, ruleId, status, severity, accepted, resource, message, evidence, remediation, sources, effect } = finding;
  const url = rule?.url ?? sources.map((source) => sourceParts(source).url).find((source) => source !== undefined);
  return {
    ...common(report, id, ruleId, resource),
    Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    Title: text(rule?.title ?? ruleId, limits.title),
    Description: text(message, limits.description),
    Severity: { Label: labels[status === 'pass' ? 'informational' : severity], Original: severity },
    Remediation: {
      Recommendation: { Text: text(remediation, limits.text), ...(url === undefined ? {} : { Url: url }) },
    },
    Compliance: {
      Status: complianceStatus(finding),
      RelatedRequirements: (rule?.controls ?? [])
        .map((control) => text(`${requirementPrefix[control.framework]} ${control.id}`, limits.requirement))
        .slice(0, requirementsAtMost),
      ...(status === 'unknown'
        ? {
            StatusReasons: [
              {
                ReasonCode: finding.unread === undefined ? 'NOT_DECIDED' : 'DATA_NOT_READ',
                Description: text(message, limits.value),
              },
            ],
          }
        : {}),
    },
    Workflow: { Status: status === 'pass' ? 'RESOLVED' : accepted === undefined ? 'NEW' : 'SUPPRESSED' } as const,
    ...(accepted === undefined
      ? {}
      : {
          Note: {
            Text: text(`Accepted ${acceptedBy(accepted)}`, limits.text),
            UpdatedBy: text(accepted.owner, limits.text),
            UpdatedAt: dataTime(report),
          },
        }),
    ProductFields: {
      RuleId: ruleId,
      ScanId: text(report.scan.id, limits.value),
      ScanComplete: String(report.summary.complete),
      ...(effect === undefined ? {} : { Effect: effect }),
      ...(problem === undefined ? {} : { Problem: text(problem, limits.value) }),
      ...Object.fromEntries(
        evidence
          .slice(0, 10)
          .flatMap(({ path, actual, expected }, index) => [
            [`Evidence/${index}/Path`, text(path, limits.value)],
            [`Evidence/${index}/Actual`, text(actual, limits.value)],
            ...(expected === undefined ? [] : [[`Evidence/${index}/Expected`, text(expected, limits.value)]]),
          ]),
      ),
    },
  };
}

const labels = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  informational: 'INFORMATIONAL',
} as const satisfies Record<Severity, string>;

/** `WARNING`: some information is missing. `NOT_AVAILABLE`: the check could not be made. */
function complianceStatus({ status, unread }: Finding): 'PASSED' | 'FAILED' | 'WARNING' | 'NOT_AVAILABLE' {
  if (status === 'pass') return 'PASSED';
  if (status === 'fail') return 'FAILED';
  return unread === undefined ? 'WARNING' : 'NOT_AVAILABLE';
}

const requirementPrefix: Readonly<Record<Framework, string>> = {
  'nist-800-53-r5': 'NIST.800-53.r5',
  'cis-aws-euc-1.2.0': 'CIS AWS End User Compute Services Benchmark v1.2.0',
  'iso-27001-2022': 'ISO/IEC 27001:2022',
  'aws-security-hub': 'AWS Security Hub',
};

function common({ scan, tool }: Report, id: string, ruleId: string, resource: ResourceRef) {
  const time = scan.dataAsOf ?? scan.finishedAt;
  const region = resource.region === 'global' ? globalRegion(scan.partition) : resource.region;
  return {
    SchemaVersion: '2018-10-08',
    Id: shortened(visible(id), limits.id),
    ProductArn: `arn:${scan.partition}:securityhub:${region}:${scan.accountId}:product/${scan.accountId}/default`,
    ProductName: tool.name,
    CompanyName: tool.name,
    Region: region,
    GeneratorId: `${tool.name}/${ruleId}`,
    AwsAccountId: scan.accountId,
    CreatedAt: time,
    UpdatedAt: time,
    RecordState: 'ACTIVE',
    Resources: [
      {
        Type: resourceTypes[resource.type] ?? 'Other',
        Id:
          resource.type === 'account'
            ? `AWS::::Account:${scan.accountId}`
            : shortened(visible(resource.arn), limits.id),
        Partition: scan.partition,
        Region: resource.region === 'global' ? globalRegion(scan.partition) : resource.region,
      },
    ],
  } as const;
}

/** The types that Security Hub has; others are `Other`. */
const resourceTypes: Readonly<Partial<Record<ResourceType, string>>> = {
  account: 'AwsAccount',
  'iam.role': 'AwsIamRole',
};

/** The Region in which a partition keeps IAM. */
const globalRegion = (partition: string): string =>
  ({ 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' })[partition] ?? 'us-east-1';

const text = (value: string, length: number): string => clip(visible(value), length);

/** Both ends stay: the rule stands at the beginning, and the name that tells resources apart at the end. */
function shortened(value: string, length: number): string {
  if (value.length <= length) return value;
  const half = Math.floor((length - 1) / 2);
  return `${value.slice(0, half)}…${value.slice(-half)}`.toWellFormed();
}

function incomplete(report: Report) {
  const { scan, summary } = report;
  if (summary.complete) return [];
  const arn = `arn:${scan.partition}:iam::${scan.accountId}:root`;
  const resource = { type: 'account', arn, name: scan.accountId, region: 'global' } as const;
  const reason = missingData(report).join(' ');
  return [
    {
      ...common(report, `${scan.accountId}/scan-complete/${arn}`, 'scan-complete', resource),
      Types: ['Software and Configuration Checks/AWS Security Best Practices'],
      Title: 'All data that the scan needs was read',
      Description: text(`The scan is incomplete. ${reason}`, limits.description),
      Severity: { Label: labels.informational, Original: 'informational' },
      Remediation: { Recommendation: { Text: 'Let the scan read these calls, and scan again.' } },
      Compliance: {
        Status: 'NOT_AVAILABLE',
        RelatedRequirements: [],
        StatusReasons: [{ ReasonCode: 'DATA_NOT_READ', Description: text(reason, limits.value) }],
      },
      Workflow: { Status: 'NEW' },
      ProductFields: { RuleId: 'scan-complete', ScanId: text(scan.id, limits.value), ScanComplete: 'false' },
    },
  ] as const;
}
