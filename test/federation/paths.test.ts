import { describe, expect, it } from 'vitest';
import { accountOf } from '../../lib/federation/account.ts';
import { federationPaths } from '../../lib/federation/paths.ts';
import {
  brokenTrust,
  exampleSnapshot,
  guideAppstreamPolicy,
  guideTrustWith,
  guideWorkspacesPolicy,
  serviceTrust,
  type ExampleAccount,
} from '../../lib/explain/example.ts';

const desktops = { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } };
const apps = { name: 'Apps', inline: { Stream: guideAppstreamPolicy } };
const directory = { id: 'd-906731a2b4' };
const target = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4';
const streaming = (change: Readonly<Record<string, unknown>>) => ({
  Stream: { Version: '2012-10-17', Statement: [{ ...guideWorkspacesPolicy.Statement[0], ...change }] },
});

function pathsOf(given: ExampleAccount) {
  const paths = federationPaths(accountOf(exampleSnapshot(given)));
  return paths.state === 'known' ? paths.value : [];
}

/** The only path's status, and what the step in its way says. */
function onlyPath(given: ExampleAccount) {
  const [path, ...others] = pathsOf(given);
  expect(others).toEqual([]);
  const step = path?.steps.find(({ status }) => status !== 'works');
  return { status: path?.status, ...(step === undefined ? {} : { step }) };
}

const assume = 'AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML';
const stream = 'Signing in works, then: you are not authorized to access this resource';
const missing = 'A redirect error, or an unknown registration code or stack, after signing in';
const password = 'The client asks for the directory password; the identity provider is never involved';

describe('a way from provider to desktop', () => {
  it('names provider, role and target', () => {
    expect(pathsOf({ roles: [desktops], directories: [directory] })).toEqual([
      {
        provider: 'arn:aws:iam::111122223333:saml-provider/ExampleIdP',
        role: 'arn:aws:iam::111122223333:role/Desktops',
        service: 'workspaces',
        target,
        region: 'eu-central-1',
        status: 'works',
        steps: [
          { edge: 'provider-role', status: 'works' },
          { edge: 'role-permission', status: 'works' },
          { edge: 'permission-target', status: 'works' },
        ],
      },
    ]);
  });

  const blocked: [string, ExampleAccount, string, string, string][] = [
    [
      'the provider is gone',
      { providers: [], roles: [desktops], directories: [directory] },
      'provider-role',
      'SAML provider arn:aws:iam::111122223333:saml-provider/ExampleIdP does not exist in this account',
      'InvalidIdentityToken, or "Invalid saml provider"',
    ],
    [
      'nobody can meet the conditions',
      {
        roles: [{ ...desktops, trust: guideTrustWith({ Condition: { StringEquals: { 'SAML:aud': 'persistent' } } }) }],
        directories: [directory],
      },
      'provider-role',
      'no correct sign-in meets the conditions of the trust policy',
      assume,
    ],
    [
      'tags may not be passed',
      {
        roles: [{ ...desktops, trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }) }],
        directories: [directory],
      },
      'provider-role',
      'the trust policy does not allow sts:TagSession with PrincipalTag:Email',
      assume,
    ],
    [
      'a stack asks for tags that may not be passed',
      {
        roles: [{ ...apps, trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }) }],
        stacks: [{ name: 'Design', entitlements: ['department'] }],
      },
      'provider-role',
      'the trust policy does not allow sts:TagSession with PrincipalTag:department',
      assume,
    ],
    [
      'the variable was never filled in',
      {
        roles: [
          {
            name: 'Desktops',
            inline: streaming({ Condition: { StringEquals: { 'workspaces:userId': '&{saml:sub}' } } }),
          },
        ],
        directories: [directory],
      },
      'role-permission',
      'no policy of the role lets users stream their own session: its conditions never hold',
      stream,
    ],
    [
      'a Deny takes it back',
      {
        roles: [
          {
            name: 'Desktops',
            inline: {
              Stream: {
                Version: '2012-10-17',
                Statement: [
                  ...guideWorkspacesPolicy.Statement,
                  { Effect: 'Deny', Action: 'workspaces:Stream', Resource: '*' },
                ],
              },
            },
          },
        ],
        directories: [directory],
      },
      'role-permission',
      'a Deny statement of the role refuses workspaces:Stream',
      stream,
    ],
    [
      'the boundary does not allow it',
      {
        roles: [
          {
            ...desktops,
            boundary: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
          },
        ],
        directories: [directory],
      },
      'role-permission',
      'permissions boundary boundary does not allow workspaces:Stream',
      stream,
    ],
    [
      'there is no such directory',
      { roles: [desktops] },
      'permission-target',
      `there is no such directory: ${target}`,
      missing,
    ],
    [
      'the directory is another account’s',
      {
        roles: [{ name: 'Desktops', inline: streaming({ Resource: target.replace('111122223333', '444455556666') }) }],
      },
      'permission-target',
      `${target.replace('111122223333', '444455556666')} is of another account`,
      stream,
    ],
    [
      'the directory is of another partition',
      { roles: [{ name: 'Desktops', inline: streaming({ Resource: target.replace('arn:aws:', 'arn:aws-us-gov:') }) }] },
      'permission-target',
      `${target.replace('arn:aws:', 'arn:aws-us-gov:')} is of another partition`,
      stream,
    ],
    [
      'SAML is off',
      { roles: [desktops], directories: [{ ...directory, saml: { status: 'DISABLED' } }] },
      'permission-target',
      'SAML is off in directory d-906731a2b4',
      password,
    ],
    [
      'there is no user access URL',
      { roles: [desktops], directories: [{ ...directory, saml: { status: 'ENABLED' } }] },
      'permission-target',
      'directory d-906731a2b4 has no user access URL',
      password,
    ],
    [
      'the directory is not registered',
      { roles: [desktops], directories: [{ ...directory, state: 'ERROR' }] },
      'permission-target',
      'directory d-906731a2b4 is ERROR',
      missing,
    ],
    [
      'the stack is spelled in another letter case',
      { roles: [apps], stacks: [{ name: 'design' }] },
      'permission-target',
      'there is no such stack: arn:aws:appstream:eu-central-1:111122223333:stack/Design (names are case-sensitive)',
      missing,
    ],
    [
      'the stack has no fleet',
      { roles: [apps], stacks: [{ name: 'Design', fleets: [] }] },
      'permission-target',
      'stack Design has no fleet behind it',
      'The catalog says that no streaming resources are available',
    ],
  ];
  it.each(blocked)('is blocked when %s', (_, given, edge, cause, userSees) => {
    expect(onlyPath(given)).toEqual({ status: 'blocked', step: { edge, status: 'blocked', cause, userSees } });
  });

  const unknown: [string, ExampleAccount, string, string | undefined][] = [
    [
      'the trust policy is broken',
      { roles: [{ ...desktops, trust: brokenTrust }], directories: [directory] },
      'provider-role',
      'iam:GetAccountAuthorizationDetails',
    ],
    [
      'the providers were not listed',
      { roles: [desktops], directories: [directory], unread: ['iam:ListSAMLProviders'] },
      'provider-role',
      'iam:ListSAMLProviders',
    ],
    [
      'a condition is not modelled',
      {
        roles: [{ ...desktops, trust: guideTrustWith({ Condition: { StringEquals: { 'example:key': 'x' } } }) }],
        directories: [directory],
      },
      'provider-role',
      undefined,
    ],
    [
      'the directories were not listed',
      { roles: [desktops], unread: ['workspaces:DescribeWorkspaceDirectories'] },
      'permission-target',
      'workspaces:DescribeWorkspaceDirectories',
    ],
    [
      'the Region was not scanned',
      { roles: [{ name: 'Desktops', inline: streaming({ Resource: target.replace('eu-central-1', 'us-west-2') }) }] },
      'permission-target',
      'workspaces:DescribeWorkspaceDirectories',
    ],
    [
      'one of the policies cannot be understood, and may hold a Deny',
      { roles: [{ name: 'Desktops', inline: { ...desktops.inline, Other: brokenTrust } }], directories: [directory] },
      'role-permission',
      'iam:GetAccountAuthorizationDetails',
    ],
    [
      'the boundary cannot be understood',
      { roles: [{ ...desktops, boundary: brokenTrust }], directories: [directory] },
      'role-permission',
      'iam:GetAccountAuthorizationDetails',
    ],
    [
      'tags may not be passed, and whether a stack asks for any was not read',
      {
        roles: [{ ...apps, trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }) }],
        stacks: [{ name: 'Design' }],
        unread: ['appstream:DescribeEntitlements'],
      },
      'provider-role',
      'appstream:DescribeEntitlements',
    ],
    [
      'the stacks were not listed',
      { roles: [apps], unread: ['appstream:DescribeStacks'] },
      'permission-target',
      'appstream:DescribeStacks',
    ],
    [
      'the fleets of a stack were not listed',
      { roles: [apps], stacks: [{ name: 'Design' }], unread: ['appstream:ListAssociatedFleets'] },
      'permission-target',
      'appstream:ListAssociatedFleets',
    ],
  ];
  it.each(unknown)('is unknown when %s', (_, given, edge, call) => {
    const { status, step } = onlyPath(given);
    expect([status, step?.edge, step?.status, step?.call]).toEqual(['unknown', edge, 'unknown', call]);
  });

  it('leads from a wildcard to everything it covers', () => {
    const given = {
      roles: [{ name: 'Desktops', inline: streaming({ Resource: '*' }) }],
      directories: [directory, { id: 'd-90670000ff' }],
      stacks: [{ name: 'Design' }],
    };
    expect(pathsOf(given).map((path) => path.target)).toEqual([target.replace('906731a2b4', '90670000ff'), target]);
  });

  it('leads from a NotResource to everything else', () => {
    const excluded = { name: 'Desktops', inline: streaming({ Resource: undefined, NotResource: target }) };
    const paths = pathsOf({ roles: [excluded], directories: [directory, { id: 'd-90670000ff' }] });
    expect(paths.map((path) => [path.target, path.status])).toEqual([
      [target.replace('906731a2b4', '90670000ff'), 'works'],
      [target, 'blocked'],
    ]);
  });

  it('begins at each provider, and one that is gone spoils nothing but its own', () => {
    const providers = ['ExampleIdP', 'Gone'].map((name) => `arn:aws:iam::111122223333:saml-provider/${name}`);
    const both = { ...desktops, trust: guideTrustWith({ Principal: { Federated: providers } }) };
    const paths = pathsOf({ roles: [both], directories: [directory] });
    expect(paths.map(({ provider, status }) => [provider, status])).toEqual([
      [providers[0], 'works'],
      [providers[1], 'blocked'],
    ]);
  });

  it('is blocked for certain by one step, whatever cannot be told of another', () => {
    const [path] = pathsOf({
      providers: [],
      roles: [desktops],
      unread: ['workspaces:DescribeWorkspaceDirectories'],
    });
    expect(path?.status).toBe('blocked');
    expect(path?.steps.map(({ status }) => status)).toEqual(['blocked', 'works', 'unknown']);
  });

  it('does not begin at a role that no SAML user can assume', () => {
    expect(pathsOf({ roles: [{ ...desktops, trust: serviceTrust }], directories: [directory] })).toEqual([]);
  });
});
