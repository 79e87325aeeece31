import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod/mini';
import type { Problem } from '../../../lib/model/problem.ts';
import type { Report } from '../../../lib/model/report.ts';
import type { reportSchema } from '../../../lib/report/schema.ts';
import { finding, report, role, unknown } from '../../support/report.ts';
import { schemaErrors, undocumented } from '../../support/report-schema.ts';

const exception = {
  rule: 'stream-role-in-use',
  resource: '*',
  owner: 'Desktop team',
  reason: 'Being rebuilt.',
  expires: '2027-03-31',
};
const { owner, reason, expires } = exception;

const judged = report(
  [
    finding({
      effect: 'locked-out',
      cause: { kind: 'provider-missing', parameters: { provider: 'okta' } },
      because: 'x',
      affects: { paths: ['p'], targets: ['t'] },
      statement: { policy: 'trust policy', index: 0, sid: 'AllowSaml', element: 'Action' },
      suggestion: 'okta-2026',
      userSees: 'A redirect error.',
      evidence: [{ path: 'SamlProperties.Status', actual: 'DISABLED', expected: 'ENABLED' }],
      witness: {
        sentence: 'an assertion with NameID format transient may assume this role',
        action: 'sts:AssumeRoleWithSAML',
        principal: 'arn:aws:iam::111122223333:saml-provider/okta',
        resource: 'arn:aws:iam::111122223333:role/desktops',
        context: { 'saml:sub_type': 'transient', 'saml:aud': null, 'aws:TagKeys': ['Email'] },
      },
    }),
    unknown('stream-role-in-use', role('desktops'), 'iam:ListRoles'),
    finding({ resource: role('admins'), accepted: { owner, reason, expires } }),
  ],
  [
    { region: 'global', call: 'iam:ListRoles', outcome: 'denied', detail: 'not authorized', requests: 1 },
    { region: 'us-gov-west-1', call: 'appstream:DescribeStacks', resource: 'x', outcome: 'read', requests: 3 },
  ],
);

const missing = { kind: 'provider-missing', parameters: { provider: 'okta' } };
const cause: Problem = {
  id: '111122223333/provider-missing/okta',
  number: 1,
  title: 'Role desktops trusts a SAML provider that does not exist: okta',
  effect: 'locked-out',
  severity: 'high',
  cause: missing,
  summary: 'No user can sign in to directory d-906731a2b4.',
  resources: [role('desktops')],
  userSees: `"Specified provider doesn't exist" on the AWS sign-in page`,
  fix: 'In the trust policy of desktops, replace okta with okta-2026.',
  suggestion: 'okta-2026',
  findings: ['x'],
  paths: ['okta desktops d-906731a2b4'],
  targets: ['arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4'],
};

const full: Report = {
  ...judged,
  scan: { ...judged.scan, dataAsOf: '2026-11-20T06:00:00.000Z' },
  rules: [
    {
      id: 'stream-role-in-use',
      title: 'Streaming role was used recently',
      severity: 'low',
      url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/',
      statements: ['X6'],
      controls: [{ framework: 'nist-800-53-r5', id: 'AC-2', title: 'Account Management' }],
    },
  ],
  problems: [cause],
  advice: [{ ...cause, effect: 'advice' }],
  comparison: {
    since: '2026-11-20T06:00:00.000Z',
    changes: [
      {
        kind: 'gone',
        findingId: 'x',
        ruleId: 'stream-role-in-use',
        severity: 'low',
        resource: role('old'),
        message: 'It is gone.',
      },
    ],
    leftOut: 2,
  },
  notices: [
    { kind: 'exception-invalid', index: 0, message: 'exceptions[0] is not used.' },
    { kind: 'exception-expired', index: 1, message: 'It expired.', exception },
  ],
};

/** Without `readonly`, which is no part of JSON. */
type Plain<T> = T extends string | number | boolean | null | undefined ? T : { -readonly [K in keyof T]: Plain<T[K]> };

describe('docs/report.schema.json', () => {
  it('is made from a schema that says the same as the types, or this does not compile', () => {
    expectTypeOf<Plain<z.infer<typeof reportSchema>>>().toEqualTypeOf<Plain<Report>>();
  });

  it('accepts and documents every member of a report', () => {
    expect(schemaErrors(full)).toEqual([]);
    expect(undocumented(full)).toEqual([]);
  });

  it('lets a later version add members where reports may grow', () => {
    const grown = {
      ...full,
      maps: [],
      scan: { ...full.scan, organization: 'o-1' },
      coverage: full.coverage.map((entry) => ({ ...entry, milliseconds: 3 })),
      findings: full.findings.map((finding) => ({ ...finding, firstSeen: '2026-11-21T00:00:00Z' })),
      summary: { ...full.summary, skipped: 1 },
    };
    expect(schemaErrors(grown)).toEqual([]);
    expect(undocumented(grown)).toHaveLength(1 + 1 + 2 + 3 + 1);
  });

  const [first, second] = full.findings;
  const [read] = full.coverage;
  it.each<[string, unknown, string]>([
    [
      'another schema version',
      { ...full, schemaVersion: '2' },
      '/schemaVersion must be equal to constant {"allowedValue":"1"}',
    ],
    [
      'no summary',
      { ...full, summary: undefined },
      ` must have required property 'summary' {"missingProperty":"summary"}`,
    ],
    [
      'an account id that is not 12 digits',
      { ...full, scan: { ...full.scan, accountId: '42' } },
      '/scan/accountId must match pattern "^[0-9]{12}$" {"pattern":"^[0-9]{12}$"}',
    ],
    [
      'a time that is none',
      { ...full, scan: { ...full.scan, startedAt: 'yesterday' } },
      '/scan/startedAt must match format "date-time" {"format":"date-time"}',
    ],
    [
      'a status of its own',
      { ...full, findings: [{ ...first, status: 'FAIL' }] },
      '/findings/0/status must be equal to one of the allowed values {"allowedValues":["pass","fail","not-applicable","unknown"]}',
    ],
    [
      'an outcome of its own',
      { ...full, coverage: [{ ...read, outcome: 'skipped' }] },
      '/coverage/0/outcome must be equal to one of the allowed values {"allowedValues":["read","denied","throttled","failed","not-offered","not-enabled","not-exported"]}',
    ],
    [
      'evidence with an undocumented member',
      { ...full, findings: [{ ...first, evidence: [{ path: 'a', actual: 'b', secret: 'c' }] }] },
      '/findings/0/evidence/0 must NOT have additional properties {"additionalProperty":"secret"}',
    ],
    [
      'an unread call without the action that cures it',
      { ...full, findings: [{ ...second, unread: { ...second?.unread, action: undefined } }] },
      `/findings/0/unread must have required property 'action' {"missingProperty":"action"}`,
    ],
    [
      'a negative count',
      { ...full, summary: { ...full.summary, pass: -1 } satisfies Report['summary'] },
      '/summary/pass must be >= 0 {"comparison":">=","limit":0}',
    ],
  ])('refuses %s', (_fault, broken, error) => {
    expect(schemaErrors(broken)).toEqual([error]);
  });
});
