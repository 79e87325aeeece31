import { describe, expect, it } from 'vitest';
import stringWidth from 'string-width';
import type { ChangeKind } from '../../../lib/model/change.ts';
import type { ComparedChange, Comparison } from '../../../lib/model/comparison.ts';
import type { Finding, ResourceRef } from '../../../lib/model/finding.ts';
import { severities } from '../../../lib/model/finding.ts';
import type { Report } from '../../../lib/model/report.ts';
import type { Coverage, Outcome } from '../../../lib/model/snapshot.ts';
import { table } from '../../../lib/report/table.ts';
import { sample } from '../../support/problems.ts';
import { directory, finding, report, role, unknown } from '../../support/report.ts';

const at = (region: string, call: string, outcome: Outcome): Coverage => ({ region, call, outcome, requests: 0 });

/** The section that begins with this word. */
const section = (text: string, title: string): string =>
  text.split('\n\n').find((part) => part.startsWith(title)) ?? `no ${title}`;

const firstScreen = (value: Report, width = 80): readonly string[] => {
  const lines = table(value, { width }).split('\n');
  const start = lines.findIndex((line) => line.startsWith('START HERE'));
  return lines.slice(0, lines.indexOf('', start));
};

describe('table', () => {
  it('shows every finding by resource when asked, worst first, with fix and example', () => {
    expect(table(sample, { all: true })).toContain(`
FINDINGS: 3 on 3 resources

IAM role desktops: 1 high
arn:aws:iam::111122223333:role/desktops
  HIGH     The trust policy specifies SAML provider Okta-2024, which does not exist.
           [stream-role-trusts-existing-provider]
           Fix: In the trust policy of desktops, replace Okta-2024 with Okta-2026.

IAM role apps: 1 medium
arn:aws:iam::111122223333:role/apps
  MEDIUM   The trust policy allows sign-ins whose NameID format is not persistent.
           [stream-role-requires-persistent-subject]
           Fix: In the trust policy of apps, require SAML:sub_type "persistent".
           Example: A user who signs in with a transient NameID can assume the role.

IAM role old: 1 low
arn:aws:iam::111122223333:role/old
  LOW      The role was not used for 120 days. [stream-role-in-use]
           Fix: Delete role old if its owner does not need it.

ACCEPTED RISKS: 1 on 1 resource

WorkSpaces directory d-2 in eu-central-1: 1 high
arn:aws:workspaces:eu-central-1:111122223333:directory/d-2
  HIGH     Clients that do not support SAML can sign in with the directory password.
           [workspaces-directory-login-fallback-disabled]
           Accepted by Desktop team until 2027-03-31. Old clients, see DESK-12.
`);
    expect(table(sample)).not.toContain('FINDINGS: ');
  });

  it('gives the reasons of each path when asked, and never those of the scanner as the path’s own', () => {
    expect(section(table(sample, { all: true, width: 120 }), 'SIGN-IN')).toBe(
      `SIGN-IN PATHS: 2 from SAML provider to directory or stack (numbers are problems)
  BLOCKED  1         Okta-2024 → desktops → d-1234567890 (eu-central-1)
                     SAML provider: SAML provider Okta-2024 does not exist in this account.
                     Users see: "Specified provider doesn't exist" (400, InvalidIdentityToken) on the AWS sign-in page
                     Network: not checked: workspaces:DescribeIpGroups (denied, eu-central-1)
  EXPOSED  2         Okta → apps → Office (eu-central-1)
                     Sign-in: failed: stream-role-requires-persistent-subject`,
    );
  });

  it('joins equal paths to one line', () => {
    const [path] = sample.paths ?? [];
    const many = Array.from({ length: 5 }, (_, index) => ({
      ...(path as NonNullable<typeof path>),
      id: `p${index}`,
      role: role(`r${index}`).arn,
    }));
    expect(section(table({ ...sample, problems: [], paths: many }), 'SIGN-IN')).toBe(
      `SIGN-IN PATHS: 5 from SAML provider to directory or stack (numbers are problems)
  BLOCKED            Okta-2024 → 5 roles → 1 directory or stack (5 paths)`,
    );
  });

  it('names a denied call once, however many results depend on it', () => {
    const detail = 'AccessDeniedException: not authorized to perform workspaces:DescribeIpGroups';
    const call = 'workspaces:DescribeIpGroups';
    const text = table(
      report(
        Array.from({ length: 20 }, (_, index) => directory(`d-${index}`)).flatMap((resource) => [
          unknown('workspaces-directory-ip-restricted', resource, call),
          unknown('workspaces-ip-group-not-empty', resource, call),
        ]),
        [
          { region: 'eu-central-1', call, outcome: 'denied', requests: 1, detail },
          { region: 'us-east-1', call, outcome: 'denied', requests: 1, detail },
          { region: 'global', call: 'iam:GetSAMLProvider', resource: 'okta', outcome: 'failed', requests: 4 },
        ],
      ),
    );
    expect(section(text, 'MISSING')).toBe(`MISSING DATA: 2 API calls failed, so 40 results are unknown
  workspaces:DescribeIpGroups: denied in eu-central-1, us-east-1
    Error: AccessDeniedException: not authorized to perform workspaces:DescribeIpGroups
    To fix: Add workspaces:DescribeIpGroups to the permissions of the scanning identity.
    Affected rules: workspaces-directory-ip-restricted (20), workspaces-ip-group-not-empty (20)
  iam:GetSAMLProvider: failed in global for okta
    To fix: Scan again. If the call keeps failing, run it with the AWS CLI.`);
  });

  it('says in one line each where there was nothing to scan', () => {
    const text = table(
      report(
        [],
        [
          at('me-south-1', 'workspaces:DescribeIpGroups', 'not-enabled'),
          at('af-south-1', 'workspaces:DescribeIpGroups', 'not-enabled'),
          at('us-east-2', 'workspaces:DescribeIpGroups', 'not-offered'),
          at('us-east-2', 'workspaces:DescribeConnectionAliases', 'not-offered'),
          at('us-east-2', 'appstream:DescribeStacks', 'read'),
          at('us-east-2', 'appstream:DescribeUsers', 'not-offered'),
          at('eu-west-3', 'workspaces:DescribeIpGroups', 'read'),
          at('eu-west-3', 'appstream:DescribeStacks', 'not-offered'),
          at('us-iso-west-1', 'appstream:DescribeStacks', 'not-offered'),
          at('us-iso-west-1', 'workspaces:DescribeIpGroups', 'not-offered'),
        ],
      ),
      { all: true },
    );
    expect(section(text, 'SCAN')).toBe(`SCAN
  Account               111122223333, partition aws
  Regions               eu-central-1, us-east-1
  Source                AWS, scanned 2026-11-21 20:08:11 UTC to 2026-11-21 20:09:00 UTC
  Data as of            unknown
  Regions not enabled   af-south-1, me-south-1
  Services not offered  us-iso-west-1; WorkSpaces in us-east-2; AppStream in eu-west-3`);
  });

  it('says what was read and still could not be decided, once per resource and reason', () => {
    const message = 'The trust policy is not JSON.';
    const unparseable = { call: 'iam:ListRoles', region: 'global', reason: 'unparseable', action: 'iam:ListRoles' };
    const text = table(
      report([
        finding({ ruleId: 'rule-a', status: 'unknown', message, unread: unparseable }),
        finding({ ruleId: 'rule-b', status: 'unknown', message, unread: unparseable }),
        finding({ ruleId: 'rule-c', status: 'unknown', message: 'StringFoo is not an operator that IAM documents.' }),
      ]),
    );
    expect(section(text, 'INCONCLUSIVE')).toBe(
      `INCONCLUSIVE: 3 results (all data was read, but the result could not be decided)
  IAM role desktops
    The trust policy is not JSON. [rule-a, rule-b]
    StringFoo is not an operator that IAM documents. [rule-c]`,
    );
  });

  it('says what to know about exceptions, in one line each', () => {
    const text = table({
      ...sample,
      notices: [
        { kind: 'exception-unused', index: 1, message: 'Exception 1 matches no failing finding. Remove it.' },
        { kind: 'exception-invalid', index: 2, message: 'exceptions[2] is invalid: expected \u001b[2J.' },
      ],
    });
    expect(section(text, 'EXCEPTIONS')).toBe(String.raw`EXCEPTIONS: 2 need attention
  Exception 1 matches no failing finding. Remove it.
  exceptions[2] is invalid: expected \u{1b}[2J.`);
  });

  const change = (kind: ChangeKind, resource: ResourceRef): ComparedChange => {
    const { id: findingId, ruleId, severity, message } = finding({ resource });
    return { kind, findingId, ruleId, severity, resource, message };
  };

  it('says what changed since the baseline, and what is left out', () => {
    const since = '2026-11-20T06:00:00.000Z';
    const changes = [
      change('opened', role('a')),
      change('opened', role('b\u202E')),
      change('lost-sight', directory('d-1')),
    ];
    const of = (comparison: Comparison, title = 'Changes') => section(table({ ...report([]), comparison }), title);
    expect(of({ since, changes })).toBe(String.raw`Changes since 2026-11-20 06:00:00 UTC: 2 new, 1 no longer verifiable.
  New                    HIGH     IAM role a [stream-role-allows-tag-session]
  New                    HIGH     IAM role b\u{202e} [stream-role-allows-tag-session]
  No longer verifiable   HIGH     WorkSpaces directory d-1 in eu-central-1
                                  [stream-role-allows-tag-session]`);
    expect(of({ since, changes: [], leftOut: 12 })).toBe(
      'Changes since 2026-11-20 06:00:00 UTC: none. 12 existing findings are not shown.',
    );
    expect(of({ since, changes: [], leftOut: 1 })).toContain('1 existing finding is not shown.');
    expect(of({ changes, leftOut: 0 }, 'The baseline')).toBe(
      'The baseline has no scan of this account, so every finding is new.',
    );
    expect(of({ changes, leftOut: 0 }, 'Result')).toContain('Result: no new findings, ');
  });

  const long = 'The trust policy lets sign-ins of every NameID format in and none of its statements says otherwise. ';
  const many = Array.from({ length: 12 }, (_, roleNumber) =>
    Array.from({ length: 25 }, (_, ruleNumber): Finding =>
      finding({
        ruleId: `stream-role-rule-number-${ruleNumber}`,
        severity: severities[ruleNumber % 5] ?? 'low',
        resource: role(`team-${roleNumber}`),
        message: long.repeat(2),
      }),
    ),
  ).flat();

  it.each([
    [undefined, 100],
    [95, 95],
    [40, 60],
    [250, 120],
  ])('keeps lines within the terminal (asked %s, wraps at %s)', (width, expected) => {
    const lines = table(report(many), { all: true, ...(width === undefined ? {} : { width }) }).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(expected);
    expect(Math.max(...lines.map(({ length }) => length))).toBeGreaterThan(expected - 12);
  });

  it('counts a wide character as two columns', () => {
    const [first] = sample.problems;
    const wide = { ...(first as NonNullable<typeof first>), title: '目录 '.repeat(40).trim() };
    const lines = table({ ...sample, problems: [wide] }, { width: 60 }).split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line.includes('目录')).length).toBeGreaterThan(3);
  });

  it('shows every one of 300 findings, each resource once', () => {
    const text = table(report(many), { all: true });
    expect(text.match(/ \[stream-role-rule-number-\d+\]\n/gu)).toHaveLength(300);
    expect(text.match(/^arn:/gmu)).toHaveLength(12);
    expect(text.match(/Fix: /gu)).toHaveLength(300);
  });

  it('lets the painter see pieces, not escapes', () => {
    const text = table(sample, { paint: (style, piece) => `<${style}>${piece}</${style}>` });
    expect(text).toContain('<title>DOES SIGN-IN WORK?</title><high>  No. Users cannot');
    expect(text).toContain('<high>  BLOCKED  </high>1         Okta-2024');
    expect(text).toContain('<high>USERS CANNOT SIGN IN: 1 problem</high>');
  });

  it('lets no name from the account move the cursor or reverse the text', () => {
    const text = table(report([finding({ resource: role('a\u001b[2Jb\u202Ec\nd') })]), { all: true });
    expect(text).toContain(String.raw`IAM role a\u{1b}[2Jb\u{202e}c d: 1 high`);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202E');
  });
});

describe('the first screen', () => {
  it('has at most 24 lines at 80 columns, whatever the texts', () => {
    const words = 'a long text that goes on and on '.repeat(40);
    const [first] = sample.problems;
    const paths = Array.from({ length: 40 }, (_, index) => ({
      ...(sample.paths?.[index % 2] as NonNullable<Report['paths']>[number]),
      id: `p${index}`,
      target: directory(`d-${index}`).arn,
    }));
    const problem = {
      ...(first as NonNullable<typeof first>),
      title: words,
      summary: words,
      userSees: words,
      fix: words,
    };
    const relayStates = paths.map(({ target }, index) => ({
      type: 'workspaces.directory' as const,
      arn: target,
      name: `d-${index}`,
      region: 'eu-central-1',
      others: [],
      notes: [],
    }));
    const regions = Array.from({ length: 30 }, (_, index) => `eu-central-${index}`);
    const value = { ...sample, scan: { ...sample.scan, regions }, problems: [problem], paths, relayStates };
    expect(firstScreen(value).length).toBeLessThanOrEqual(24);
    expect(firstScreen(value).every((line) => line.length <= 80)).toBe(true);
    expect(firstScreen(value).some((line) => line.startsWith('  Fix '))).toBe(true);
  });

  const without = (changes: Partial<Report>): Report => ({
    ...sample,
    problems: [],
    advice: [],
    coverage: [],
    findings: [],
    paths: [],
    relayStates: [],
    notices: [],
    summary: { ...sample.summary, accepted: 0, unknown: 0, complete: true },
    ...changes,
  });
  const answers = (value: Report) => firstScreen(value).filter((line) => /^(DOES|IS) /u.test(line));
  const working = (sample.paths ?? []).map((path) => ({ ...path, status: 'works' as const, steps: [] }));
  const { relayStates = [] } = sample;

  it('says yes only as far as AWS shows', () => {
    expect(answers(without({ paths: working, relayStates }))).toEqual([
      'DOES SIGN-IN WORK?  Yes, as far as AWS shows: 2 directories and stacks, no',
      'IS IT SAFE?  No exposure found in what AWS shows.',
      'IS THE SCAN COMPLETE?  Yes. Every API call was answered.',
    ]);
  });

  it('is about nothing where nothing is streamed', () => {
    expect(answers(without({}))).toEqual([
      'DOES SIGN-IN WORK?  Not applicable. The scan found no directory with SAML and no',
      'IS IT SAFE?  No exposure found.',
      'IS THE SCAN COMPLETE?  Yes. Every API call was answered.',
    ]);
  });

  it('says less when not everything was read', () => {
    const summary = { ...sample.summary, unknown: 2, complete: false };
    expect(answers(without({ paths: working, relayStates, summary, coverage: sample.coverage }))).toEqual([
      'DOES SIGN-IN WORK?  Yes, as far as the scan could read: 2 directories and',
      'IS IT SAFE?  No exposure found in what could be read and decided.',
      'IS THE SCAN COMPLETE?  No. 1 API call had no answer, so 2 results are unknown.',
    ]);
    expect(answers(without({ summary, coverage: sample.coverage }))[0]).toBe(
      'DOES SIGN-IN WORK?  Unknown. The scan is incomplete and found no directory or',
    );
  });

  it('says less when not all rules were checked', () => {
    const scan = { ...sample.scan, onlyRules: ['stream-role-in-use'] };
    expect(answers(without({ paths: working, relayStates, scan }))).toEqual([
      'DOES SIGN-IN WORK?  Yes, by the rules and findings in this report, which are not',
      'IS IT SAFE?  No exposure found by the rules and findings in this report, which',
      'IS THE SCAN COMPLETE?  All data was read, but not all rules and findings are in',
    ]);
  });

  it('never calls an exposed path safe, nor a stack that only some users reach working', () => {
    const paths = working.map((path, index) => ({
      ...path,
      status: index === 0 ? ('limited' as const) : ('works-unsafe' as const),
    }));
    expect(answers(without({ paths, relayStates })).slice(0, 2)).toEqual([
      'DOES SIGN-IN WORK?  In part. Some users cannot sign in to 1 of 2 directories and',
      'IS IT SAFE?  No. 1 sign-in path is exposed.',
    ]);
  });
});
