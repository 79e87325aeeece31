import { describe, expect, it } from 'vitest';
import type { Change } from '../../../lib/model/change.ts';
import type { ChatNotification } from '../../../lib/report/chat.ts';
import { digest } from '../../../lib/report/digest.ts';
import { directory, finding, report, role } from '../../support/report.ts';

const tagSession = (name: string): Change => ({ kind: 'opened', finding: finding({ resource: role(name) }) });
const fallback: Change = {
  kind: 'opened',
  finding: finding({
    ruleId: 'workspaces-directory-login-fallback-disabled',
    severity: 'critical',
    resource: directory('d-9067f0e1a2'),
    message: 'Users may sign in with their directory password.',
    remediation: 'Set the status to ENABLED.',
  }),
};
const resolved: Change = {
  kind: 'resolved',
  finding: finding({ ruleId: 'stream-role-in-use', severity: 'critical', resource: role('old') }),
};

describe('digest', () => {
  it('tells the worst first, and good news last, with what to do and what was not read', () => {
    const coverage = [
      { region: 'eu-west-1', call: 'workspaces:DescribeIpGroups', outcome: 'denied', requests: 1 },
      { region: 'us-east-1', call: 'workspaces:DescribeIpGroups', outcome: 'denied', requests: 1 },
      { region: 'global', call: 'iam:ListRoles', outcome: 'read', requests: 3 },
    ] as const;
    expect(digest(report([], coverage), [tagSession('desktops'), resolved, fallback])).toMatchObject({
      subject: 'SAML sign-in of 111122223333: 2 opened, 1 resolved, worst critical',
      text: `SAML sign-in to WorkSpaces and AppStream 2.0, account 111122223333
3 changes: 2 opened, 1 resolved

CRITICAL opened: workspaces-directory-login-fallback-disabled
WorkSpaces directory d-9067f0e1a2 (eu-central-1)
Users may sign in with their directory password.
To do: Set the status to ENABLED.

HIGH opened: stream-role-allows-tag-session
IAM role desktops
No statement of the trust policy allows sts:TagSession.
To do: Add sts:TagSession next to sts:AssumeRoleWithSAML.

CRITICAL resolved: stream-role-in-use
IAM role old
No statement of the trust policy allows sts:TagSession.

Could not be read, so what depends on it is unknown:
- workspaces:DescribeIpGroups (denied): eu-west-1, us-east-1

Scan 00000000-0000-4000-8000-000000000001, 2026-11-21 20:09:00 UTC`,
    });
  });

  it('says who accepted a risk, why and until when', () => {
    const accepted = { owner: 'desktop-team', reason: 'Until the <VPN> is ready.', expires: '2027-03-31' };
    const change: Change = { kind: 'accepted', finding: finding({ accepted }) };
    const { subject, text, chat } = digest(report([]), [change]);
    expect(subject).toBe('SAML sign-in of 111122223333: 1 accepted');
    expect(text).toContain(`
HIGH accepted: stream-role-allows-tag-session
IAM role desktops
No statement of the trust policy allows sts:TagSession.
Accepted by desktop-team until 2027-03-31. Until the <VPN> is ready.

Scan `);
    const { content } = JSON.parse(chat) as ChatNotification;
    expect(content.nextSteps).toEqual([]);
    expect(content.description).toContain(
      'sts:TagSession.\nAccepted by desktop-team until 2027-03-31. Until the `&lt;VPN&gt;` is ready.\n\nScan ',
    );
  });

  it('makes one paragraph of thirty roles with one fault, ten of them by name in order', () => {
    const changes = Array.from({ length: 30 }, (_, index) => tagSession(`role-${String(30 - index).padStart(2, '0')}`));
    const { subject, text } = digest(report([]), changes);
    expect(subject).toBe('SAML sign-in of 111122223333: 30 opened, worst high');
    expect(text).toBe(`SAML sign-in to WorkSpaces and AppStream 2.0, account 111122223333
30 changes: 30 opened

HIGH opened: stream-role-allows-tag-session
30 × IAM role, for example: No statement of the trust policy allows sts:TagSession.
To do: Add sts:TagSession next to sts:AssumeRoleWithSAML.
- role-01
- role-02
- role-03
- role-04
- role-05
- role-06
- role-07
- role-08
- role-09
- role-10
- and 20 more: the findings topic has each, the on-demand scan returns all

Scan 00000000-0000-4000-8000-000000000001, 2026-11-21 20:09:00 UTC`);
  });

  it('links rules to their pages and names itself when it can', () => {
    const { text, chat } = digest(report([]), [fallback], { id: 'a'.repeat(64), docs: 'https://example.com/docs/' });
    const page = 'https://example.com/docs/rules/workspaces-directory-login-fallback-disabled.md';
    expect(text.split('\n')).toContain(`Rule: ${page}`);
    expect(text).toMatch(/, message aaaaaaaaaaaa$/);
    const { id, content } = JSON.parse(chat) as ChatNotification;
    expect(id).toBe('a'.repeat(64));
    expect(content.description.split('\n')).toContain(page);
  });

  it('says to mail and chat when the time was over before everything was read', () => {
    const coverage = ['eu-west-1', 'eu-west-2', 'eu-west-3', 'us-east-1'].map((region) => ({
      region,
      call: 'appstream:DescribeStacks',
      outcome: 'failed' as const,
      detail: 'RunTimeOver: the time of this run was over before the call was made',
      requests: 0,
    }));
    const { text, chat } = digest(report([], coverage), [fallback]);
    const said =
      'The time of the run was over before everything was read. Could not be read, so what depends on it is unknown:\n';
    expect(text).toContain(`${said}- appstream:DescribeStacks (failed): 4 Regions`);
    expect((JSON.parse(chat) as ChatNotification).content.description).toContain(
      `${said}• \`appstream:DescribeStacks\` (failed): 4 Regions`,
    );
  });

  it('does not depend on the order in which changes come', () => {
    const changes = [tagSession('a'), resolved, fallback, tagSession('b')];
    expect(digest(report([]), changes.toReversed())).toStrictEqual(digest(report([]), changes));
  });

  it('says how many changes did not fit and where they are', () => {
    const changes = Array.from({ length: 100 }, (_, index) => ({
      kind: 'opened' as const,
      finding: finding({ ruleId: `rule-${index + 100}`, message: 'x'.repeat(1_000), remediation: 'y'.repeat(1_000) }),
    }));
    const paragraphs = digest(report([]), changes).text.split('\n\n');
    expect(paragraphs.at(-2)).toBe('and 82 more: the findings topic has each, the on-demand scan returns all.');
    expect(paragraphs.at(-3)).toBe(
      `HIGH opened: rule-117\nIAM role desktops\n${'x'.repeat(499)}…\nTo do: ${'y'.repeat(499)}…`,
    );
    expect(paragraphs).toHaveLength(1 + 18 + 1 + 1);
  });

  it('keeps control characters of names out of subject and text', () => {
    const change = tagSession('desk\u001B[31m\ntops\u202Egnp');
    const { subject, text } = digest(report([]), [change]);
    expect(subject).toMatch(/^[\x20-\x7E]+$/);
    expect(text).toContain('IAM role desk\\u{1b}[31m tops\\u{202e}gnp');
  });

  it('never has a subject that SNS refuses', () => {
    const kinds = ['opened', 'reopened', 'worsened', 'eased', 'resolved', 'gone', 'lost-sight', 'regained'] as const;
    const changes = kinds.flatMap((kind) => Array.from({ length: 100 }, () => ({ ...fallback, kind })));
    const { subject } = digest(report([]), changes);
    expect(subject).toBe(
      'SAML sign-in of 111122223333: 100 lost-sight, 100 opened, 100 regained, 100 reopened, 100 worsened…',
    );
    expect(subject).toHaveLength(99);
  });
});
