import { readFileSync } from 'node:fs';
import type { AwsSecurityFinding, Partition } from '@aws-sdk/client-securityhub';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../lib/model/report.ts';
import { asffFindings } from '../../../lib/report/formats/asff.ts';
import { formatNames } from '../../../lib/model/format.ts';
import { formatForFile, formats } from '../../../lib/report/formats/index.ts';
import { sample } from '../../support/problems.ts';
import { report } from '../../support/report.ts';
import { schemaErrors } from '../../support/report-schema.ts';

const complete: Report = {
  ...sample,
  coverage: [],
  findings: sample.findings.filter(({ status }) => status !== 'unknown'),
  summary: { ...sample.summary, unknown: 0, complete: true },
};

/** By the JSON Schema that OASIS publishes for SARIF 2.1.0. */
function sarifErrors(text: string): readonly unknown[] {
  const schema: object = JSON.parse(
    readFileSync(new URL('../../fixtures/sarif-2.1.0.schema.json', import.meta.url), 'utf8'),
  );
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

/** Reads CSV by RFC 4180, as its own small machine: quotes double, rows end with CRLF. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/gu)) {
    row.push((quoted ?? '').replaceAll('""', '"'));
    if (end !== ',') [rows[rows.length], row] = [row, []];
  }
  return rows;
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

function parseXml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes } as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return root;
}

const extensions = { table: 'txt', json: 'json', markdown: 'md', html: 'html', csv: 'csv', sarif: 'sarif' } as const;
const goldenName = (format: string): string =>
  `golden/sample.${(extensions as Record<string, string>)[format] ?? `${format}.${format === 'junit' ? 'xml' : 'json'}`}`;

describe('formats', () => {
  it.each(formatNames)('writes %s as in the golden file', async (format) => {
    await expect(formats[format].write(sample)).toMatchFileSnapshot(goldenName(format));
  });

  it.each(formatNames)('writes %s of a scan that found nothing, the same each time', (format) => {
    const text = formats[format].write(report([]));
    expect(text).not.toBe('');
    expect(formats[format].write(report([]))).toBe(text);
  });

  it.each([
    ['report.html', 'html'],
    ['REPORT.HTM', 'html'],
    ['a/b.sarif', 'sarif'],
    ['x.sarif.json', 'sarif'],
    ['x.ocsf.json', 'ocsf'],
    ['x.asff.json', 'asff'],
    ['x.json', 'json'],
    ['x.junit.xml', 'junit'],
    ['x.xml', 'junit'],
    ['x.csv', 'csv'],
    ['x.md', 'markdown'],
    ['x.txt', 'table'],
    ['report', undefined],
  ])('takes %s for %s', (name, format) => {
    expect(formatForFile(name)).toBe(format);
  });
});

describe('sarif', () => {
  const log = (value: Report) => JSON.parse(formats.sarif.write(value)).runs[0];

  it('is valid by the published schema, complete or not', () => {
    for (const value of [sample, complete, report([])]) expect(sarifErrors(formats.sarif.write(value))).toEqual([]);
    expect(sarifErrors('{"version":"2.1.0","runs":[{"tool":{}}]}')).not.toEqual([]);
  });

  it('has failures as results, and what is unknown as notifications', () => {
    const run = log(sample);
    expect(run.results.map(({ partialFingerprints }: never) => partialFingerprints)).toEqual([
      { 'findingId/v1': 'provider' },
      { 'findingId/v1': 'subject' },
      { 'findingId/v1': 'unused' },
      { 'findingId/v1': 'accepted' },
    ]);
    expect(run.results[3].suppressions[0].justification).toBe(
      'Accepted by Desktop team until 2027-03-31. Old clients, see DESK-12.',
    );
    const { executionSuccessful, toolExecutionNotifications } = run.invocations[0];
    expect(executionSuccessful).toBe(false);
    expect(toolExecutionNotifications.map(({ level, descriptor }: never) => [level, descriptor])).toEqual([
      ['error', { id: 'missing-data' }],
      ['warning', { id: 'unknown-result' }],
      ['warning', { id: 'unknown-result' }],
    ]);
    expect(log(complete).invocations[0]).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  it('names the file of an export that holds the resource', () => {
    expect(log(sample).results[0].locations[0]).toEqual({
      physicalLocation: {
        artifactLocation: { uri: 'global/iam.get-account-authorization-details.json', uriBaseId: 'EXPORT' },
        region: { startLine: 1 },
      },
      logicalLocations: [
        { name: 'desktops', fullyQualifiedName: 'arn:aws:iam::111122223333:role/desktops', kind: 'resource' },
      ],
    });
  });
});

describe('ocsf', () => {
  it('tells pass, fail and unknown apart, leaves out what does not apply, and says that the scan is incomplete', () => {
    const events = JSON.parse(formats.ocsf.write(sample));
    expect(
      events.map(
        ({
          metadata,
          compliance,
          status,
        }: {
          metadata: { event_code: string };
          compliance: { status: string };
          status: string;
        }) => [metadata.event_code, compliance.status, status],
      ),
    ).toEqual([
      ['stream-role-trusts-existing-provider', 'Fail', 'New'],
      ['stream-role-requires-persistent-subject', 'Fail', 'New'],
      ['stream-role-in-use', 'Fail', 'New'],
      ['workspaces-directory-login-fallback-disabled', 'Fail', 'Suppressed'],
      ['workspaces-directory-ip-restricted', 'Warning', 'New'],
      ['stream-role-audience-restricted', 'Unknown', 'New'],
      ['workspaces-directory-encryption-mode', 'Pass', 'Resolved'],
      ['scan-complete', 'Warning', 'New'],
    ]);
    expect(events[0].time).toBe(Date.parse('2026-11-21T20:08:11.123Z'));
    expect(JSON.parse(formats.ocsf.write(complete)).map(({ unmapped }: never) => unmapped['scan_complete'])).toEqual(
      Array.from({ length: 5 }, () => true),
    );
  });
});

describe('asff', () => {
  it('has the types of the Security Hub API', () => {
    const typed: readonly AwsSecurityFinding[] = JSON.parse(JSON.stringify(asffFindings(sample)));
    // Does not compile when a member is not one of the API's.
    const checked = asffFindings(sample) satisfies readonly Widened<AwsSecurityFinding>[];
    expect(typed.map(({ Compliance, Workflow }) => [Compliance?.Status, Workflow?.Status])).toEqual([
      ['FAILED', 'NEW'],
      ['FAILED', 'NEW'],
      ['FAILED', 'NEW'],
      ['FAILED', 'SUPPRESSED'],
      ['NOT_AVAILABLE', 'NEW'],
      ['WARNING', 'NEW'],
      ['PASSED', 'RESOLVED'],
      ['NOT_AVAILABLE', 'NEW'],
    ]);
    expect(checked.at(-1)?.Description).toContain('workspaces:DescribeIpGroups was not read in eu-central-1');
  });

  it('names the product of the partition, in the Region of the resource', () => {
    const inGovCloud = { ...sample, scan: { ...sample.scan, partition: 'aws-us-gov' } };
    expect(asffFindings(inGovCloud).map(({ ProductArn }) => ProductArn)[0]).toBe(
      'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default',
    );
    expect(asffFindings(sample)[4]?.ProductArn).toBe(
      'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
    );
  });

  it('keeps within the documented lengths, and keeps long ids apart', () => {
    const [first] = sample.findings;
    const long = (name: string) => ({
      ...(first as (typeof sample.findings)[number]),
      id: `111122223333/rule/${'p/'.repeat(400)}${name}`,
      message: 'm'.repeat(5000),
      remediation: 'r'.repeat(5000),
    });
    const findings = asffFindings({ ...sample, findings: [long('a'), long('b')] });
    for (const { Id, Description, Remediation } of findings) {
      expect(Id.length).toBeLessThanOrEqual(512);
      expect(Description.length).toBeLessThanOrEqual(1024);
      expect(Remediation.Recommendation.Text.length).toBeLessThanOrEqual(512);
    }
    expect(new Set(findings.map(({ Id }) => Id)).size).toBe(3);
  });
});

/** `readonly` arrays where the API's types have mutable ones, and any partition. */
type Widened<T> = T extends Partition
  ? string
  : T extends readonly (infer U)[]
    ? readonly Widened<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Widened<T[K]> }
      : T;

describe('csv', () => {
  it('has a row for each result and each call that was not answered, all of the same columns', () => {
    const [head = [], ...rows] = csvRows(formats.csv.write(sample));
    expect(rows).toHaveLength(sample.findings.length + 1);
    expect(rows.filter((row) => row.length !== head.length)).toEqual([]);
    const at = (row: number, column: string) => rows[row]?.[head.indexOf(column)];
    expect(at(0, 'problem')).toBe('1');
    expect(at(0, 'nist_800_53_r5')).toBe('IA-8');
    expect(at(0, 'scan_complete')).toBe('false');
    expect(at(sample.findings.length, 'record')).toBe('missing-data');
    expect(at(6, 'status')).toBe('pass');
  });
});

describe('junit', () => {
  const cases = (value: Report) => {
    const suite = parseXml(formats.junit.write(value)).children[0]?.children[0];
    return (suite?.children ?? [])
      .filter(({ name }) => name === 'testcase')
      .map(({ attributes, children: [outcome] }) => [attributes['name']?.split(':')[0], outcome?.name ?? 'passed']);
  };

  it('has a test case for each rule; what is unknown is skipped, never passed', () => {
    expect(cases(sample)).toEqual([
      ['stream-role-audience-restricted', 'skipped'],
      ['stream-role-in-use', 'failure'],
      ['stream-role-requires-persistent-subject', 'failure'],
      ['stream-role-trusts-existing-provider', 'failure'],
      ['workspaces-directory-encryption-mode', 'passed'],
      ['workspaces-directory-ip-restricted', 'skipped'],
      ['workspaces-directory-login-fallback-disabled', 'skipped'],
      ['scan-complete', 'error'],
    ]);
    expect(cases(complete).at(-1)).toEqual(['scan-complete', 'passed']);
  });

  it('counts what it has', () => {
    const suites = parseXml(formats.junit.write(sample)).children[0];
    expect(suites?.attributes).toEqual({
      name: 'euc-saml-audit',
      tests: '8',
      failures: '3',
      errors: '1',
      skipped: '3',
    });
  });
});

describe('a poisoned account', () => {
  const poisons = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    '\u001b[2J\u001b]0;title\u0007',
    '\u202Egnp.exe\u2066',
    '<!channel> <@U012> @everyone',
    '[click](https://evil.example) {0}',
    ']]>&lt;\u0000\uFFFE\uD800',
    '`code` | **bold** \r\n# heading',
  ];

  /** Every text of the report that comes from the account, one after the other. */
  const poisoned = (poison: string): Report => {
    const bad = <T>(value: T): T => {
      if (Array.isArray(value)) return value.map(bad) as T;
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) =>
          [
            'name',
            'message',
            'actual',
            'expected',
            'sentence',
            'owner',
            'detail',
            'title',
            'summary',
            'fix',
            'userSees',
            'suggestion',
            'remediation',
            'text',
          ].includes(key) && typeof member === 'string'
            ? [key, `${poison}${member}`]
            : [key, bad(member)],
        ),
      ) as T;
    };
    return { ...bad(sample), tool: sample.tool, rules: sample.rules };
  };

  it.each(poisons)('harms no format: %j', (poison) => {
    const value = poisoned(poison);
    const written = Object.fromEntries(formatNames.map((format) => [format, formats[format].write(value)]));
    const obeyed = Object.entries(written).filter(([, text]) =>
      /[\p{Cc}\p{Cf}]/u.test(text.replaceAll(/[\r\n]/gu, '')),
    );
    expect(obeyed.map(([format]) => format)).toEqual([]);
    expect(schemaErrors(JSON.parse(written['json'] ?? ''))).toEqual([]);
    expect(sarifErrors(written['sarif'] ?? '')).toEqual([]);
    expect(JSON.parse(written['ocsf'] ?? '')).toHaveLength(8);
    expect(JSON.parse(written['asff'] ?? '')).toHaveLength(8);
    const rows = csvRows(written['csv'] ?? '');
    expect(rows).toHaveLength(sample.findings.length + 2);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/u.test(cell))).toEqual([]);
    expect(parseXml(written['junit'] ?? '').children).toHaveLength(1);
    const elements = (text: string) => [...text.matchAll(/<([a-z0-9]+)[\s>]/gu)].map(([, name]) => name);
    expect(elements(written['html'] ?? '')).toEqual(elements(formats.html.write(sample)));
    // Nothing in a code span is markup.
    const prose = (written['markdown'] ?? '').replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/gu, '');
    expect(/(?:^|[^\\(])</mu.test(prose)).toBe(false);
    expect(prose.includes('@everyone')).toBe(false);
    expect(JSON.parse(written['sarif'] ?? '').runs[0].results[0].message.text).not.toMatch(/[^\\]\]\(/u);
  });
});
