import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openExport } from '../../local-aws/export-data.ts';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../local-aws/server.ts';
import { alertsTopicArn, context as common, environment, findingsTopicArn, messagesTo } from '../support/lambda.ts';
import { eventOf, type Files, region, setTrust, trust, writes } from './writes.ts';

const context = { ...common, getRemainingTimeInMillis: () => 300_000 };
const own = '111122223333';
const bucket = 'reports';

beforeEach(() => {
  const variables = {
    ...environment,
    REGIONS: region,
    AUDIT_BUCKET: bucket,
    WATCH_CHANGES: 'true',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});

/** The account after a sweep that remembered its answers, and the function that follows changes. */
async function start(options: Partial<LocalAwsOptions> = {}) {
  const files: Files = new Map(await openExport('examples/demo-account'));
  const aws = await startLocalAws({
    account: files,
    messaging: { topics: [findingsTopicArn, alertsTopicArn], buckets: [bucket] },
    dynamodb: { tables: ['history'] },
    ...options,
  });
  onTestFinished(() => aws.close());
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.resetModules();
  const { handler: sweep } = await import('../../handlers/scan-account.ts');
  const { handler } = await import('../../handlers/on-change.ts');
  const scanAll = (runId: string): Promise<unknown> =>
    sweep({ runId, account: { accountId: own, name: 'Own', path: '', task: 'scan' } }, context);
  const deliver = (...bodies: readonly string[]) =>
    handler({ Records: bodies.map((body, index) => ({ messageId: `message-${index}`, body })) }, context);
  return { aws, files, scanAll, deliver };
}

const writeOf = (name: string) => writes.find((write) => write.name === name)!;
/** Requests that read the account, not what the function remembers. */
const reads = ({ requests }: LocalAws): readonly string[] =>
  requests.log
    .filter(({ service }) => !['dynamodb', 's3', 'sns'].includes(service))
    .map(({ service, operation }) => `${service}:${operation}`);

describe('the change function', { timeout: 60_000 }, () => {
  it('checks what a write touched, and tells who did what and what is wrong since', async () => {
    const { aws, files, scanAll, deliver } = await start();
    await scanAll('run-1');
    const published = aws.published.length;
    const write = writeOf('workspaces:ModifySamlProperties');
    write.apply(files);
    aws.requests.clear();
    expect(await deliver(eventOf(write))).toStrictEqual({ batchItemFailures: [] });
    expect(reads(aws)).toStrictEqual(['sts:GetCallerIdentity', 'workspaces:DescribeWorkspaceDirectories']);
    const news = aws.published.slice(published);
    expect(news.filter(({ topicArn }) => topicArn === findingsTopicArn).length).toBeGreaterThan(0);
    const [alert] = news.filter(({ topicArn }) => topicArn === alertsTopicArn);
    const { email } = JSON.parse(alert!.message) as { email: string };
    expect(email).toContain(
      'Checked after these writes:\n- 2026-11-25 10:00:00 UTC workspaces:ModifySamlProperties in eu-central-1 by arn:aws:sts::111122223333:assumed-role/Admin/jane.doe…\n',
    );

    // The same event again: nothing is new.
    const silent = aws.published.length;
    expect(await deliver(eventOf(write), eventOf(write))).toStrictEqual({ batchItemFailures: [] });
    expect(aws.published.length).toBe(silent);
  });

  it('says that a path which was in use is blocked now', async () => {
    const { aws, files, scanAll, deliver } = await start();
    await scanAll('run-1');
    const published = aws.published.length;
    const roleName = 'WorkSpaces-Corp-Stream';
    setTrust(roleName)(files);
    aws.requests.clear();
    const request = { roleName, policyDocument: JSON.stringify(trust) };
    await deliver(eventOf({ name: 'iam:UpdateAssumeRolePolicy', request }));
    expect(reads(aws).toSorted()).toStrictEqual([
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'sts:GetCallerIdentity',
    ]);
    const [alert] = aws.published.slice(published).filter(({ topicArn }) => topicArn === alertsTopicArn);
    const { email } = JSON.parse(alert!.message) as { email: string };
    expect(email).toMatch(
      /- ExampleOkta → WorkSpaces-Corp-Stream → d-99672f8b1c worked before this change and is blocked now\. The role was last used on \d{4}-\d\d-\d\d\./,
    );
  });

  it('reads nothing for events that concern nothing, and drops what it does not understand', async () => {
    const { aws, scanAll, deliver } = await start();
    await scanAll('run-1');
    const published = aws.published.length;
    aws.requests.clear();
    const foreign = [
      eventOf({
        name: 'acm-pca:UpdateCertificateAuthority',
        request: {
          certificateAuthorityArn:
            'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/00000000-0000-0000-0000-000000000000',
        },
      }),
      eventOf({
        name: 'iam:CreatePolicyVersion',
        request: { policyArn: 'arn:aws:iam::111122223333:policy/Other', setAsDefault: true },
      }),
      eventOf({ name: 'iam:DeletePolicy', request: {} }),
      eventOf({ name: 'workspaces:DescribeWorkspaces', request: {} }),
      eventOf(writeOf('iam:DeleteRole'), { errorCode: 'AccessDenied' }),
      'not JSON',
      '{}',
      '[]',
    ];
    expect(await deliver(...foreign)).toStrictEqual({ batchItemFailures: [] });
    expect(reads(aws)).toStrictEqual([]);
    expect(aws.published.length).toBe(published);
  });

  it('reads a role once to learn that it does not matter', async () => {
    const { aws, files, scanAll, deliver } = await start();
    await scanAll('run-1');
    aws.requests.clear();
    const name = 'vpc-flow-logs';
    expect(files.size).toBeGreaterThan(0);
    await deliver(eventOf({ name: 'iam:TagRole', request: { roleName: name, tags: [] } }));
    expect(reads(aws)).toStrictEqual(['sts:GetCallerIdentity', 'iam:GetRole']);
  });

  it('makes one check of forty writes', async () => {
    const { aws, files, scanAll, deliver } = await start();
    await scanAll('run-1');
    const write = writeOf('workspaces:AuthorizeIpRules');
    write.apply(files);
    aws.requests.clear();
    await deliver(...Array.from({ length: 40 }, (_, index) => eventOf(write, { eventID: `event-${index}` })));
    expect(reads(aws)).toStrictEqual(['sts:GetCallerIdentity', 'workspaces:DescribeIpGroups']);
  });

  it('scans the whole account when nothing is remembered of it', async () => {
    const { aws, deliver } = await start();
    await deliver(eventOf(writeOf('iam:TagRole')));
    expect(reads(aws)).toContain('iam:GetAccountAuthorizationDetails');
    expect(messagesTo(aws, findingsTopicArn).length).toBeGreaterThan(0);
  });

  it('scans the whole account when another scan has looked at it since', async () => {
    const { aws, scanAll, deliver } = await start();
    await scanAll('run-1');
    const { handler: onDemand } = await import('../../handlers/on-demand-scan.ts');
    await onDemand({ publish: true }, context);
    aws.requests.clear();
    await deliver(eventOf(writeOf('workspaces:AuthorizeIpRules')));
    expect(reads(aws)).toContain('iam:GetAccountAuthorizationDetails');
    aws.requests.clear();
    await deliver(eventOf(writeOf('workspaces:AuthorizeIpRules')));
    expect(reads(aws)).toStrictEqual(['sts:GetCallerIdentity', 'workspaces:DescribeIpGroups']);
  });

  it('gives back the messages of an account that failed, and no others', async () => {
    const { aws, files, scanAll, deliver } = await start();
    await scanAll('run-1');
    const write = writeOf('workspaces:AuthorizeIpRules');
    write.apply(files);
    const other = eventOf(write, { recipientAccountId: '444455556666' });
    expect(await deliver(other, 'not JSON', eventOf(write))).toStrictEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
    expect(
      messagesTo(aws, findingsTopicArn).some(
        ({ attributes }) => attributes['ruleId'] === 'workspaces-directory-ip-restricted',
      ),
    ).toBe(true);
  });
});
