import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { liveSource } from '../../lib/aws/live-source.ts';
import { memberCredentials } from '../../lib/aws/member-credentials.ts';
import { listAccounts } from '../../lib/aws/organization.ts';
import { type LocalAwsOptions, startLocalAws } from '../../local-aws/server.ts';
import {
  auditAccount,
  externalId,
  listed,
  memberAccount,
  organizationId,
  roleName,
  trustPolicy,
} from '../organization/member-accounts.ts';

const member = '222233334444';
const own = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });
const roleArn = `arn:aws:iam::${member}:role/${roleName}`;

async function start(options: Partial<LocalAwsOptions> = {}) {
  const aws = await startLocalAws({
    account: await auditAccount(),
    members: { [member]: await memberAccount(member) },
    organization: { id: organizationId, accounts: [listed(member)] },
    ...options,
  });
  onTestFinished(() => aws.close());
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  return aws;
}

const assume = (role: { roleArn?: string; externalId?: string } = {}, regions = ['eu-central-1']) =>
  memberCredentials(
    { roleArn, externalId, sessionName: 'euc-saml-audit', ...role },
    { regions, credentials: own, maxAttempts: 1 },
  );

describe('AssumeRole', () => {
  it('gives credentials of the account whose trust policy allows it', async () => {
    await start();
    const source = liveSource({ credentials: await assume(), region: 'eu-central-1' });
    const identity = await source.read({ service: 'sts', operation: 'GetCallerIdentity', region: 'global' });
    expect(identity).toMatchObject({ outcome: 'read', value: { Account: member } });
  });

  it.each([
    ['another external id', { externalId: 'guessed' }],
    ['a role that does not exist', { roleArn: `arn:aws:iam::${member}:role/other` }],
    ['an account that does not exist', { roleArn: `arn:aws:iam::999988887777:role/${roleName}` }],
  ])('refuses %s', async (_, role) => {
    await start();
    await expect(assume(role)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it.each([
    ['of another organization', { account: auditAccount(), organization: { id: 'o-anotherorg11', accounts: [] } }],
    ['outside of any organization', { account: auditAccount() }],
  ])('refuses a caller %s', async (_, { account, ...options }) => {
    const aws = await startLocalAws({
      account: await account,
      members: { [member]: await memberAccount(member) },
      ...options,
    });
    onTestFinished(() => aws.close());
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses a role that is not one of the functions', async () => {
    await start({ account: await auditAccount('Admin') });
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses an account whose trust policy names another audit account', async () => {
    const trust = trustPolicy({ AuditAccountId: '999988887777' });
    await start({ members: { [member]: await memberAccount(member, { trust }) } });
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is asked in a second Region when the first one is switched off in the account', async () => {
    const aws = await start({
      faults: [
        {
          kind: 'error',
          code: 'RegionDisabledException',
          status: 403,
          on: { region: 'eu-south-1', operation: 'AssumeRole' },
        },
      ],
    });
    await assume({}, ['eu-south-1', 'us-east-1']);
    expect(aws.requests.log.map(({ region }) => region)).toStrictEqual(['eu-south-1', 'us-east-1']);
  });

  it('asks for no more than the hour that role chaining allows', async () => {
    const aws = await start();
    await assume();
    expect(aws.requests.log[0]?.input).toMatchObject({ DurationSeconds: '3600', ExternalId: externalId });
  });
});

describe('ListAccounts', () => {
  it('is read to its last page of 20', async () => {
    const ids = Array.from({ length: 45 }, (_, index) => String(200_000_000_000 + index));
    const aws = await start({ organization: { id: organizationId, accounts: ids.map((id) => listed(id)) } });
    const accounts = await listAccounts({ partition: 'aws', credentials: own, maxAttempts: 1 });
    expect(accounts.map((account) => (account as { Id: string }).Id)).toStrictEqual(ids);
    expect(aws.requests.counts).toStrictEqual({ 'organizations:ListAccounts': 3 });
    expect(aws.requests.log[0]?.region).toBe('us-east-1');
  });

  it('fails in words where there is no organization', async () => {
    const aws = await startLocalAws({ account: await auditAccount() });
    onTestFinished(() => aws.close());
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
    await expect(listAccounts({ partition: 'aws', credentials: own, maxAttempts: 1 })).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });
});

describe('a fault of one account', () => {
  it('strikes no other', async () => {
    const other = '333344445555';
    await start({
      members: { [member]: await memberAccount(member), [other]: await memberAccount(other) },
      faults: [{ kind: 'deny', on: { account: other } }],
    });
    const identityOf = async (id: string) => {
      const credentials = await assume({ roleArn: `arn:aws:iam::${id}:role/${roleName}` });
      const source = liveSource({ credentials, region: 'eu-central-1' });
      return (await source.read({ service: 'sts', operation: 'GetCallerIdentity', region: 'global' })).outcome;
    };
    expect([await identityOf(member), await identityOf(other)]).toStrictEqual(['read', 'denied']);
  });
});
