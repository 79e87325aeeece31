import {
  AppStreamClient,
  DescribeDirectoryConfigsCommand,
  DescribeEntitlementsCommand,
  DescribeFleetsCommand,
  DescribeStacksCommand,
  DescribeUserStackAssociationsCommand,
  DescribeUsersCommand,
  ListAssociatedFleetsCommand,
} from '@aws-sdk/client-appstream';
import { DescribeDirectoriesCommand } from '@aws-sdk/client-directory-service';
import {
  DescribeConnectionAliasesCommand,
  DescribeIpGroupsCommand,
  DescribeWorkspaceDirectoriesCommand,
  DescribeWorkspacesCommand,
} from '@aws-sdk/client-workspaces';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { describe, expect, it } from 'vitest';
import { account, clients, credentials, local, region } from './support.ts';

/** Follows NextToken to the end; gives each page's items. */
async function pages<T>(
  next: (NextToken?: string) => Promise<{ items: T[] | undefined; NextToken?: string | undefined }>,
) {
  const found: (T[] | undefined)[] = [];
  let token: string | undefined;
  do {
    const page = await next(token);
    found.push(page.items);
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}

describe('WorkSpaces', () => {
  it('pages directories, IP groups, aliases and WorkSpaces to the end', async () => {
    const aws = await local({ pageSize: 2 });
    const { workspaces } = clients(aws);
    const directories = await pages(async (NextToken) => {
      const answer = await workspaces.send(new DescribeWorkspaceDirectoriesCommand({ NextToken, Limit: 25 }));
      return { items: answer.Directories?.map((item) => item.DirectoryId), NextToken: answer.NextToken };
    });
    const groups = await pages(async (NextToken) => {
      const answer = await workspaces.send(new DescribeIpGroupsCommand({ NextToken }));
      return { items: answer.Result?.map((item) => item.groupId), NextToken: answer.NextToken };
    });
    const aliases = await pages(async (NextToken) => {
      const answer = await workspaces.send(new DescribeConnectionAliasesCommand({ NextToken }));
      return { items: answer.ConnectionAliases?.map((item) => item.AliasId), NextToken: answer.NextToken };
    });
    const desktops = await pages(async (NextToken) => {
      const answer = await workspaces.send(new DescribeWorkspacesCommand({ NextToken }));
      return { items: answer.Workspaces?.map((item) => item.WorkspaceId), NextToken: answer.NextToken };
    });
    expect([directories, groups, aliases, desktops]).toEqual([
      [['d-1', 'd-2'], ['d-3']],
      [['wsipg-1', 'wsipg-2'], ['wsipg-3']],
      [['wsca-1', 'wsca-2'], ['wsca-3']],
      [['ws-0', 'ws-1'], ['ws-2']],
    ]);
    expect(aws.requests.counts['workspaces:DescribeWorkspaceDirectories']).toBe(2);
  });

  it('gives 25 directories a page', async () => {
    const Directories = Array.from({ length: 30 }, (_, index) => ({ DirectoryId: `d-${index}` }));
    const changed = { ...account, [`${region}/workspaces.describe-workspace-directories.json`]: { Directories } };
    const { workspaces } = clients(await local({ account: changed }));
    const first = await workspaces.send(new DescribeWorkspaceDirectoriesCommand());
    expect(first.Directories).toHaveLength(25);
    const second = await workspaces.send(new DescribeWorkspaceDirectoriesCommand({ NextToken: first.NextToken }));
    expect(second.Directories).toHaveLength(5);
    expect(second.NextToken).toBeUndefined();
  });

  it('picks WorkSpaces by directory', async () => {
    const { workspaces } = clients(await local());
    const { Workspaces } = await workspaces.send(new DescribeWorkspacesCommand({ DirectoryId: 'd-1' }));
    expect(Workspaces?.map((item) => item.WorkspaceId)).toEqual(['ws-0', 'ws-1']);
  });

  it('never takes an empty list of names for "none wanted"', async () => {
    const { workspaces } = clients(await local());
    await expect(workspaces.send(new DescribeWorkspaceDirectoriesCommand({ DirectoryIds: [] }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Expected DirectoryIds to hold something, or to be left out',
    });
  });

  it('refuses an input that it would have to ignore', async () => {
    const { workspaces } = clients(await local());
    await expect(workspaces.send(new DescribeWorkspacesCommand({ UserName: 'x' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'DescribeWorkspaces is served here without UserName; leave it out',
    });
  });
});

describe('Directory Service', () => {
  it('gives directories by id, with dates', async () => {
    const { ds } = clients(await local());
    const { DirectoryDescriptions } = await ds.send(new DescribeDirectoriesCommand({ DirectoryIds: ['d-2'] }));
    expect(DirectoryDescriptions).toEqual([
      { DirectoryId: 'd-2', Type: 'ADConnector', LaunchTime: new Date('2023-06-01T06:00:00.500Z') },
    ]);
  });

  it('refuses an unknown id and an empty list, and pages the rest', async () => {
    const { ds } = clients(await local({ pageSize: 2 }));
    await expect(ds.send(new DescribeDirectoriesCommand({ DirectoryIds: ['d-1', 'd-9'] }))).rejects.toMatchObject({
      name: 'EntityDoesNotExistException',
      message: 'd-9 does not exist',
    });
    await expect(ds.send(new DescribeDirectoriesCommand({ DirectoryIds: [] }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const all = await pages(async (NextToken) => {
      const answer = await ds.send(new DescribeDirectoriesCommand({ NextToken }));
      return { items: answer.DirectoryDescriptions?.map((item) => item.DirectoryId), NextToken: answer.NextToken };
    });
    expect(all).toEqual([['d-1', 'd-2'], ['d-3']]);
  });
});

const protocols = {
  'the protocol the client asks for': {},
  'Smithy RPC v2 CBOR': { protocol: SmithyRpcV2CborProtocol },
};

describe.each(Object.entries(protocols))('AppStream over %s', (_, protocol) => {
  const client = ({ url: endpoint }: { url: string }) =>
    new AppStreamClient({ endpoint, region, credentials, maxAttempts: 1, ...protocol });

  it('pages every listing to the end', async () => {
    const appstream = client(await local({ pageSize: 2 }));
    const all = await Promise.all([
      pages(async (NextToken) => {
        const answer = await appstream.send(new DescribeStacksCommand({ NextToken }));
        return { items: answer.Stacks?.map((item) => item.Name), NextToken: answer.NextToken };
      }),
      pages(async (NextToken) => {
        const answer = await appstream.send(new DescribeFleetsCommand({ NextToken }));
        return { items: answer.Fleets?.map((item) => item.Name), NextToken: answer.NextToken };
      }),
      pages(async (NextToken) => {
        const answer = await appstream.send(new ListAssociatedFleetsCommand({ StackName: 'one', NextToken }));
        return { items: answer.Names, NextToken: answer.NextToken };
      }),
      pages(async (NextToken) => {
        const answer = await appstream.send(new DescribeEntitlementsCommand({ StackName: 'one', NextToken }));
        return { items: answer.Entitlements?.map((item) => item.Name), NextToken: answer.NextToken };
      }),
      pages(async (NextToken) => {
        const answer = await appstream.send(new DescribeDirectoryConfigsCommand({ NextToken }));
        return { items: answer.DirectoryConfigs?.map((item) => item.DirectoryName), NextToken: answer.NextToken };
      }),
      pages(async (NextToken) => {
        const answer = await appstream.send(new DescribeUsersCommand({ AuthenticationType: 'USERPOOL', NextToken }));
        return { items: answer.Users?.map((item) => item.UserName), NextToken: answer.NextToken };
      }),
      pages(async (NextToken) => {
        const answer = await appstream.send(new DescribeUserStackAssociationsCommand({ StackName: 'one', NextToken }));
        return { items: answer.UserStackAssociations?.map((item) => item.UserName), NextToken: answer.NextToken };
      }),
    ]);
    expect(all).toEqual([
      [['one', 'two'], ['three']],
      [['f1', 'f2'], ['f3']],
      [['f1', 'f2'], ['f3']],
      [['e1', 'e2'], ['e3']],
      [['a.example', 'b.example'], ['c.example']],
      [['u1', 'u2'], ['u3']],
      [['u1', 'u2'], ['u3']],
    ]);
  });

  it('gives dates, and an empty list only where the export has one', async () => {
    const appstream = client(await local());
    const { Stacks } = await appstream.send(new DescribeStacksCommand({ Names: ['two'] }));
    expect(Stacks).toEqual([{ Name: 'two', CreatedTime: new Date('2024-02-03T04:05:06Z') }]);
    expect((await appstream.send(new DescribeEntitlementsCommand({ StackName: 'two' }))).Entitlements).toEqual([]);
    await expect(appstream.send(new DescribeEntitlementsCommand({ StackName: 'three' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'The account export holds no eu-central-1/appstream.describe-entitlements.three.json, so this call cannot be answered',
    });
  });

  it('refuses what AWS refuses', async () => {
    const appstream = client(await local());
    await expect(appstream.send(new DescribeStacksCommand({ Names: ['none'] }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'none does not exist',
    });
    await expect(appstream.send(new ListAssociatedFleetsCommand({ StackName: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Stack none does not exist',
    });
    await expect(appstream.send(new DescribeUserStackAssociationsCommand({}))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Expected StackName, but it is missing',
    });
    await expect(appstream.send(new DescribeUsersCommand({ AuthenticationType: 'SAML' }))).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
      message: 'AuthenticationType must be USERPOOL, not SAML',
    });
  });
});
