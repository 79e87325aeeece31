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
    effect: 'exposed',
    affects: { paths: [], targets: [directory('d-9067f0e1a2').arn] },
    message: 'Users may sign in with their directory password.',
    remediation: 'Set the status to ENABLED.',
  }),
};
const head = 'Account 111122223333, eu-central-1, us-east-1. AWS data of 2026-11-21 20:08 UTC.';

/** A live scan, which knows of when its data is. */
const live = (coverage: Parameters<typeof report>[1] = []) => {
  const { scan, ...rest } = report([], coverage);
  return { ...rest, scan: { ...scan, dataAsOf: scan.startedAt } };
};

const lockedOut = (name: string): Change => ({
  kind: 'opened',
  finding: finding({ resource: role(name), effect: 'locked-out', userSees: 'A 403 page.' }),
});

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
    const options = { reportUrl: 's3://reports/111122223333/one.html' };
    const changes = [lockedOut('desktops'), resolved, fallback];
    expect(digest(live(coverage), changes, options)).toMatchObject({
      subject: '[euc-saml-audit] 111122223333: users locked out of desktops (2 new, 1 fixed)',
      text: `${head}

NEW, high: users cannot sign in
No statement of the trust policy allows sts:TagSession.
Users see: A 403 page.
Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.
Rule: stream-role-allows-tag-session
Where: IAM role desktops

NEW, critical: more than intended is allowed
Users may sign in with their directory password.
Affects: d-9067f0e1a2
Fix: Set the status to ENABLED.
Rule: workspaces-directory-login-fallback-disabled
Where: WorkSpaces directory d-9067f0e1a2 (eu-central-1)

FIXED
No statement of the trust policy allows sts:TagSession.
Rule: stream-role-in-use
Where: IAM role old

These API calls failed. Results that depend on them are unknown:
- workspaces:DescribeIpGroups (denied): eu-west-1, us-east-1

Full report: s3://reports/111122223333/one.html

Scan 00000000-0000-4000-8000-000000000001`,
    });
  });

  it('says who accepted a risk, why and until when', () => {
    const accepted = { owner: 'desktop-team', reason: 'Until the <VPN> is ready.', expires: '2027-03-31' };
    const change: Change = { kind: 'accepted', finding: finding({ accepted }) };
    const { subject, text, chat } = digest(report([]), [change]);
    expect(subject).toBe('[euc-saml-audit] 111122223333: 1 risk accepted');
    expect(text).toContain(`
RISK ACCEPTED
No statement of the trust policy allows sts:TagSession.
Accepted by desktop-team until 2027-03-31. Until the <VPN> is ready.
Rule: stream-role-allows-tag-session
Where: IAM role desktops

Scan `);
    const { content } = JSON.parse(chat) as ChatNotification;
    expect(content.nextSteps).toEqual([]);
    expect(content.description).toContain(
      '\nAccepted by desktop-team until 2027-03-31. Until the `&lt;VPN&gt;` is ready.\nRule: ',
    );
  });

  it('makes one paragraph of thirty roles with one fault, ten of them by name in order', () => {
    const changes = Array.from({ length: 30 }, (_, index) => tagSession(`role-${String(30 - index).padStart(2, '0')}`));
    const { subject, text } = digest(live(), changes);
    expect(subject).toBe('[euc-saml-audit] 111122223333: 30 new (highest: high)');
    expect(text).toBe(`${head}

NEW, high
No statement of the trust policy allows sts:TagSession.
Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.
Rule: stream-role-allows-tag-session
Where:
- IAM role role-01
- IAM role role-02
- IAM role role-03
- IAM role role-04
- IAM role role-05
- IAM role role-06
- IAM role role-07
- IAM role role-08
- IAM role role-09
- IAM role role-10
- and 20 more: the findings topic has all changes

Scan 00000000-0000-4000-8000-000000000001`);
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
      'The scan reached its time limit before all data was read. These API calls failed. Results that depend on them are unknown:\n';
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
    expect(paragraphs.at(-2)).toBe('and 82 more: the findings topic has all changes.');
    expect(paragraphs.at(-3)).toBe(
      `NEW, high\n${'x'.repeat(499)}…\nFix: ${'y'.repeat(499)}…\nRule: rule-117\nWhere: IAM role desktops`,
    );
    expect(paragraphs).toHaveLength(1 + 18 + 1 + 1);
  });

  it('keeps control characters of names out of subject and text', () => {
    const change = tagSession('desk\u001B[31m\ntops\u202Egnp');
    const { subject, text } = digest(report([]), [change]);
    expect(subject).toMatch(/^[\x20-\x7E]+$/);
    expect(text).toContain('IAM role desk\\u{1b}[31m tops\\u{202e}gnp');
  });

  it('tells a root cause and what follows from it as one', () => {
    const cause = { kind: 'provider-missing', parameters: { provider: 'okta' } };
    const root = finding({ effect: 'locked-out', cause, message: 'Provider okta does not exist.' });
    const consequence = finding({
      ruleId: 'workspaces-directory-served-by-stream-role',
      effect: 'locked-out',
      resource: directory('d-1'),
      because: root.id,
    });
    const changes: readonly Change[] = [consequence, root].map((one) => ({ kind: 'opened', finding: one }));
    expect(digest(live(), changes).text).toBe(`${head}

NEW, high: users cannot sign in
Provider okta does not exist.
Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.
Rule: stream-role-allows-tag-session
Where:
- IAM role desktops
- WorkSpaces directory d-1 (eu-central-1)

Scan 00000000-0000-4000-8000-000000000001`);
  });

  it('never has a subject that SNS refuses', () => {
    const kinds = ['opened', 'reopened', 'worsened', 'eased', 'resolved', 'gone', 'lost-sight', 'regained'] as const;
    const changes = kinds.flatMap((kind) => Array.from({ length: 100 }, () => ({ ...fallback, kind })));
    const { subject } = digest(report([]), changes);
    expect(subject).toBe(
      '[euc-saml-audit] 111122223333: exposure of d-9067f0e1a2 (100 new, 100 new again, 100 severity incr…',
    );
    expect(subject.length).toBeLessThanOrEqual(99);
  });
});
