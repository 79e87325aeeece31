import { describe, expect, it } from 'vitest';
import { auditTrust } from '../../../cli/demo/organization-accounts.ts';
import { run } from '../../../cli/run.ts';
import { trustPolicy } from '../../organization/member-accounts.ts';
import { terminal as newTerminal } from '../../support/terminal.ts';

describe('demo --organization', () => {
  it('has the trust policy of the template', () => {
    expect(auditTrust).toStrictEqual(trustPolicy({ AuditRolePrefix: 'euc-saml-audit-demo' }));
  });

  it('plays a run over six accounts, a silent one, and a change', { timeout: 180_000 }, async () => {
    const terminal = newTerminal();
    expect(await run(['demo', '--organization'], terminal)).toBe(0);
    const text = terminal.out.replaceAll(/\s+/g, ' ');
    expect(text).toMatch(
      /Subject: \[euc-saml-audit\] organization: \d+ (opened|new), 1 account incomplete \(highest: high\)/,
    );
    expect(text).toContain('444455556666 (Legacy): The audit role cannot be assumed: AccessDenied');
    expect(text).toContain('666677778888 (Former): The account is suspended.');
    expect(text).toContain('Alerts topic: 0 messages. Findings topic: 0 messages.');
    expect(text).toContain('iam:UpdateAssumeRolePolicy of WorkSpaces-Corp-Stream in us-east-1 by');
    expect(text).toContain(
      'ExampleOkta → WorkSpaces-Corp-Stream → d-99672f8b1c worked before this change and is blocked now.',
    );
  });
});
