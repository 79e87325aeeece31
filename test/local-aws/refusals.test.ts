import { DescribeStacksCommand } from '@aws-sdk/client-appstream';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { DescribeIpGroupsCommand, DescribeWorkspaceDirectoriesCommand } from '@aws-sdk/client-workspaces';
import { describe, expect, it } from 'vitest';
import { account, clients, local, region } from './support.ts';

describe('what an export cannot answer', () => {
  it.each([
    ['AccessDenied', 403, 'AccessDenied'],
    ['ServiceFailure', 500, 'ServiceFailureException'],
    ['Throttling', 400, 'Throttling'],
  ])('answers a recorded IAM error %s with HTTP %i', async (code, httpStatusCode, name) => {
    const { 'global/iam.list-roles.json': _, ...rest } = account;
    const error = { code, message: `it was <${code}>` };
    const { iam } = clients(await local({ account: { ...rest, 'global/iam.list-roles.error.json': error } }));
    await expect(iam.send(new ListRolesCommand())).rejects.toMatchObject({
      name,
      message: `it was <${code}>`,
      $metadata: { httpStatusCode },
    });
  });

  it.each([
    ['AccessDeniedException', 400],
    ['InternalServerException', 500],
    ['OperationNotSupportedException', 400],
  ])('answers a recorded WorkSpaces error %s with HTTP %i', async (code, httpStatusCode) => {
    const recorded = { [`${region}/workspaces.describe-ip-groups.error.json`]: { code, message: 'recorded' } };
    const { workspaces } = clients(await local({ account: recorded }));
    await expect(workspaces.send(new DescribeIpGroupsCommand())).rejects.toMatchObject({
      name: code,
      message: 'recorded',
      $metadata: { httpStatusCode },
    });
  });

  it('denies what is missing, and never calls it empty', async () => {
    const { iam, sts, workspaces } = clients(await local({ account: { [`${region}/other.json`]: {} } }));
    await expect(iam.send(new ListRolesCommand())).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'The account export holds no global/iam.list-roles.json, so this call cannot be answered',
    });
    await expect(sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'The account export holds no account.json, so this call cannot be answered',
    });
    await expect(workspaces.send(new DescribeWorkspaceDirectoriesCommand())).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('treats an opt-in Region without a folder as not enabled, except for IAM and STS', async () => {
    const { appstream, sts } = clients(await local(), { region: 'af-south-1' });
    await expect(appstream.send(new DescribeStacksCommand())).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
    expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe('111122223333');
  });

  it('denies a Region without a folder that no account can disable', async () => {
    const { appstream, sts } = clients(await local(), { region: 'eu-west-1' });
    await expect(appstream.send(new DescribeStacksCommand())).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'The account export does not hold eu-west-1, so this call cannot be answered',
    });
    expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe('111122223333');
  });

  it('fails like AWS when the export has the wrong shape', async () => {
    const { iam } = clients(await local({ account: { 'global/iam.list-roles.json': { Roles: 'none' } } }));
    await expect(iam.send(new ListRolesCommand())).rejects.toMatchObject({
      name: 'InternalFailure',
      message: 'The export should hold a list Roles, but has "none"',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('fails like AWS when a file of the export holds no object', async () => {
    const { iam } = clients(await local({ account: { 'global/iam.list-roles.json': [] } }));
    await expect(iam.send(new ListRolesCommand())).rejects.toMatchObject({
      name: 'InternalFailure',
      message: 'global/iam.list-roles.json of the export should hold a JSON object',
    });
  });

  it('sees what a test changes in the account as it goes', async () => {
    const files = new Map(Object.entries(account));
    const { iam } = clients(await local({ account: files }));
    files.set('global/iam.list-roles.json', { Roles: [{ Path: '/', RoleName: 'new' }] });
    const { Roles } = await iam.send(new ListRolesCommand());
    expect(Roles?.map((role) => role.RoleName)).toEqual(['new']);
  });
});

const send = async (headers: Record<string, string>, body: string) => {
  const { url } = await local();
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
};
const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  'content-type': 'application/x-amz-json-1.1',
});

describe('requests that no SDK client would send', () => {
  it('refuses a request without a signature', async () => {
    expect(await send({ 'content-type': 'application/x-amz-json-1.1' }, '{}')).toEqual({
      status: 400,
      body: { __type: 'AccessDeniedException', message: 'The request is not signed with Signature Version 4' },
    });
  });

  it('refuses an unknown service, operation or target prefix', async () => {
    expect(await send({ ...signed('ec2'), 'x-amz-target': 'Ec2.DescribeRegions' }, '{}')).toMatchObject({
      body: { __type: 'UnknownOperationException' },
    });
    expect(await send({ ...signed('workspaces'), 'x-amz-target': 'WorkspacesService.DeleteAll' }, '{}')).toMatchObject({
      body: { __type: 'UnknownOperationException' },
    });
    expect(await send({ ...signed('workspaces'), 'x-amz-target': 'Workspaces.DescribeIpGroups' }, '{}')).toMatchObject({
      body: { __type: 'UnknownOperationException' },
    });
  });

  it('refuses a body that is not a JSON object', async () => {
    const headers = { ...signed('workspaces'), 'x-amz-target': 'WorkspacesService.DescribeIpGroups' };
    const refused = {
      status: 400,
      body: { __type: 'ValidationException', message: 'The request body is not a JSON object' },
    };
    expect(await send(headers, '{"MaxResults"')).toEqual(refused);
    expect(await send(headers, '[]')).toEqual(refused);
  });

  it('serves ACM PCA by certificate authority ARN', async () => {
    const id = '11111111-2222-3333-4444-555555555555';
    const arn = `arn:aws:acm-pca:${region}:111122223333:certificate-authority/${id}`;
    const { url } = await local({
      account: {
        [`${region}/acm-pca.describe-certificate-authority.${id}.json`]: {
          CertificateAuthority: { Arn: arn, Status: 'ACTIVE', CreatedAt: '2024-01-01T00:00:00+00:00' },
        },
        [`${region}/acm-pca.list-tags.${id}.json`]: { Tags: [{ Key: 'euc-private-ca', Value: '' }] },
      },
    });
    const ask = async (operation: string, CertificateAuthorityArn: string) => {
      const headers = { ...signed('acm-pca'), 'x-amz-target': `ACMPrivateCA.${operation}` };
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ CertificateAuthorityArn }) })).json();
    };
    expect(await ask('DescribeCertificateAuthority', arn)).toEqual({
      CertificateAuthority: { Arn: arn, Status: 'ACTIVE', CreatedAt: 1704067200 },
    });
    expect(await ask('ListTags', arn)).toEqual({ Tags: [{ Key: 'euc-private-ca', Value: '' }] });
    expect(await ask('ListTags', `${arn}x`)).toMatchObject({ __type: 'AccessDeniedException' });
  });
});
