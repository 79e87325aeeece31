import { describe, expect, it } from 'vitest';
import { markdown } from '../../../lib/report/markdown.ts';
import { directory, finding, report, role } from '../../support/report.ts';

describe('markdown', () => {
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

Changes since 2026-11-20 06:00:00 UTC: 1 fixed. 3 existing findings are not shown.

- **Fixed** high, WorkSpaces directory d-\\*1 in eu-central-1: \`stream-role-allows-tag-session\`

Result: `);
  });

  it('leaves nothing from the account as markup', () => {
    const text = markdown(
      report([
        finding({
          accepted: { owner: 'A', reason: 'B.', expires: '2027-03-31' },
          resource: role('a``b`\n# c'),
          message: '<img src=x> ![x](y) [a](b) | **bold** # `code` ~~no~~ &amp; a_b \\',
        }),
      ]),
    );
    expect(text).toContain('IAM role ```a``b` # c```: ');
    expect(text).toContain(
      String.raw`: \<img src=x\> \!\[x\](y) \[a\](b) \| \*\*bold\*\* \# \`code\` \~\~no\~\~ \&amp; a\_b \\` +
        ' Accepted by A',
    );
  });

  it('separates a code span from backticks at its ends', () => {
    expect(markdown(report([finding({ resource: role('`x'), status: 'unknown' })]))).toContain('IAM role `` `x ``, ');
  });

  it('makes no link of a text and calls nobody', () => {
    const message = 'See https://evil.example/?a=*b*, www.evil.example or jane@example.com, and ask @octocat `@x`.';
    const notice = { kind: 'exception-expiring' as const, index: 0, message };
    const text = markdown({ ...report([]), notices: [notice] });
    expect(text).toContain(
      'See `https://evil.example/?a=*b*,` `www.evil.example` or `jane@example.com,` and ask `@octocat` `` `@x`. ``',
    );
  });
});
