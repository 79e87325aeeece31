import { describe, expect, it } from 'vitest';
import type { ChangeKind } from '../../../lib/model/change.ts';
import type { ComparedChange, Comparison } from '../../../lib/model/comparison.ts';
import type { Finding, ResourceRef } from '../../../lib/model/finding.ts';
import { severities } from '../../../lib/model/finding.ts';
import type { Coverage, Outcome } from '../../../lib/model/snapshot.ts';
import { table } from '../../../lib/report/table.ts';
import { directory, finding, report, role, unknown } from '../../support/report.ts';

const head = `euc-saml-audit 0.1.0
Account      111122223333, partition aws
Regions      eu-central-1, us-east-1
Read from    AWS, 2026-11-21 20:08:11 UTC to 2026-11-21 20:09:00 UTC`;

const at = (region: string, call: string, outcome: Outcome): Coverage => ({ region, call, outcome, requests: 0 });

describe('table', () => {
  it('groups what fails by resource, worst first, with cause, cure and witness', () => {
    const text = table(
      report([
        finding({
          ruleId: 'workspaces-directory-login-fallback-disabled',
          severity: 'medium',
          resource: directory('d-1234567890'),
          message: 'SamlProperties.Status is ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK; expected ENABLED.',
          remediation: 'Set the status to ENABLED.',
        }),
        finding({ severity: 'low' }),
        finding({
          ruleId: 'stream-role-requires-persistent-subject',
          severity: 'critical',
          message: 'The trust policy lets sign-ins of every NameID format in; expected only persistent ones.',
          remediation: 'Add "StringEquals": {"saml:sub_type": "persistent"}.',
          witness: {
            sentence:
              'an assertion with NameID format transient and audience https://signin.aws.amazon.com/saml may assume this role',
            action: 'sts:AssumeRoleWithSAML',
            context: {},
          },
        }),
        finding({ status: 'pass', resource: role('fine') }),
        finding({ status: 'not-applicable', resource: role('other') }),
      ]),
    );
    expect(text).toBe(`${head}

FAILED: 3 findings on 2 resources

IAM role desktops: 1 critical, 1 low
arn:aws:iam::111122223333:role/desktops
  CRITICAL The trust policy lets sign-ins of every NameID format in; expected only persistent ones.
           [stream-role-requires-persistent-subject]
           Fix: Add "StringEquals": {"saml:sub_type": "persistent"}.
           Shown by: an assertion with NameID format transient and audience
                     https://signin.aws.amazon.com/saml may assume this role
  LOW      No statement of the trust policy allows sts:TagSession. [stream-role-allows-tag-session]
           Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.

WorkSpaces directory d-1234567890 in eu-central-1: 1 medium
arn:aws:workspaces:eu-central-1:111122223333:directory/d-1234567890
  MEDIUM   SamlProperties.Status is ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK; expected ENABLED.
           [workspaces-directory-login-fallback-disabled]
           Fix: Set the status to ENABLED.

Result: 3 failed (1 critical, 1 medium, 1 low), 1 passed, 1 not applicable, 0 unknown.
`);
  });

  it('tells in one paragraph of one denied call however many verdicts hang on it', () => {
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
    expect(text).toBe(`${head}

NOT READ: 2 calls; 40 verdicts unknown because of it

workspaces:DescribeIpGroups denied (eu-central-1, us-east-1)
  Answer: AccessDeniedException: not authorized to perform workspaces:DescribeIpGroups
  Cure: Allow workspaces:DescribeIpGroups for the identity that scans.
  Unknown: workspaces-directory-ip-restricted (20), workspaces-ip-group-not-empty (20)

iam:GetSAMLProvider failed (global; for okta)
  Cure: Scan again; if it keeps failing, try the call with the AWS CLI.

Result: nothing failed, 0 passed, 0 not applicable, 40 unknown. The scan is incomplete.
`);
  });

  it('says in one line each where there was nothing to look at', () => {
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
    );
    expect(text).toBe(`${head}
Not enabled  af-south-1, me-south-1
Not offered  us-iso-west-1; WorkSpaces in us-east-2; AppStream 2.0 in eu-west-3

Result: nothing failed, 0 passed, 0 not applicable, 0 unknown.
`);
  });

  it('tells what was read and still could not be judged, once per resource and reason', () => {
    const message = 'The trust policy is not JSON.';
    const unparseable = { call: 'iam:ListRoles', region: 'global', reason: 'unparseable', action: 'iam:ListRoles' };
    const text = table(
      report([
        finding({ ruleId: 'rule-a', status: 'unknown', message, unread: unparseable }),
        finding({ ruleId: 'rule-b', status: 'unknown', message, unread: unparseable }),
        finding({ ruleId: 'rule-c', status: 'unknown', message: 'StringFoo is not an operator that IAM documents.' }),
      ]),
    );
    expect(text).toBe(`${head}

NOT JUDGED: 3 verdicts unknown although everything was read

IAM role desktops
arn:aws:iam::111122223333:role/desktops
  The trust policy is not JSON. [rule-a, rule-b]
  StringFoo is not an operator that IAM documents. [rule-c]

Result: nothing failed, 0 passed, 0 not applicable, 3 unknown.
`);
  });

  it('shows what is accepted, by whom and until when, but does not count it, and what to know about exceptions', () => {
    const accepted = { owner: 'Desktop team', reason: 'Being rebuilt, see DESK-12.', expires: '2027-03-31' };
    const witness = { sentence: 'an assertion without tags may not assume this role', action: 'a', context: {} };
    const text = table({
      ...report([finding({ accepted, witness }), finding({ resource: role('admins'), severity: 'low' })]),
      notices: [
        { kind: 'exception-unused', index: 1, message: 'The exception of A matches nothing that fails: remove it.' },
        { kind: 'exception-invalid', index: 2, message: 'exceptions[2] is not used: owner: expected \u001b[2J.' },
      ],
    });
    expect(text).toBe(`${head}

FAILED: 1 finding on 1 resource

IAM role admins: 1 low
arn:aws:iam::111122223333:role/admins
  LOW      No statement of the trust policy allows sts:TagSession. [stream-role-allows-tag-session]
           Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.

ACCEPTED: 1 finding on 1 resource

IAM role desktops: 1 high
arn:aws:iam::111122223333:role/desktops
  HIGH     No statement of the trust policy allows sts:TagSession. [stream-role-allows-tag-session]
           Accepted: by Desktop team until 2027-03-31. Being rebuilt, see DESK-12.
           Shown by: an assertion without tags may not assume this role

EXCEPTIONS: 2 notices
  The exception of A matches nothing that fails: remove it.
  exceptions[2] is not used: owner: expected \\u{1b}[2J.

Result: 1 failed (1 low), 1 accepted, 0 passed, 0 not applicable, 0 unknown.
`);
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
    const of = (comparison: Comparison) =>
      table({ ...report([]), comparison })
        .replace(`${head}\n\n`, '')
        .replace(/, 0 passed.*$/s, '');
    expect(of({ since, changes })).toBe(`Since 2026-11-20 06:00:00 UTC: 2 opened, 1 lost-sight.
  opened     HIGH     IAM role a [stream-role-allows-tag-session]
  opened     HIGH     IAM role b\\u{202e} [stream-role-allows-tag-session]
  lost-sight HIGH     WorkSpaces directory d-1 in eu-central-1 [stream-role-allows-tag-session]

Result: nothing failed`);
    expect(of({ since, changes: [], leftOut: 12 })).toBe(
      `Since 2026-11-20 06:00:00 UTC: nothing changed. 12 findings that failed before are left out.

Result: nothing new failed`,
    );
    expect(of({ since, changes: [], leftOut: 1 })).toContain('1 finding that failed before is left out.');
    expect(of({ changes, leftOut: 0 })).toBe(
      `The baseline held no scan of this account: everything that fails is new.

Result: nothing new failed`,
    );
    expect(table({ ...report([finding()]), comparison: { changes, leftOut: 0 } })).toContain(
      'Result: 1 new failed (1 high)',
    );
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
    [40, 80],
    [250, 120],
  ])('keeps lines within the terminal (asked %s, wraps at %s)', (width, expected) => {
    const lines = table(report(many), width === undefined ? {} : { width }).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(expected);
    expect(Math.max(...lines.map(({ length }) => length))).toBeGreaterThan(expected - 12);
  });

  it('shows every one of 300 findings, each resource once', () => {
    const text = table(report(many));
    expect(text.match(/ \[stream-role-rule-number-\d+\]\n/gu)).toHaveLength(300);
    expect(text.match(/^arn:/gmu)).toHaveLength(12);
    expect(text.match(/Fix: /gu)).toHaveLength(300);
  });

  it('lets the painter see pieces, not escapes', () => {
    const text = table(report([finding()]), { paint: (style, piece) => `<${style}>${piece}</${style}>` });
    expect(text.split('\n').slice(5)).toEqual([
      '<title>FAILED: 1 finding on 1 resource</title>',
      '',
      '<title>IAM role desktops</title>: 1 high',
      '<muted>arn:aws:iam::111122223333:role/desktops</muted>',
      '<high>  HIGH     </high>No statement of the trust policy allows sts:TagSession. <muted>[stream-role-allows-tag-session]</muted>',
      '           Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.',
      '',
      '<title>Result: 1 failed (1 high), 0 passed, 0 not applicable, 0 unknown.</title>',
      '',
    ]);
  });

  it('lets no name from the account move the cursor or reverse the text', () => {
    const text = table(report([finding({ resource: role('a\u001b[2Jb\u202Ec\nd') })]));
    expect(text).toContain(String.raw`IAM role a\u{1b}[2Jb\u{202e}c d: 1 high`);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202E');
  });
});
