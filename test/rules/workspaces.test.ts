import { describe, expect, it } from 'vitest';
import { collect } from '../../lib/collect/collect.ts';
import { unreadable } from '../../lib/model/fact.ts';
import type { Finding } from '../../lib/model/finding.ts';
import type { Directory, Snapshot } from '../../lib/model/snapshot.ts';
import {
  exampleSnapshot,
  guideTrustWith,
  guideWorkspacesPolicy,
  serviceTrust,
  type ExampleAccount,
} from '../../lib/explain/example.ts';
import { isPool } from '../../lib/model/directory-kind.ts';
import { rules } from '../../rules/index.ts';
import { findingsOn } from '../support/judging.ts';
import { memorySource } from '../support/memory-source.ts';

const id = 'd-906731a2b4';
const inline = { Stream: guideWorkspacesPolicy };

function ruleOf(ruleId: string) {
  const rule = rules.find((candidate) => candidate.id === ruleId);
  if (rule === undefined) throw new Error(`There is no rule ${ruleId}.`);
  return rule;
}

/** Verdict and message of a rule on the only resource, or on the one in `region`. */
function judge(ruleId: string, given: ExampleAccount | Snapshot, region?: string): Finding {
  const found = findingsOn(ruleOf(ruleId), given).filter(
    ({ resource }) => region === undefined || resource.region === region,
  );
  const [finding] = found;
  if (finding === undefined || found.length > 1) throw new Error(`Expected one finding, got ${found.length}.`);
  return finding;
}

function directoriesOf(given: ExampleAccount): readonly [Directory, ...Directory[]] {
  const directories = exampleSnapshot(given).byRegion['eu-central-1']?.directories;
  const [first, ...others] = directories?.state === 'known' ? directories.value : [];
  if (first === undefined) throw new Error('The example has a directory.');
  return [first, ...others];
}

/** `judge`, for the one rule of a group of tests. */
const judging = (ruleId: string) => (given: ExampleAccount | Snapshot) => judge(ruleId, given);

const said = (finding: Finding) => [finding.status, finding.message];
const oneDirectory = (directory: Partial<Directory>): ExampleAccount => ({ directories: [{ id, ...directory }] });

const withRules = (...rules: readonly string[]): ExampleAccount => ({
  ...oneDirectory({}),
  ipGroups: [{ id: 'wsipg-0example1', rules }],
});

const severe = (finding: Finding) => [finding.severity, ...said(finding)];

const naming = (Resource: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'workspaces:Stream', Resource }],
});

const withSaml = (saml: Omit<Directory['saml'], 'status'>): ExampleAccount =>
  oneDirectory({ saml: { status: 'ENABLED', ...saml } });

const pool = (status: string, userAccessUrl?: string): ExampleAccount => ({
  directories: [
    {
      id: 'wsd-4k7m2x9qp',
      workspaceType: 'POOLS',
      saml: { status, ...(userAccessUrl === undefined ? {} : { userAccessUrl }) },
    },
  ],
});

const alias = (directoryId: string, more: object = {}) => ({
  connectionString: 'desktop.example.com',
  associations: [{ status: 'ASSOCIATED_WITH_OWNER_ACCOUNT', accountId: '111122223333', directoryId }],
  ...more,
});

/** Two Regions with the same connection string; SAML is on here and `status` there. */
const twoEnds = (status: string, more: object = {}): ExampleAccount => ({
  directories: [{ id }],
  connectionAliases: [{ id: 'wsca-0example1', ...alias(id) }],
  elsewhere: {
    region: 'us-east-1',
    directories: [{ id: 'd-99672f8b1c', saml: { status } }],
    connectionAliases: [{ id: 'wsca-0example2', ...alias('d-99672f8b1c', more) }],
  },
});

describe('workspaces-directory-ip-restricted', () => {
  const judged = judging('workspaces-directory-ip-restricted');
  const open = 'The rules of wsipg-0example1 cover every address, which is as good as no group.';

  it.each([
    ['one range', ['0.0.0.0/0']],
    ['both halves, in any order', ['128.0.0.0/1', '0.0.0.0/1']],
    ['overlapping ranges', ['0.0.0.0/1', '64.0.0.0/2', '128.0.0.0/2', '192.0.0.0/2']],
    ['every IPv6 address', ['192.0.2.0/24', '::/0']],
    ['a rule that cannot be read beside one that says it all', ['the office', '0.0.0.0/0']],
  ])('fails on %s', (_, rules) => expect(said(judged(withRules(...rules)))).toEqual(['fail', open]));

  it.each([
    ['one half', ['0.0.0.0/1']],
    ['the other half', ['128.0.0.0/1']],
    ['ranges with a gap', ['0.0.0.0/2', '128.0.0.0/1']],
    ['all but one address', ['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/3', '224.0.0.0/4', '240.0.0.0/5']],
    ['a single address', ['192.0.2.7']],
    ['nothing: an empty group lets nobody in', []],
  ])('passes %s', (_, rules) =>
    expect(said(judged(withRules(...rules)))).toEqual([
      'pass',
      'Users connect from the addresses of wsipg-0example1 only.',
    ]),
  );

  it('fails for what it knows, although AWS did not list another group', () => {
    const given = { ...withRules('0.0.0.0/0'), ...oneDirectory({ ipGroupIds: ['wsipg-0example1', 'wsipg-0gone'] }) };
    expect(said(judged(given))).toEqual(['fail', open]);
  });

  it('needs no group to say that there is none', () => {
    const given = { ...oneDirectory({ ipGroupIds: [] }), unread: ['workspaces:DescribeIpGroups'] };
    expect(said(judged(given))).toEqual([
      'fail',
      'No IP access control group is associated, so the default group counts, which lets users connect from every address.',
    ]);
  });

  it('tells a streaming VPC endpoint from what AWS answers', async () => {
    const access = {
      DeviceTypeWeb: 'DENY',
      AccessEndpointConfig: {
        AccessEndpoints: [{ AccessEndpointType: 'STREAMING_WSP', VpcEndpointId: 'vpce-0example1' }],
        InternetFallbackProtocols: ['PCOIP'],
      },
    };
    const source = memorySource({
      'account.json': { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root' },
      'eu-central-1/workspaces.describe-workspace-directories.json': {
        Directories: [{ DirectoryId: id, SamlProperties: { Status: 'ENABLED' }, WorkspaceAccessProperties: access }],
      },
    });
    const snapshot = await collect({ source, regions: ['eu-central-1'], asOf: '2026-11-01T00:00:00.000Z' });
    expect(said(judged(snapshot))).toEqual([
      'fail',
      'With VPC endpoint vpce-0example1, IP access control groups no longer count, yet PCOIP may still be streamed over the internet: from every address.',
    ]);
  });
});

describe('workspaces-ip-group-not-empty', () => {
  const empty = { id: 'wsipg-0example1', rules: [] };
  const judged = judging('workspaces-ip-group-not-empty');

  it('leaves out directories that are on their way out', () =>
    expect(said(judged({ directories: [{ id, state: 'DEREGISTERING' }], ipGroups: [empty] }))).toEqual([
      'not-applicable',
      'No directory depends on this group.',
    ]));

  it('is high where it certainly blocks a directory, and medium where AWS does not say so', () => {
    const beside = { id: 'd-99672f8b1c', ipGroupIds: ['wsipg-0example1', 'wsipg-0example2'] };
    expect(severe(judged({ directories: [{ id }, beside], ipGroups: [empty] }))).toEqual([
      'high',
      'fail',
      'IP access control group wsipg-0example1 has no rules, which blocks all access to the WorkSpaces of d-906731a2b4, d-99672f8b1c.',
    ]);
    expect(severe(judged({ directories: [beside], ipGroups: [empty] }))).toEqual([
      'medium',
      'fail',
      'IP access control group wsipg-0example1 has no rules. AWS documents that this blocks all access, but not for WorkSpaces Pools or together with other groups, as here (d-99672f8b1c).',
    ]);
  });
});

describe('workspaces-directory-type-supported', () => {
  const judged = judging('workspaces-directory-type-supported');

  it.each([
    ['SimpleAD', 'fail', 'The directory is a Simple AD: SAML works with it, but AWS advises against it.'],
    ['SharedMicrosoftAD', 'pass', 'The directory is AWS Managed Microsoft AD, shared by another account.'],
    ['ADConnector', 'pass', 'The directory is AD Connector.'],
    [
      'SomethingNew',
      'unknown',
      'DirectoryType is SIMPLE_AD, which may stand for several kinds, and Directory Service does not say which this is.',
    ],
  ])('takes the word of Directory Service for SIMPLE_AD: %s', (type, status, message) =>
    expect(said(judged({ directories: [{ id, type: 'SIMPLE_AD' }], directoryService: { [id]: { type } } }))).toEqual([
      status,
      message,
    ]),
  );

  it.each([
    [{ userIdentityType: 'AWS_IAM_IDENTITY_CENTER' }, 'UserIdentityType'],
    [{ type: 'AWS_IAM_IDENTITY_CENTER' }, 'DirectoryType'],
  ])('fails for users of IAM Identity Center, by either member: %j', (directory, path) => {
    const finding = judged(oneDirectory(directory));
    expect(said(finding)).toEqual([
      'fail',
      'The directory is managed by WorkSpaces, with users of IAM Identity Center, for which AWS does not support SAML 2.0 federation.',
    ]);
    expect(finding.evidence[0]?.path).toBe(path);
  });

  it('never calls a directory a Simple AD without that word', () => {
    const finding = judged({ directories: [{ id, type: 'SIMPLE_AD' }], unread: ['ds:DescribeDirectories'] });
    expect([finding.status, finding.unread?.action]).toEqual(['unknown', 'ds:DescribeDirectories']);
  });
});

describe('workspaces-directory-device-types-supported', () => {
  const judged = judging('workspaces-directory-device-types-supported');

  it('fails for the devices it knows to be allowed, whatever AWS leaves out', () => {
    expect(said(judged(oneDirectory({ access: { DeviceTypeIos: 'ALLOW', DeviceTypeChromeOs: 'ALLOW' } })))).toEqual([
      'fail',
      'Allowed, although the client does not speak SAML and the fallback is off: iOS, ChromeOS.',
    ]);
  });

  it('takes a member that AWS leaves out neither for ALLOW nor for DENY', () => {
    expect(said(judged(oneDirectory({ access: { DeviceTypeIos: 'DENY', DeviceTypeChromeOs: 'DENY' } })))).toEqual([
      'unknown',
      'AWS does not say whether it allows these devices: Android, zero client.',
    ]);
  });
});

describe('workspaces-directory-saml-enabled', () => {
  const off = [{ id, saml: { status: 'DISABLED' } }];
  const judged = (given: ExampleAccount) => judge('workspaces-directory-saml-enabled', { directories: off, ...given });
  it.each([
    [
      'among others',
      [
        'arn:aws:workspaces:eu-central-1:111122223333:directory/d-99672f8b1c',
        `arn:aws:workspaces:eu-central-1:111122223333:directory/${id}`,
      ],
    ],
    ['in any Region', `arn:aws:workspaces:*:*:directory/${id}`],
  ])('fails where a role names the directory %s', (_, resource) =>
    expect(said(judged({ roles: [{ name: 'Desktops', inline: { Stream: naming(resource) } }] }))).toEqual([
      'fail',
      'SAML authentication is disabled in directory d-906731a2b4, although streaming role Desktops specifies it. Users sign in with the directory password.',
    ]),
  );

  it.each([
    [
      'by a glob',
      { roles: [{ name: 'Desktops', inline: { Stream: naming('arn:aws:workspaces:*:*:directory/d-9067*') } }] },
    ],
    ['by *', { roles: [{ name: 'Desktops', inline: { Stream: naming('*') } }] }],
    [
      'in another Region',
      {
        roles: [
          { name: 'Desktops', inline: { Stream: naming(`arn:aws:workspaces:us-east-1:111122223333:directory/${id}`) } },
        ],
      },
    ],
    ['in a role that no SAML user can assume', { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] }],
    [
      'in such a role, of which another policy is not JSON',
      { roles: [{ name: 'Desktops', trust: serviceTrust, inline: { ...inline, Other: null } }] },
    ],
  ])('does not apply where the directory is named %s', (_, given) =>
    expect(said(judged(given))).toEqual(['not-applicable', 'SAML is off, and no streaming role names the directory.']),
  );

  it('cannot tell while the trust policy of the role that names it cannot be understood', () => {
    const trust = { Version: '2012-10-17', Statement: [{ Efect: 'Allow' }] };
    expect(judged({ roles: [{ name: 'Desktops', trust, inline }] }).status).toBe('unknown');
  });
});

describe('the user access URL', () => {
  const ping = 'http://sso.example.com/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices';

  it.each([
    [
      'https://login.microsoftonline.com/5b0e6c1d/saml2',
      "is Entra ID's login URL, which refuses sign-ins that bring no SAMLRequest (AADSTS750054). No sign-in can start there.",
    ],
    [
      'https://signin.aws.amazon.com/saml',
      'is the AWS sign-in endpoint, not a URL of the identity provider. No sign-in can start there.',
    ],
    [ping, 'is not https: anyone who controls the network can show users another sign-in page.'],
  ])('is wrong: %s', (userAccessUrl, clause) =>
    expect(said(judge('workspaces-directory-user-access-url-valid', withSaml({ userAccessUrl })))).toEqual([
      'fail',
      `The user access URL ${userAccessUrl} ${clause}`,
    ]),
  );

  it('is no lock-out where it is merely not safe', () => {
    const effect = (userAccessUrl: string) =>
      judge('workspaces-directory-user-access-url-valid', withSaml({ userAccessUrl })).effect;
    expect(effect(ping)).toBe('exposed');
    expect(effect('https://placeholder')).toBe('locked-out');
  });

  it('shows the provider and its parameter also over http', () => {
    const given = withSaml({ userAccessUrl: ping });
    expect(judge('workspaces-directory-idp-recognised', given).message).toBe(
      'The identity provider is PingFederate, which AWS lists.',
    );
    const parameter = judge('workspaces-directory-relay-state-parameter-matches-idp', given);
    expect(said(parameter)).toEqual([
      'fail',
      'PingFederate expects the deep link in TargetResource, and directory d-906731a2b4 sends it in RelayState.',
    ]);
    expect(parameter.evidence).toEqual([
      {
        path: 'SamlProperties.RelayStateParameterName',
        actual: 'missing, which means RelayState',
        expected: 'TargetResource',
      },
    ]);
  });

  it('of a host that nobody knows fails no rule', () => {
    const given = withSaml({ userAccessUrl: 'https://sso.corp.example.com/go', relayStateParameterName: 'Target' });
    const statuses = ['user-access-url-valid', 'idp-recognised', 'relay-state-parameter-matches-idp'].map(
      (rule) => judge(`workspaces-directory-${rule}`, given).status,
    );
    expect(statuses).toEqual(['pass', 'unknown', 'not-applicable']);
  });
});

describe('workspaces-pool-directory-ready', () => {
  const judged = judging('workspaces-pool-directory-ready');

  it.each([
    [
      pool('ENABLED', 'http://login.corp.example.com/start'),
      'pass',
      'SAML authentication is enabled, with a user access URL that can start a sign-in.',
    ],
    [
      pool('DISABLED'),
      'fail',
      'SAML authentication is disabled in directory wsd-4k7m2x9qp, and WorkSpaces Pools has no other sign-in.',
    ],
    [
      pool('ENABLED'),
      'fail',
      'Sign-in to WorkSpaces Pools is not set up to the end. SAML authentication is enabled, but directory wsd-4k7m2x9qp has no user access URL. No sign-in can start.',
    ],
    [
      pool('ENABLED', 'https://placeholder'),
      'fail',
      'Sign-in to WorkSpaces Pools is not set up to the end. The user access URL https://placeholder is a placeholder. No sign-in can start there.',
    ],
    [pool('MAYBE'), 'unknown', 'SamlProperties.Status is MAYBE, which this tool does not know.'],
  ])('%#', (directory, status, message) => expect(said(judged(directory))).toEqual([status, message]));

  it.each([
    ['POOLS', 'wsd-4k7m2x9qp', 'CUSTOMER_MANAGED', true],
    ['PERSONAL', 'wsd-4k7m2x9qp', 'CUSTOMER_MANAGED', false],
    [undefined, 'wsd-4k7m2x9qp', 'CUSTOMER_MANAGED', true],
    [undefined, 'wsd-4k7m2x9qp', 'AWS_IAM_IDENTITY_CENTER', false],
    [undefined, id, 'AWS_DIRECTORY_SERVICE', false],
  ])('knows Pools by type %s, id %s and users of %s', (workspaceType, directoryId, userIdentityType, expected) => {
    const [directory] = directoriesOf({ directories: [{ id: directoryId, userIdentityType }] });
    const { workspaceType: _, ...untyped } = directory;
    expect(isPool(workspaceType === undefined ? untyped : { ...untyped, workspaceType })).toBe(expected);
  });
});

describe('workspaces-redirection-directories-saml-enabled', () => {
  const rule = 'workspaces-redirection-directories-saml-enabled';
  const denied = unreadable('workspaces:DescribeConnectionAliases', 'us-west-2', 'denied', 'refused in us-west-2');
  /** A third Region, where the aliases could not be read. */
  const withUnreadRegion = (given: ExampleAccount): Snapshot => {
    const snapshot = exampleSnapshot(given);
    const [region] = Object.values(snapshot.byRegion);
    if (region === undefined) throw new Error('The example has a Region.');
    return {
      ...snapshot,
      regions: [...snapshot.regions, 'us-west-2'],
      byRegion: { ...snapshot.byRegion, 'us-west-2': { ...region, region: 'us-west-2', connectionAliases: denied } },
    };
  };

  it('fails on both ends, and names both directories', () => {
    const message =
      'desktop.example.com leads to d-906731a2b4 (eu-central-1) with SAML on, and to d-99672f8b1c (us-east-1) with SAML off.';
    expect(said(judge(rule, twoEnds('DISABLED'), 'eu-central-1'))).toEqual(['fail', message]);
    expect(said(judge(rule, twoEnds('DISABLED'), 'us-east-1'))).toEqual(['fail', message]);
  });

  it('finds the other end whatever the case of the name, and takes the fallback for SAML', () => {
    const given = twoEnds('ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK', { connectionString: 'Desktop.Example.com' });
    expect(said(judge(rule, given, 'eu-central-1'))).toEqual([
      'pass',
      'SAML is on in every directory behind the connection string: d-906731a2b4 (eu-central-1), d-99672f8b1c (us-east-1).',
    ]);
  });

  it('cannot tell while a Region could hold another end', () => {
    const finding = judge(rule, withUnreadRegion(twoEnds('ENABLED')), 'eu-central-1');
    expect([finding.status, finding.unread]).toEqual([
      'unknown',
      {
        call: 'workspaces:DescribeConnectionAliases',
        region: 'us-west-2',
        reason: 'denied',
        action: 'workspaces:DescribeConnectionAliases',
      },
    ]);
  });

  it('needs no further Region to see that two ends differ', () =>
    expect(judge(rule, withUnreadRegion(twoEnds('DISABLED')), 'eu-central-1').status).toBe('fail'));

  it.each([
    [
      { associations: [{ status: 'PENDING_ASSOCIATION', directoryId: 'd-99672f8b1c' }] },
      'in us-east-1 the association is PENDING_ASSOCIATION',
    ],
    [
      { associations: [{ status: 'ASSOCIATED_WITH_SHARED_ACCOUNT', accountId: '444455556666' }] },
      'in us-east-1 the directory belongs to account 444455556666',
    ],
    [
      { associations: [{ status: 'ASSOCIATED_WITH_SHARED_ACCOUNT' }] },
      'in us-east-1 the directory belongs to an account that AWS does not name',
    ],
    [
      { associations: [{ status: 'ASSOCIATED_WITH_OWNER_ACCOUNT', directoryId: 'd-0000000000' }] },
      'in us-east-1 AWS did not list directory d-0000000000',
    ],
  ])('cannot tell: %j', (more, doubt) =>
    expect(said(judge(rule, twoEnds('ENABLED', more), 'eu-central-1'))).toEqual([
      'unknown',
      `Whether all ends of desktop.example.com have SAML on cannot be told: ${doubt}.`,
    ]),
  );

  it("sees its own directory behind another account's alias", () => {
    const shared = {
      ownerAccountId: '444455556666',
      associations: [
        { status: 'ASSOCIATED_WITH_SHARED_ACCOUNT', accountId: '111122223333', directoryId: 'd-99672f8b1c' },
      ],
    };
    expect(judge(rule, twoEnds('DISABLED', shared), 'eu-central-1').status).toBe('fail');
  });

  it('does not apply to an alias that leads nowhere, although the other end is associated', () => {
    const given = {
      ...twoEnds('ENABLED'),
      connectionAliases: [{ id: 'wsca-0example1', ...alias(id), associations: [] }],
    };
    expect(said(judge(rule, given, 'eu-central-1'))).toEqual([
      'not-applicable',
      'The alias is not associated with a directory.',
    ]);
  });
});

describe('workspaces-connection-alias-associated', () => {
  it("names the account that nobody knows, and takes the owner's word for its own", () => {
    const rule = ruleOf('workspaces-connection-alias-associated');
    const [shared, owned] = findingsOn(rule, {
      connectionAliases: [
        {
          id: 'wsca-0example1',
          associations: [
            { status: 'ASSOCIATED_WITH_SHARED_ACCOUNT', accountId: '444455556666', directoryId: 'd-99672f8b1c' },
          ],
        },
        { id: 'wsca-0example2', associations: [{ status: 'ASSOCIATED_WITH_OWNER_ACCOUNT', directoryId: id }] },
      ],
    });
    expect([shared, owned].map((finding) => finding && said(finding))).toEqual([
      [
        'fail',
        'desktop.example.com leads to d-99672f8b1c of account 444455556666, which is not among the configured ownAccounts.',
      ],
      ['pass', 'desktop.example.com leads to d-906731a2b4 of account 111122223333.'],
    ]);
  });
});

describe('workspaces-directory-certificate-auth-ready', () => {
  const authority = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d-example';
  const withCertificates = (more: ExampleAccount = {}): ExampleAccount => ({
    ...oneDirectory({ certificateAuth: { status: 'ENABLED', certificateAuthorityArn: authority } }),
    roles: [{ name: 'Desktops', inline }],
    certificateAuthorities: { [authority]: { status: 'ACTIVE', tagKeys: ['euc-private-ca'] } },
    ...more,
  });
  const judged = judging('workspaces-directory-certificate-auth-ready');
  const withoutTagSession = guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' });

  it('lists everything that is wrong at once, with the sign-in that is refused', () => {
    const finding = judged(
      withCertificates({
        roles: [{ name: 'Desktops', trust: withoutTagSession, inline }],
        certificateAuthorities: { [authority]: { status: 'EXPIRED', tagKeys: [] } },
      }),
    );
    expect(said(finding)).toEqual([
      'fail',
      'Certificate-based authentication is on, but users cannot sign in with certificates: CertificateAuthority.Status is EXPIRED, expected ACTIVE; Tags.euc-private-ca is missing, expected present; Desktops.AssumeRolePolicyDocument is without sts:TagSession, expected sts:TagSession with PrincipalTag:Email, PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid.',
    ]);
    expect(finding.witness?.sentence).toContain('is denied by role Desktops');
  });

  it('wants ObjectSid among the tags that a role lets pass', () => {
    const keys = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Email', 'UserPrincipalName'] } };
    const trust = guideTrustWith({ Condition: { StringEquals: { 'SAML:sub_type': 'persistent' }, ...keys } });
    expect(judged(withCertificates({ roles: [{ name: 'Desktops', trust, inline }] })).status).toBe('fail');
  });

  it('fails for what it knows, whatever else could not be read', () => {
    const unread = ['acm-pca:DescribeCertificateAuthority', 'ds:DescribeDirectories'];
    const given = withCertificates({ roles: [{ name: 'Desktops', trust: withoutTagSession, inline }], unread });
    expect(judged(given).status).toBe('fail');
  });

  it('says of RADIUS in medium tone, and only when nothing worse is known', () => {
    const radius = { directoryService: { [id]: { type: 'ADConnector', radiusStatus: 'Completed' } } };
    const only = judged(withCertificates(radius));
    expect(severe(only)).toEqual([
      'medium',
      'fail',
      'Multi-factor authentication by RADIUS is set up, and not asked for while certificate-based authentication is on: only the identity provider can ask for a second factor.',
    ]);
    const expired = { certificateAuthorities: { [authority]: { status: 'EXPIRED', tagKeys: ['euc-private-ca'] } } };
    expect(judged(withCertificates({ ...radius, ...expired })).severity).toBe('high');
  });

  it.each(['Creating', 'Failed'])('has nothing against RADIUS that is not in use: %s', (radiusStatus) =>
    expect(judged(withCertificates({ directoryService: { [id]: { type: 'ADConnector', radiusStatus } } })).status).toBe(
      'pass',
    ),
  );

  it("leaves another account's authority open", () => {
    const foreign = authority.replace('111122223333', '444455556666');
    const given = withCertificates(
      oneDirectory({ certificateAuth: { status: 'ENABLED', certificateAuthorityArn: foreign } }),
    );
    expect(said(judged(given))).toEqual([
      'unknown',
      'Whether certificates work cannot be told: the certificate authority belongs to account 444455556666, which was not read.',
    ]);
  });
});

describe('a directory that comes or goes', () => {
  const ids = rules.filter(({ evaluate }) => evaluate['workspaces.directory'] !== undefined).map((rule) => rule.id);

  it.each(ids)('is not judged by %s', (ruleId) => {
    for (const [state, sentence] of [
      ['REGISTERING', 'The directory is being registered.'],
      ['DEREGISTERING', 'The directory is being deregistered.'],
      ['DEREGISTERED', 'The directory is deregistered.'],
    ] as const) {
      const directory = { id, state, workspaceType: ruleId.includes('-pool-') ? 'POOLS' : 'PERSONAL' };
      const finding = findingsOn(
        ruleOf(ruleId),
        { directories: [directory] },
        { endpointEncryptionMode: 'FIPS_VALIDATED' },
      ).find(({ resource }) => resource.type === 'workspaces.directory');
      expect([finding?.status, finding?.message]).toEqual(['not-applicable', sentence]);
    }
  });
});
