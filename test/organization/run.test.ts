import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OrganizationReport } from '../../lib/model/organization.ts';
import type { Organization } from '../../local-aws/organization.ts';
import { type LocalAwsOptions, startLocalAws } from '../../local-aws/server.ts';
import { alertsTopicArn, findingsTopicArn, messagesTo } from '../support/lambda.ts';
import { bucket, deploy, type DeploymentOptions, environment, run } from './deployment.ts';
import {
  auditAccount,
  auditAccountId,
  emptyAccount,
  listed,
  memberAccount,
  organizationId,
  path,
} from './member-accounts.ts';

const region = 'eu-west-3';
const ruleIds = ['workspaces-directory-login-fallback-disabled', 'stream-role-allows-tag-session'];

beforeEach(() => {
  for (const [name, value] of Object.entries({
    ...environment,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })) {
    vi.stubEnv(name, value);
  }
});

/** An organization on loopback, and its functions. */
async function start(
  organization: Organization,
  members: Readonly<Record<string, Map<string, unknown>>>,
  options: Partial<LocalAwsOptions> & Partial<DeploymentOptions> = {},
) {
  const aws = await startLocalAws({
    account: await auditAccount(),
    members,
    organization,
    messaging: { topics: [findingsTopicArn, alertsTopicArn], buckets: [bucket] },
    dynamodb: { tables: ['history'] },
    ...options,
  });
  onTestFinished(() => aws.close());
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  let now = Date.parse('2026-11-25T06:00:00Z');
  const deployment = await deploy({ url: aws.url, ruleIds, clock: () => new Date((now += 1_000)), ...options });
  onTestFinished(() => deployment.close());
  const report = async (runId: string): Promise<OrganizationReport> =>
    JSON.parse((await deployment.objects.get(`organization/runs/${runId}/report.json`)) ?? '') as OrganizationReport;
  return { aws, deployment, report };
}

const outcomes = ({ accounts }: OrganizationReport): readonly string[] =>
  accounts.map(({ accountId, outcome, why }) => [accountId, outcome, why].filter(Boolean).join(' '));

/** The example account itself has two calls that are denied in this Region. */
const usual =
  'Could not read everything: workspaces:DescribeIpGroups (denied) in eu-west-3, workspaces:DescribeWorkspaces (denied) in eu-west-3.';

describe('a run over an organization', () => {
  const [denying, empty, suspended, fine] = ['222233334444', '333344445555', '444455556666', '555566667777'] as const;

  async function six() {
    const accounts = [auditAccountId, denying, empty, suspended, fine].map((id) => listed(id));
    const organization = { id: organizationId, accounts };
    const members = {
      [denying]: await memberAccount(denying, { trust: null, regions: [region] }),
      [empty]: emptyAccount(empty, [region]),
      [suspended]: await memberAccount(suspended, { regions: [region] }),
      [fine]: await memberAccount(fine, { regions: [region] }),
    };
    return { accounts, ...(await start(organization, members)) };
  }

  it('scans what it can, names what it cannot, and tells people once', async () => {
    const { aws, deployment, report } = await six();
    const { outputs, digested } = await run(deployment, 'run-1');
    expect(outputs.map(({ accountId }) => accountId)).toHaveLength(5);
    expect(outcomes(await report('run-1'))).toStrictEqual([
      `${auditAccountId} incomplete ${usual}`,
      `${denying} incomplete The audit role cannot be assumed: AccessDenied for arn:aws:iam::222233334444:role/euc-saml-audit. Check that the role exists in the account, and that its trust policy names the role of the function and the same external id.`,
      `${suspended} incomplete ${usual}`,
      `${fine} incomplete ${usual}`,
      `${empty} scanned`,
    ]);
    const [digest, ...more] = messagesTo(aws, alertsTopicArn);
    expect(more).toStrictEqual([]);
    expect(digest?.subject).toMatch(
      /^\[euc-saml-audit\] organization: \d+ new, 4 accounts incomplete \(highest: high\)$/,
    );
    expect(digested.messageId).toMatch(/^[0-9a-f]{64}$/);
    const messages = messagesTo(aws, findingsTopicArn).map(({ message, attributes }) => ({
      accountId: attributes['accountId'],
      ...attributes,
      ...(JSON.parse(message) as { account: unknown }),
    }));
    expect(new Set(messages.map(({ accountId }) => accountId))).toStrictEqual(
      new Set([auditAccountId, suspended, fine]),
    );
    const [first] = messages.filter(({ accountId }) => accountId === fine);
    expect(first).toMatchObject({
      accountName: 'Account 5555',
      organizationalUnit: path,
      account: { name: 'Account 5555', organizationalUnit: path },
    });
  });

  it('says nothing the next time, and lets a suspended account leave once', async () => {
    const { aws, deployment, accounts, report } = await six();
    await run(deployment, 'run-1');
    const published = aws.published.length;
    await run(deployment, 'run-2');
    expect(aws.published.length).toBe(published);

    accounts.splice(3, 1, listed(suspended, { State: 'SUSPENDED', Status: 'SUSPENDED' }));
    await run(deployment, 'run-3');
    const news = aws.published.slice(published);
    expect(
      new Set(
        news
          .filter(({ topicArn }) => topicArn === findingsTopicArn)
          .map(({ attributes }) => `${attributes['accountId']} ${attributes['change']}`),
      ),
    ).toStrictEqual(new Set([`${suspended} gone`]));
    expect(news.filter(({ topicArn }) => topicArn === alertsTopicArn)).toHaveLength(1);
    expect(outcomes(await report('run-3'))).toContain(`${suspended} left The account is suspended.`);

    const silent = aws.published.length;
    await run(deployment, 'run-4');
    expect(aws.published.length).toBe(silent);
    expect((await report('run-4')).leftOut.map(({ accountId }) => accountId)).toStrictEqual([suspended]);
  });

  it('keeps the findings of an account whose role is denied later', async () => {
    const { aws, deployment, report } = await six();
    await run(deployment, 'run-1');
    const before = (await deployment.store.read(fine)).lives;
    aws.addFault({ kind: 'deny', on: { operation: 'AssumeRole' } });
    await run(deployment, 'run-2');
    expect(before.length).toBeGreaterThan(0);
    expect((await deployment.store.read(fine)).lives).toStrictEqual(before);
    expect((await report('run-2')).accounts.filter(({ outcome }) => outcome === 'incomplete')).toHaveLength(5);
  });
});

describe('fifty accounts at once', { timeout: 60_000 }, () => {
  it('are scanned, three of them failing in different ways', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => String(200_000_000_001 + index));
    const [denied, halfway, cut] = [ids[3]!, ids[20]!, ids[41]!] as const;
    const members: Record<string, Map<string, unknown>> = {};
    for (const id of ids)
      members[id] = await memberAccount(id, { regions: [region], ...(id === denied ? { trust: null } : {}) });
    const { deployment, report, aws } = await start(
      { id: organizationId, accounts: ids.map((id) => listed(id)) },
      members,
      {
        faults: [
          { kind: 'deny', on: { account: halfway, operation: 'DescribeStacks' } },
          { kind: 'cut', on: { account: cut } },
        ],
      },
    );
    const { outputs } = await run(deployment, 'run-50');
    expect(outputs).toHaveLength(50);
    const { accounts, problems, summary } = await report('run-50');
    const why = Object.fromEntries(accounts.map((account) => [account.accountId, account.why ?? '']));
    expect(why[denied]).toMatch(/^The audit role cannot be assumed: AccessDenied/);
    expect(why[halfway]).toContain('appstream:DescribeStacks (denied) in eu-west-3');
    expect(why[cut]).toMatch(/^Cannot tell which AWS account this is: /);
    expect(ids.filter((id) => why[id] !== usual)).toStrictEqual([denied, halfway, cut]);
    expect(summary).toMatchObject({ scanned: 0, incomplete: 50, left: 0 });
    const [worst] = problems;
    expect(worst?.accounts.map(({ accountId }) => accountId)).toStrictEqual(
      ids.filter((id) => id !== denied && id !== cut),
    );
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
  });
});
