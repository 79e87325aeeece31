import {
  GetAccountAuthorizationDetailsCommand,
  GetSAMLProviderCommand,
  ListRolesCommand,
  ListSAMLProvidersCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { account, clients, local, providerArn, trust } from './support.ts';

describe('STS and IAM over the query protocol', () => {
  it('tells the caller from account.json', async () => {
    const { sts } = clients(await local());
    expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({
      UserId: 'AIDATEST',
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/auditor',
    });
  });

  it('sends policy documents URL-encoded per RFC 3986, from an object as well as from encoded text', async () => {
    const encoded = '%7B%22Version%22%3A%222012-10-17%22%7D';
    const roles = [
      { Path: '/', RoleName: 'object', AssumeRolePolicyDocument: trust },
      { Path: '/', RoleName: 'encoded', AssumeRolePolicyDocument: encoded },
      { Path: '/', RoleName: 'broken', AssumeRolePolicyDocument: 'not JSON' },
    ];
    const { iam } = clients(await local({ account: { ...account, 'global/iam.list-roles.json': { Roles: roles } } }));
    const { Roles = [] } = await iam.send(new ListRolesCommand());
    const documents = Roles.map((role) => role.AssumeRolePolicyDocument);
    expect(documents[0]).toMatch(/^[A-Za-z0-9._~%-]+$/);
    expect(JSON.parse(decodeURIComponent(documents[0] ?? ''))).toEqual(trust);
    expect(documents.slice(1)).toEqual([encoded, 'not%20JSON']);
  });

  it('gives dates, tags with markup and every inline and managed document of a role', async () => {
    const { iam } = clients(await local());
    const answer = await iam.send(new GetAccountAuthorizationDetailsCommand());
    const role = answer.RoleDetailList?.[0];
    expect(role?.CreateDate).toEqual(new Date('2024-03-01T10:20:30Z'));
    expect(role?.RoleLastUsed?.LastUsedDate).toEqual(new Date('2024-05-01T00:00:00Z'));
    expect(role?.Tags).toEqual([{ Key: 'team', Value: 'R&D <euc>' }]);
    expect(JSON.parse(decodeURIComponent(role?.RolePolicyList?.[0]?.PolicyDocument ?? ''))).toEqual(trust);
    const version = answer.Policies?.[0]?.PolicyVersionList?.[0];
    expect(JSON.parse(decodeURIComponent(version?.Document ?? ''))).toEqual(trust);
    expect(version?.IsDefaultVersion).toBe(true);
    expect(answer.IsTruncated).toBe(false);
  });

  it('honours the filter of GetAccountAuthorizationDetails', async () => {
    const { iam } = clients(await local());
    const named = async (Filter?: ('Role' | 'User' | 'LocalManagedPolicy' | 'AWSManagedPolicy')[]) => {
      const answer = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter }));
      return [
        ...(answer.UserDetailList ?? []).map((user) => user.UserName),
        ...(answer.RoleDetailList ?? []).map((role) => role.RoleName),
        ...(answer.Policies ?? []).map((policy) => policy.PolicyName),
      ];
    };
    expect(await named()).toEqual(['u', 'a', 'b', 'c', 'own', 'ReadOnlyAccess']);
    expect(await named([])).toEqual(['u', 'a', 'b', 'c', 'own', 'ReadOnlyAccess']);
    expect(await named(['Role'])).toEqual(['a', 'b', 'c']);
    expect(await named(['LocalManagedPolicy'])).toEqual(['own']);
    expect(await named(['AWSManagedPolicy', 'User'])).toEqual(['u', 'ReadOnlyAccess']);
  });

  it('pages to the end, counting roles and policies together', async () => {
    const aws = await local({ pageSize: 2 });
    const { iam } = clients(aws);
    const pages: string[][] = [];
    const Filter: ('Role' | 'LocalManagedPolicy' | 'AWSManagedPolicy')[] = [
      'Role',
      'LocalManagedPolicy',
      'AWSManagedPolicy',
    ];
    for await (const page of paginateGetAccountAuthorizationDetails({ client: iam }, { Filter, MaxItems: 1000 })) {
      const roles = (page.RoleDetailList ?? []).map((role) => role.RoleName ?? '');
      pages.push([...roles, ...(page.Policies ?? []).map((policy) => policy.PolicyName ?? '')]);
    }
    expect(pages).toEqual([['a', 'b'], ['c', 'own'], ['ReadOnlyAccess']]);
    expect(aws.requests.counts).toEqual({ 'iam:GetAccountAuthorizationDetails': 3 });
  });

  it('pages by 100 unless asked for more, and by 1,000 at the most', async () => {
    const Roles = Array.from({ length: 1500 }, (_, index) => ({ Path: '/', RoleName: `r${index}` }));
    const { iam } = clients(await local({ account: { ...account, 'global/iam.list-roles.json': { Roles } } }));
    const sizes: number[] = [];
    for await (const page of paginateListRoles({ client: iam, pageSize: 1000 }, {}))
      sizes.push(page.Roles?.length ?? 0);
    expect(sizes).toEqual([1000, 500]);
    expect((await iam.send(new ListRolesCommand())).Roles).toHaveLength(100);
    await expect(iam.send(new ListRolesCommand({ MaxItems: 1001 }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Expected a page size from 1 to 1000, but got 1001',
    });
  });

  it('refuses a marker that another listing gave', async () => {
    const { iam } = clients(await local({ pageSize: 1 }));
    const { Marker } = await iam.send(new ListRolesCommand());
    await expect(iam.send(new GetAccountAuthorizationDetailsCommand({ Marker }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The paging token was not given by GetAccountAuthorizationDetails',
    });
  });

  it('lists roles below a path', async () => {
    const { iam } = clients(await local());
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: '/team/' }));
    expect(Roles?.map((role) => role.RoleName)).toEqual(['c']);
  });

  it('gives providers and their metadata', async () => {
    const { iam } = clients(await local());
    const { SAMLProviderList } = await iam.send(new ListSAMLProvidersCommand());
    expect(SAMLProviderList).toEqual([
      { Arn: providerArn, ValidUntil: new Date('2124-01-01T00:00:00Z'), CreateDate: new Date('2024-01-01T00:00:00Z') },
    ]);
    const provider = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: providerArn }));
    expect(provider.SAMLMetadataDocument).toBe('<EntityDescriptor entityID="x">&amp;</EntityDescriptor>');
    expect(provider.ValidUntil).toEqual(new Date('2124-01-01T00:00:00Z'));
  });

  it('knows no provider that is not listed', async () => {
    const { iam } = clients(await local());
    const SAMLProviderArn = 'arn:aws:iam::111122223333:saml-provider/Gone';
    await expect(iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `The SAML provider ${SAMLProviderArn} does not exist`,
      $metadata: { httpStatusCode: 404 },
    });
  });
});
