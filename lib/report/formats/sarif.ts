import { jsonText } from '../../text/json-text.ts';
import { frameworks } from '../../model/control.ts';
import type { Finding, ResourceRef, Severity } from '../../model/finding.ts';
import type { Report, RuleReference } from '../../model/report.ts';
import { frameworkSources } from '../../rule/controls.ts';
import { acceptedBy } from '../accepted.ts';
import { visible } from '../visible.ts';
import { exportFileOf } from './export-file.ts';
import type { Format } from './format.ts';
import { dataTime, missingData, problemIndex, sourceParts } from './shared.ts';

/**
 * SARIF 2.1.0 for code scanning. Only failures are results. What is unknown, and every call that was not answered, is a
 * notification of the run, which then counts as not successful: no consumer may read "no result" as "no fault".
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: Format = {
  extensions: ['.sarif', '.sarif.json'],
  mediaType: 'application/sarif+json',
  write: (report) => jsonText(sarifLog(report), 2),
};

function sarifLog(report: Report) {
  const { tool, scan, rules, findings, summary } = report;
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]));
  const ruleOf = (ruleId: string) => {
    const index = ruleIndexes.get(ruleId);
    return index === undefined ? { id: ruleId } : { id: ruleId, index };
  };
  const problemOf = problemIndex(report);
  const unknown = findings.filter(({ status }) => status === 'unknown');
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            semanticVersion: tool.version,
            rules: rules.map(descriptor),
            supportedTaxonomies: frameworks.map((name, index) => ({ name, index })),
          },
        },
        taxonomies: frameworks.map((framework) => taxonomy(framework, rules)),
        automationDetails: { id: `${tool.name}/${scan.accountId}/` },
        originalUriBaseIds: {
          EXPORT: {
            description: { text: 'The folder of an export of the account, as "euc-saml-audit export" writes it.' },
          },
        },
        invocations: [
          {
            executionSuccessful: summary.complete,
            startTimeUtc: scan.startedAt,
            endTimeUtc: scan.finishedAt,
            toolExecutionNotifications: [
              ...missingData(report).map((text) => ({
                level: 'error',
                message: { text: message(`The scan is incomplete: ${text}`) },
                descriptor: { id: 'missing-data' },
              })),
              ...unknown.map((finding) => ({
                level: 'warning',
                message: { text: message(`Not decided for ${finding.resource.arn}: ${finding.message}`) },
                descriptor: { id: 'unknown-result' },
                associatedRule: ruleOf(finding.ruleId),
                locations: [location(finding.resource)],
              })),
            ],
          },
        ],
        results: findings
          .filter(({ status }) => status === 'fail')
          .map((finding) => result(finding, ruleIndexes.get(finding.ruleId), problemOf(finding.id)?.title)),
        properties: {
          accountId: scan.accountId,
          partition: scan.partition,
          regions: scan.regions,
          dataAsOf: dataTime(report),
          complete: summary.complete,
        },
      },
    ],
  };
}

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
};

/** Bands of GitHub code scanning: over 9 critical, over 7 high, over 4 medium. */
const scores: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  informational: '0.5',
};

const descriptor = ({ id, title, severity, url, controls }: RuleReference) => ({
  id,
  name: id,
  shortDescription: { text: message(title) },
  helpUri: url,
  help: { text: message(`${title}. See ${url}`) },
  defaultConfiguration: { level: levels[severity] },
  properties: { 'security-severity': scores[severity], tags: ['security', 'aws', 'saml'] },
  relationships: controls.map((control) => ({
    target: {
      id: control.id,
      toolComponent: { name: control.framework, index: frameworks.indexOf(control.framework) },
    },
    kinds: ['relevant'],
  })),
});

function taxonomy(framework: (typeof frameworks)[number], rules: readonly RuleReference[]) {
  const { title, url } = frameworkSources[framework];
  const controls = new Map(
    rules
      .flatMap((rule) => rule.controls)
      .filter((control) => control.framework === framework)
      .map((control) => [control.id, control.title]),
  );
  return {
    name: framework,
    shortDescription: { text: title },
    informationUri: url,
    isComprehensive: false,
    taxa: [...controls].map(([id, name]) => ({ id, shortDescription: { text: message(name) } })),
  };
}

function result(finding: Finding, ruleIndex: number | undefined, problem: string | undefined) {
  const { id, ruleId, severity, accepted, effect, resource, remediation, evidence, userSees, sources } = finding;
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    kind: 'fail',
    message: { text: message(`${finding.message} Fix: ${remediation}`) },
    locations: [location(resource)],
    partialFingerprints: { 'findingId/v1': visible(id) },
    suppressions:
      accepted === undefined
        ? []
        : [{ kind: 'external', status: 'accepted', justification: message(`Accepted ${acceptedBy(accepted)}`) }],
    properties: {
      severity,
      'security-severity': scores[severity],
      ...(effect === undefined ? {} : { effect }),
      ...(problem === undefined ? {} : { problem: visible(problem) }),
      ...(userSees === undefined ? {} : { userSees: visible(userSees) }),
      evidence: evidence.map(({ path, actual, expected }) => ({
        path: visible(path),
        actual: visible(actual),
        ...(expected === undefined ? {} : { expected: visible(expected) }),
      })),
      sources: sources.map((source) => sourceParts(source).url ?? source),
    },
  };
}

/** Code scanning wants a file: the one of an export that holds the resource, live or not, so that alerts stay the same. */
const location = (resource: ResourceRef) => ({
  physicalLocation: {
    artifactLocation: { uri: exportFileOf(resource), uriBaseId: 'EXPORT' },
    region: { startLine: 1 },
  },
  logicalLocations: [{ name: visible(resource.name), fullyQualifiedName: visible(resource.arn), kind: 'resource' }],
});

/** In a SARIF message, `[text](target)` is a link and `{0}` a placeholder; names from AWS must be neither. */
const message = (text: string): string =>
  visible(text)
    .replaceAll(/[[\]\\]/gu, String.raw`\$&`)
    .replaceAll(/\{(?=\d+\})/gu, '{{')
    .replaceAll(/(\{\{\d+)\}/gu, '$1}}');
