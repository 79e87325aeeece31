import { describe, expect, it } from 'vitest';
import { engineFailures } from '../../../lib/organization/engine-results.ts';
import { organizationReport } from '../../../lib/organization/report.ts';
import { stateAfter } from '../../../lib/organization/state.ts';
import { organizationCsv } from '../../../lib/report/organization-csv.ts';
import { organizationDigest } from '../../../lib/report/organization-digest.ts';
import { organizationHtml } from '../../../lib/report/organization-html.ts';
import { organizationText } from '../../../lib/report/organization-text.ts';
import { finding, role } from '../../support/report.ts';
import { planned, problem, result } from './support.ts';

const [first, second, third] = ['111122223333', '222233334444', '333344445555'] as const;
const plan = {
  runId: 'run-1',
  startedAt: '2026-11-25T06:00:00.000Z',
  accounts: [planned(first), planned(second), planned(third, { task: 'leave' })],
  leftOut: [{ accountId: '444455556666', name: 'New', path: '', why: 'The account is not activated yet.' }],
};
const reportOf = (results: Parameters<typeof organizationReport>[0]['results'], failures = new Map<string, string>()) =>
  organizationReport({ plan, results, failures, finishedAt: '2026-11-25T06:10:00.000Z' });
const left = result(third, { outcome: 'left', why: 'The account is closed.' });

describe('organizationReport', () => {
  it('takes an account without a result for incomplete', () => {
    const report = reportOf([result(first), left]);
    expect(report.accounts.map(({ accountId, outcome, why }) => [accountId, outcome, why])).toStrictEqual([
      [second, 'incomplete', 'Its scan ended without a result.'],
      [first, 'scanned', undefined],
      [third, 'left', 'The account is closed.'],
    ]);
    expect(report.summary).toMatchObject({ scanned: 1, incomplete: 1, left: 1 });
  });

  it('believes the engine when it says that an account failed, and keeps what was found', () => {
    const found = result(first, { problems: [problem(['A'])] });
    const report = reportOf([found, result(second), left], new Map([[first, 'Its scan failed: Sandbox.Timedout.']]));
    expect(report.accounts[0]).toStrictEqual({
      ...found,
      outcome: 'incomplete',
      why: 'Its scan failed: Sandbox.Timedout.',
    });
  });

  it('counts nothing of an account that was not planned', () => {
    const stranger = result('999988887777', { problems: [problem(['A'])] });
    expect(reportOf([result(first), result(second), left, stranger])).toMatchObject({
      problems: [],
      summary: { scanned: 2 },
    });
  });

  it('joins the same cause over accounts, worst first', () => {
    const parameters = (accountId: string) => ({ provider: `arn:aws:iam::${accountId}:saml-provider/Corp` });
    const own = (accountId: string, names: readonly string[]) =>
      problem(names, { cause: { kind: 'provider-missing', parameters: parameters(accountId) } });
    const other = problem(['Z'], { cause: { kind: 'other', parameters: {} }, title: 'Another', severity: 'critical' });
    const report = reportOf([
      result(first, { problems: [own(first, ['A', 'B']), other] }),
      result(second, { problems: [own(second, ['C'])] }),
      left,
    ]);
    expect(
      report.problems.map(({ kind, severity, accounts }) => [
        kind,
        severity,
        accounts.map(({ accountId }) => accountId),
      ]),
    ).toStrictEqual([
      ['other', 'critical', [first]],
      ['provider-missing', 'high', [first, second]],
    ]);
    expect(report.summary.fail).toMatchObject({ critical: 1, high: 3 });
  });

  it('keeps causes apart whose parameters differ in more than the account', () => {
    const cause = (provider: string) => ({ kind: 'provider-missing', parameters: { provider } });
    const report = reportOf([
      result(first, { problems: [problem(['A'], { cause: cause('Corp') })] }),
      result(second, { problems: [problem(['A'], { cause: cause('Lab') })] }),
      left,
    ]);
    expect(report.problems).toHaveLength(2);
  });
});

describe('engineFailures', () => {
  it('reads outputs of children that caught an error, and children that failed', () => {
    const caught = JSON.stringify({
      accountId: first,
      incomplete: { Error: 'Sandbox.Timedout', Cause: 'Task timed out.' },
    });
    const failed = JSON.stringify([
      {
        Status: 'FAILED',
        Error: 'States.Runtime',
        Cause: '{"errorMessage":"out of memory"}',
        Input: JSON.stringify({ runId: 'r', account: { accountId: second } }),
      },
    ]);
    const fine = JSON.stringify({ accountId: third, outcome: 'scanned' });
    expect([...engineFailures([`${caught}\n${fine}\n`, failed, 'not JSON', '[]'])]).toStrictEqual([
      [first, 'Its scan failed: Sandbox.Timedout, Task timed out.'],
      [second, 'Its scan failed: States.Runtime, out of memory.'],
    ]);
  });
});

describe('stateAfter', () => {
  it('remembers who was scanned or tried, until they have left', () => {
    const before = { known: [{ accountId: third, name: 'Third', path: '' }], incomplete: {} };
    const report = reportOf([result(first), left]);
    expect(stateAfter(before, plan, report)).toMatchObject({
      known: [{ accountId: first }, { accountId: second }],
      incomplete: { [second]: 'Its scan ended without a result.' },
    });
    const notLeft = reportOf([result(first), result(second), result(third, { outcome: 'incomplete', why: 'x' })]);
    expect(stateAfter(before, plan, notLeft).known.map(({ accountId }) => accountId)).toStrictEqual([
      first,
      second,
      third,
    ]);
  });
});

describe('the organization report', () => {
  const denied = result(second, { outcome: 'incomplete', why: 'The audit role cannot be assumed.' });
  const report = reportOf([result(first, { problems: [problem(['Stream-A', 'Stream-B'])] }), denied, left]);

  it('is text: what could not be seen, problems, who left, who was not scanned', () => {
    expect(organizationText(report))
      .toBe(`SAML sign-in to WorkSpaces and AppStream: 1 account scanned, 1 incomplete, 1 left
Failing checks: 2 high. Unknown: 0.

INCOMPLETE: 1 of 3 accounts. Their open findings stay open.
- 222233334444 (Account 2222): The audit role cannot be assumed.

PROBLEMS
HIGH A role trusts a provider that does not exist
  2 resources in 1 account: 111122223333 (Account 1111), for example IAM role Stream-A
  Fix: Create the provider.

LEFT
- 333344445555 (Account 3333): The account is closed.

NOT SCANNED
- 444455556666 (New): The account is not activated yet.

Run run-1, 2026-11-25 06:10:00 UTC`);
  });

  it('is a digest that says what changed where', () => {
    const changes = [{ kind: 'opened' as const, finding: finding({ resource: role('desktops') }) }];
    const { subject, text, chat } = organizationDigest({
      id: 'abcdef0123456789',
      report,
      changed: [{ account: planned(first), changes }],
    });
    expect(subject).toBe('[euc-saml-audit] organization: 1 new, 1 account incomplete (highest: high)');
    expect(text).toContain('CHANGES since the last run: 1 new\nNEW, high: ');
    expect(text).toContain('in 111122223333 (Account 1111): ');
    expect(text).toContain('Message abcdef012345');
    expect(JSON.parse(chat)).toMatchObject({ version: '1.0', source: 'custom', id: 'abcdef0123456789' });
  });

  it('is CSV without formulas', () => {
    const formula = reportOf([result(first, { name: '=1+1', problems: [problem(['a,"b"'])] }), denied, left]);
    expect(organizationCsv(formula).split('\r\n')).toStrictEqual([
      'account,name,organizational unit,outcome,severity,problem,resource type,resource,region,fix',
      '222233334444,Account 2222,r-ab12/ou-ab12-11111111,incomplete,,The audit role cannot be assumed.,,,,',
      `111122223333,'=1+1,r-ab12/ou-ab12-11111111,scanned,high,A role trusts a provider that does not exist,iam.role,"a,""b""",global,Create the provider.`,
      '333344445555,Account 3333,r-ab12/ou-ab12-11111111,left,,The account is closed.,,,,',
      '444455556666,New,,not scanned,,The account is not activated yet.,,,,',
      '',
    ]);
  });

  it('is a page that runs nothing, whatever names hold', () => {
    const hostile = reportOf([
      result(first, { name: '<script>alert(1)</script>', problems: [problem(['"><b>'])] }),
      denied,
      left,
    ]);
    const page = organizationHtml(hostile);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<b>/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('The audit role cannot be assumed.');
  });
});
