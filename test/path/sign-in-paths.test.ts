import { describe, expect, it } from 'vitest';
import { accountOf } from '../../lib/federation/account.ts';
import { signInPaths } from '../../lib/path/sign-in-paths.ts';
import type { SignInErrorKey } from '../../lib/saml/sign-in-errors.ts';
import { userSees as seen } from '../../lib/saml/sign-in-errors.ts';
import { stepNames, type StepName } from '../../lib/model/path.ts';
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
  const paths = signInPaths(accountOf(exampleSnapshot(given)));
  return paths.state === 'known' ? paths.value : [];
}

/** The only path's status, and what stands in its way. */
function onlyPath(given: ExampleAccount) {
  const [path, ...others] = pathsOf(given);
  expect(others).toEqual([]);
  return { status: path?.status, steps: path?.steps.filter(({ status }) => status !== 'works') ?? [] };
}

/** The causes of the only path, each with its step. */
const causesOf = (given: ExampleAccount) => {
  const { status, steps } = onlyPath(given);
  expect(status).toBe('blocked');
  return steps.flatMap(({ step, causes = [] }) =>
    causes.map(({ cause, userSees }) => [step, cause.kind, userSees] as const),
  );
};

describe('a sign-in path', () => {
  it('names provider, role and target', () => {
    expect(pathsOf({ roles: [desktops], directories: [directory] })).toEqual([
      {
        id: 'ExampleIdP/Desktops/eu-central-1/d-906731a2b4',
        provider: 'arn:aws:iam::111122223333:saml-provider/ExampleIdP',
        role: 'arn:aws:iam::111122223333:role/Desktops',
        service: 'workspaces',
        target,
        region: 'eu-central-1',
        status: 'works',
        steps: stepNames.map((step) => ({ step, status: 'works' })),
      },
    ]);
  });

  const blocked: [string, ExampleAccount, StepName, string, SignInErrorKey | undefined][] = [
    [
      'the provider is gone',
      { providers: [], roles: [desktops], directories: [directory] },
      'assertion',
      'provider-missing',
      'provider-missing',
    ],
    [
      'nobody can meet the conditions',
      {
        roles: [{ ...desktops, trust: guideTrustWith({ Condition: { StringEquals: { 'SAML:aud': 'persistent' } } }) }],
        directories: [directory],
      },
      'role',
      'audience-value',
      'not-authorized',
    ],
    [
      'tags may not be passed',
      {
        roles: [{ ...desktops, trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }) }],
        directories: [directory],
      },
      'role',
      'tag-session-not-allowed',
      'not-authorized',
    ],
    [
      'a stack asks for tags that may not be passed',
      {
        roles: [{ ...apps, trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }) }],
        stacks: [{ name: 'Design', entitlements: ['department'] }],
      },
      'role',
      'tag-session-not-allowed',
      'not-authorized',
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
      'permission',
      'user-id-is-literal-text',
      'not-authorized-to-stream',
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
      'permission',
      'stream-denied-by-statement',
      'not-authorized-to-stream',
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
      'permission',
      'permission-boundary-excludes-stream',
      'not-authorized-to-stream',
    ],
    ['there is no such directory', { roles: [desktops] }, 'target', 'target-missing', 'not-authorized-to-stream'],
    [
      'the directory is another account’s',
      {
        roles: [{ name: 'Desktops', inline: streaming({ Resource: target.replace('111122223333', '444455556666') }) }],
      },
      'target',
      'target-of-another-account',
      'not-authorized-to-stream',
    ],
    [
      'the directory is of another partition',
      { roles: [{ name: 'Desktops', inline: streaming({ Resource: target.replace('arn:aws:', 'arn:aws-us-gov:') }) }] },
      'target',
      'target-of-another-partition',
      'not-authorized-to-stream',
    ],
    [
      'SAML is off',
      { roles: [desktops], directories: [{ ...directory, saml: { status: 'DISABLED' } }] },
      'target',
      'directory-saml-disabled',
      'password-asked',
    ],
    [
      'there is no user access URL',
      { roles: [desktops], directories: [{ ...directory, saml: { status: 'ENABLED' } }] },
      'start',
      'user-access-url-missing',
      undefined,
    ],
    [
      'the directory is not registered',
      { roles: [desktops], directories: [{ ...directory, state: 'ERROR' }] },
      'target',
      'directory-registration-failed',
      'registration-service',
    ],
    [
      'the stack is spelled in another letter case',
      { roles: [apps], stacks: [{ name: 'design' }] },
      'target',
      'target-missing',
      'request-arn-invalid',
    ],
    [
      'the stack has no fleet',
      { roles: [apps], stacks: [{ name: 'Design', fleets: [] }] },
      'target',
      'stack-without-fleet',
      'no-streaming-resources',
    ],
  ];
  it.each(blocked)('is blocked when %s', (_, given, step, kind, key) =>
    expect(causesOf(given)).toEqual([[step, kind, key === undefined ? undefined : seen(key)]]),
  );

  const unknown: [string, ExampleAccount, StepName, string | undefined][] = [
    [
      'the trust policy is broken',
      { roles: [{ ...desktops, trust: brokenTrust }], directories: [directory] },
      'role',
      'iam:GetAccountAuthorizationDetails',
    ],
    [
      'the providers were not listed',
      { roles: [desktops], directories: [directory], unread: ['iam:ListSAMLProviders'] },
      'assertion',
      'iam:ListSAMLProviders',
    ],
    [
      'a condition is not modelled',
      {
        roles: [{ ...desktops, trust: guideTrustWith({ Condition: { StringEquals: { 'example:key': 'x' } } }) }],
        directories: [directory],
      },
      'role',
      undefined,
    ],
    [
      'the directories were not listed',
      { roles: [desktops], unread: ['workspaces:DescribeWorkspaceDirectories'] },
      'target',
      'workspaces:DescribeWorkspaceDirectories',
    ],
    [
      'the Region was not scanned',
      { roles: [{ name: 'Desktops', inline: streaming({ Resource: target.replace('eu-central-1', 'us-west-2') }) }] },
      'target',
      'workspaces:DescribeWorkspaceDirectories',
    ],
    [
      'one of the policies cannot be understood, and may hold a Deny',
      { roles: [{ name: 'Desktops', inline: { ...desktops.inline, Other: brokenTrust } }], directories: [directory] },
      'permission',
      'iam:GetAccountAuthorizationDetails',
    ],
    [
      'the boundary cannot be understood',
      { roles: [{ ...desktops, boundary: brokenTrust }], directories: [directory] },
      'permission',
      'iam:GetAccountAuthorizationDetails',
    ],
    [
      'tags may not be passed, and whether a stack asks for any was not read',
      {
        roles: [{ ...apps, trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }) }],
        stacks: [{ name: 'Design' }],
        unread: ['appstream:DescribeEntitlements'],
      },
      'role',
      'appstream:DescribeEntitlements',
    ],
    [
      'the stacks were not listed',
      { roles: [apps], unread: ['appstream:DescribeStacks'] },
      'target',
      'appstream:DescribeStacks',
    ],
    [
      'the fleets of a stack were not listed',
      { roles: [apps], stacks: [{ name: 'Design' }], unread: ['appstream:ListAssociatedFleets'] },
      'target',
      'appstream:ListAssociatedFleets',
    ],
  ];
  it.each(unknown)('is unknown when %s', (_, given, step, call) => {
    const { status, steps } = onlyPath(given);
    expect(status).toBe('unknown');
    expect(steps.map((one) => [one.step, one.status, one.uncertainties?.[0]?.call])).toContainEqual([
      step,
      'unknown',
      call,
    ]);
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
    expect(path?.steps.filter(({ status }) => status !== 'works').map(({ step, status }) => [step, status])).toEqual([
      ['assertion', 'blocked'],
      ['target', 'unknown'],
    ]);
  });

  it('does not begin at a role that no SAML user can assume', () => {
    expect(pathsOf({ roles: [{ ...desktops, trust: serviceTrust }], directories: [directory] })).toEqual([]);
  });
});
