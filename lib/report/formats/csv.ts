import type { Framework } from '../../model/control.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { visible } from '../visible.ts';
import type { Format } from './format.ts';
import { dataTime, missingData, problemIndex, ruleIndex } from './shared.ts';

/**
 * One row for each result, what passed included, and one for each call that was not answered (RFC 4180: quoted, CRLF).
 * `scan_complete` stands in every row, so that a filtered sheet still says when results are missing.
 */
export const csv: Format = {
  extensions: ['.csv'],
  mediaType: 'text/csv',
  write: (report) =>
    [columns, ...rows(report).map((row) => columns.map((column) => row[column] ?? ''))]
      .map((cells) => `${cells.map(cell).join(',')}\r\n`)
      .join(''),
};

const columns = [
  'record',
  'account_id',
  'data_as_of',
  'scan_complete',
  'status',
  'severity',
  'effect',
  'problem',
  'problem_title',
  'rule_id',
  'rule_title',
  'requirements',
  'nist_800_53_r5',
  'cis_aws_euc_1_2_0',
  'iso_27001_2022',
  'aws_security_hub',
  'resource_type',
  'resource_name',
  'region',
  'resource_arn',
  'message',
  'evidence',
  'users_see',
  'fix',
  'accepted_by',
  'accepted_until',
  'accepted_reason',
  'missing_call',
  'sources',
  'finding_id',
] as const;
type Row = Partial<Record<(typeof columns)[number], string>>;

function rows(report: Report): readonly Row[] {
  const common: Row = {
    account_id: report.scan.accountId,
    data_as_of: dataTime(report),
    scan_complete: String(report.summary.complete),
  };
  const ruleOf = ruleIndex(report);
  const problemOf = problemIndex(report);
  const results = report.findings.map((finding): Row => {
    const rule = ruleOf(finding.ruleId);
    const problem = problemOf(finding.id);
    const controls = (framework: Framework) =>
      (rule?.controls ?? [])
        .filter((control) => control.framework === framework)
        .map(({ id }) => id)
        .join('; ');
    return {
      ...common,
      record: 'result',
      status: finding.status,
      severity: finding.severity,
      effect: finding.effect ?? '',
      problem: problem === undefined || problem.effect === 'advice' ? '' : String(problem.number),
      problem_title: problem?.title ?? '',
      rule_id: finding.ruleId,
      rule_title: rule?.title ?? '',
      requirements: (rule?.statements ?? []).join('; '),
      nist_800_53_r5: controls('nist-800-53-r5'),
      cis_aws_euc_1_2_0: controls('cis-aws-euc-1.2.0'),
      iso_27001_2022: controls('iso-27001-2022'),
      aws_security_hub: controls('aws-security-hub'),
      ...resourceCells(finding),
      message: finding.message,
      evidence: finding.evidence.map(evidenceText).join('; '),
      users_see: finding.userSees ?? '',
      fix: finding.status === 'fail' ? finding.remediation : '',
      accepted_by: finding.accepted?.owner ?? '',
      accepted_until: finding.accepted?.expires ?? '',
      accepted_reason: finding.accepted?.reason ?? '',
      missing_call: finding.unread?.call ?? '',
      sources: finding.sources.join(' '),
      finding_id: finding.id,
    };
  });
  const missing = missingData(report).map((message): Row => ({ ...common, record: 'missing-data', message }));
  return [...results, ...missing];
}

const resourceCells = ({ resource }: Finding): Row => ({
  resource_type: resource.type,
  resource_name: resource.name,
  region: resource.region,
  resource_arn: resource.arn,
});

const evidenceText = ({ path, actual, expected }: Finding['evidence'][number]): string =>
  `${path}: ${actual}${expected === undefined ? '' : ` (expected: ${expected})`}`;

/**
 * A quoted cell. Spreadsheets run a cell that begins with one of these characters as a formula, quoted or not, so an
 * apostrophe goes before it: they show such a cell as text.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(text: string): string {
  const shown = visible(text);
  const inert = /^[=+\-@|%＝＋－＠]/u.test(shown) ? `'${shown}` : shown;
  return `"${inert.replaceAll('"', '""')}"`;
}
