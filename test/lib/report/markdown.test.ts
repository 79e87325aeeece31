import { describe, expect, it } from 'vitest';
import { markdown } from '../../../lib/report/markdown.ts';
import { directory, finding, report, role, unknown } from '../../support/report.ts';

describe('markdown', () => {
  it('says what the table says, as headings and lists', () => {
    const text = markdown(
      report(
        [
          finding({
            witness: { sentence: 'an assertion without tags may not assume this role', action: 'a', context: {} },
          }),
          unknown('workspaces-directory-ip-restricted', directory('d-1'), 'workspaces:DescribeIpGroups'),
          finding({ ruleId: 'rule-c', status: 'unknown', message: 'StringFoo is not documented.' }),
        ],
        [
          {
            region: 'eu-central-1',
            call: 'workspaces:DescribeIpGroups',
            outcome: 'denied',
            requests: 1,
            detail: 'AccessDeniedException: *no*',
          },
          { region: 'global', call: 'iam:GetSAMLProvider', resource: 'okta', outcome: 'not-exported', requests: 0 },
        ],
      ),
    );
    expect(text).toBe(`# SAML sign-in audit of account \`111122223333\`

Result: 1 failed (1 high), 0 passed, 0 not applicable, 2 unknown. The scan is incomplete.

- **Account:** 111122223333, partition aws
- **Regions:** eu-central-1, us-east-1
- **Read from:** AWS, 2026-11-21 20:08:11 UTC to 2026-11-21 20:09:00 UTC

## Failed

### IAM role \`desktops\`

\`arn:aws:iam::111122223333:role/desktops\`

- **high** \`stream-role-allows-tag-session\`: No statement of the trust policy allows sts:TagSession.
  - Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.
  - Shown by: an assertion without tags may not assume this role

## Not read

- \`workspaces:DescribeIpGroups\` **denied** (eu-central-1)
  - Answer: AccessDeniedException: \\*no\\*
  - Cure: Allow workspaces:DescribeIpGroups for the identity that scans.
  - Unknown: \`workspaces-directory-ip-restricted\` (1)
- \`iam:GetSAMLProvider\` **not-exported** (global; for \`okta\`)
  - Cure: Make the export again with this call in it.

## Not judged

1 verdict unknown although everything was read.

- IAM role \`desktops\`, \`rule-c\`: StringFoo is not documented.

euc-saml-audit 0.1.0, scan \`00000000-0000-4000-8000-000000000001\`
`);
  });

  it('shows what is accepted, and what to know about exceptions', () => {
    const accepted = { owner: 'Desktop *team*', reason: 'Being rebuilt.', expires: '2027-03-31' };
    const text = markdown({
      ...report([finding({ accepted })]),
      notices: [{ kind: 'exception-unused', index: 0, message: 'The exception of A on * matches nothing.' }],
    });
    expect(text).toBe(`# SAML sign-in audit of account \`111122223333\`

Result: nothing failed, 1 accepted, 0 passed, 0 not applicable, 0 unknown.

- **Account:** 111122223333, partition aws
- **Regions:** eu-central-1, us-east-1
- **Read from:** AWS, 2026-11-21 20:08:11 UTC to 2026-11-21 20:09:00 UTC

## Accepted

### IAM role \`desktops\`

\`arn:aws:iam::111122223333:role/desktops\`

- **high** \`stream-role-allows-tag-session\`: No statement of the trust policy allows sts:TagSession.
  - Accepted: by Desktop \\*team\\* until 2027-03-31. Being rebuilt.

## Exceptions

- The exception of A on \\* matches nothing.

euc-saml-audit 0.1.0, scan \`00000000-0000-4000-8000-000000000001\`
`);
  });

  it('says what changed since the baseline', () => {
    const { id: findingId, ruleId, severity, resource, message } = finding({ resource: directory('d-*1') });
    const text = markdown({
      ...report([]),
      comparison: {
        since: '2026-11-20T06:00:00.000Z',
        changes: [{ kind: 'resolved', findingId, ruleId, severity, resource, message }],
        leftOut: 3,
      },
    });
    expect(text).toContain(`
## Changes

Since 2026-11-20 06:00:00 UTC: 1 resolved. 3 findings that failed before are left out.

- **resolved** high, WorkSpaces directory d-\\*1 in eu-central-1: \`stream-role-allows-tag-session\`

euc-saml-audit`);
  });

  it('leaves nothing from the account as markup', () => {
    const text = markdown(
      report([
        finding({
          resource: role('a``b`\n# c'),
          message: '<img src=x> ![x](y) [a](b) | **bold** # `code` ~~no~~ &amp; a_b \\',
        }),
      ]),
    );
    expect(text).toContain('### IAM role ```a``b` # c```\n');
    expect(text).toContain(
      String.raw`: \<img src=x\> \!\[x\](y) \[a\](b) \| \*\*bold\*\* \# \`code\` \~\~no\~\~ \&amp; a\_b \\` + '\n',
    );
  });

  it('separates a code span from backticks at its ends', () => {
    expect(markdown(report([finding({ resource: role('`x') })]))).toContain('### IAM role `` `x ``\n');
  });

  it('makes no link of a text and calls nobody', () => {
    const message = 'See https://evil.example/?a=*b*, www.evil.example or jane@example.com, and ask @octocat `@x`.';
    const text = markdown(report([finding({ message })]));
    expect(text).toContain(
      'See `https://evil.example/?a=*b*,` `www.evil.example` or `jane@example.com,` and ask `@octocat` `` `@x`. ``',
    );
  });
});
