import type { Finding } from '../../model/finding.ts';
import type { Report, RuleReference } from '../../model/report.ts';
import { acceptedBy } from '../accepted.ts';
import { visible } from '../visible.ts';
import { counted } from '../words.ts';
import type { Format } from './format.ts';
import { dataTime, missingData } from './shared.ts';

/**
 * JUnit XML for build servers: a rule is a test case. It fails where a resource fails, and is skipped with the reason
 * where nothing fails but a result is unknown: never a pass. Missing data is an error of a test case of its own.
 */
export const junit: Format = {
  extensions: ['.junit.xml', '.xml'],
  mediaType: 'application/xml',
  write: (report) => {
    const byRule = Map.groupBy(report.findings, ({ ruleId }) => ruleId);
    const cases = [...report.rules.map((rule) => ruleCase(rule, byRule.get(rule.id) ?? [])), completeCase(report)];
    const count = (outcome: Case['outcome']) => cases.filter((testCase) => testCase.outcome === outcome).length;
    const counts = {
      tests: cases.length,
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
    };
    const suite = {
      name: `SAML sign-in of AWS account ${report.scan.accountId}`,
      ...counts,
      timestamp: dataTime(report).slice(0, 19),
    };
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      element('testsuites', { name: report.tool.name, ...counts }, [
        element('testsuite', suite, [
          element('properties', {}, properties(report)),
          ...cases.map(({ name, outcome, message, text }) =>
            element(
              'testcase',
              { name, classname: report.tool.name },
              outcome === 'passed' ? [] : [element(outcome, { message }, text === '' ? [] : [escaped(text)])],
            ),
          ),
        ]),
      ]),
      '',
    ].join('\n');
  },
};

interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'skipped' | 'error';
  readonly message: string;
  readonly text: string;
}

function ruleCase({ id, title }: RuleReference, findings: readonly Finding[]): Case {
  const having = (status: Finding['status']) => findings.filter((finding) => finding.status === status);
  const failed = having('fail').filter(({ accepted }) => accepted === undefined);
  const accepted = having('fail').filter((finding) => finding.accepted !== undefined);
  const [unknown, passed] = [having('unknown'), having('pass')];
  const lines = [
    ...failed.map((finding) => `FAILED ${line(finding)} Fix: ${visible(finding.remediation)}`),
    ...unknown.map((finding) => `UNKNOWN ${line(finding)}`),
    ...accepted.flatMap((finding) =>
      finding.accepted === undefined ? [] : [`ACCEPTED ${line(finding)} ${visible(acceptedBy(finding.accepted))}`],
    ),
  ];
  const result = (outcome: Case['outcome'], message: string): Case => ({
    name: `${id}: ${title}`,
    outcome,
    message,
    text: lines.join('\n'),
  });
  const [firstFailed, firstUnknown] = [failed[0], unknown[0]];
  if (firstFailed !== undefined) {
    return result('failure', `${counted(failed.length, 'resource')}: ${firstFailed.message}`);
  }
  if (firstUnknown !== undefined) {
    return result('skipped', `${counted(unknown.length, 'unknown result')}: ${firstUnknown.message}`);
  }
  if (accepted.length > 0) return result('skipped', `${counted(accepted.length, 'accepted risk')}.`);
  if (passed.length > 0) return result('passed', '');
  return result('skipped', 'Not applicable: the scan found no resource that this rule checks.');
}

const line = ({ severity, resource, message }: Finding): string => visible(`${severity} ${resource.arn}: ${message}`);

function completeCase(report: Report): Case {
  const missing = missingData(report);
  const name = 'scan-complete: All data was read';
  if (report.summary.complete && missing.length === 0) return { name, outcome: 'passed', message: '', text: '' };
  const message = `The scan is incomplete: ${counted(missing.length, 'API call')} without an answer.`;
  return { name, outcome: 'error', message, text: missing.map(visible).join('\n') };
}

const properties = (report: Report): readonly string[] =>
  Object.entries({
    version: report.tool.version,
    scanId: report.scan.id,
    regions: report.scan.regions.join(', '),
    dataAsOf: dataTime(report),
    complete: report.summary.complete,
  }).map(([name, value]) => element('property', { name, value }));

function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean>>,
  content: readonly string[] = [],
): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)];
  if (content.length === 0) return `<${head.join(' ')}/>`;
  const inner = content.join('\n');
  return inner.startsWith('<') ? `<${head.join(' ')}>\n${inner}\n</${name}>` : `<${head.join(' ')}>${inner}</${name}>`;
}

/** Lines stay lines; no other control character and no half of a surrogate pair is text in XML. */
const escaped = (text: string): string =>
  text
    .split('\n')
    .map(visible)
    .join('\n')
    .toWellFormed()
    .replaceAll(/[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
