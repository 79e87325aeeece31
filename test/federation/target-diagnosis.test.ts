import { describe, expect, it } from 'vitest';
import { exampleSnapshot, type ExampleAccount } from '../../lib/explain/example.ts';
import { accountOf, type Account } from '../../lib/federation/account.ts';
import { diagnoseDirectory } from '../../lib/federation/directory-diagnosis.ts';
import { diagnoseNetwork } from '../../lib/federation/network-diagnosis.ts';
import { diagnoseSession } from '../../lib/federation/session-diagnosis.ts';
import { diagnoseStack } from '../../lib/federation/stack-diagnosis.ts';
import type { StepDiagnosis } from '../../lib/model/diagnosis.ts';
import type { Directory, Stack } from '../../lib/model/snapshot.ts';

const id = 'd-906731a2b4';
const denied = (call: string) => `AccessDeniedException: the scanning role may not call ${call}`;

const onDirectory =
  (diagnose: (directory: Directory, account: Account) => StepDiagnosis) =>
  (directory: Partial<Directory>, given: ExampleAccount = {}) => {
    const account = accountOf(exampleSnapshot({ ...given, directories: [{ id, ...directory }] }));
    const listed = account.directories('eu-central-1');
    return said(listed.state === 'known' ? listed.value.map((one) => diagnose(one, account)) : []);
  };

const onStack =
  (diagnose: (stack: Stack, account: Account) => StepDiagnosis) =>
  (given: ExampleAccount, stack: NonNullable<ExampleAccount['stacks']>[number] = { name: 'Design' }) => {
    const account = accountOf(exampleSnapshot({ ...given, stacks: [stack] }));
    const listed = account.stacks('eu-central-1');
    return said(listed.state === 'known' ? listed.value.map((one) => diagnose(one, account)) : []);
  };

/** Status, then every cause as `kind: message`, then what could not be determined. */
const said = ([diagnosis]: readonly StepDiagnosis[]): readonly string[] => {
  if (diagnosis === undefined) throw new Error('the example has one');
  const { status, causes, uncertainties } = diagnosis;
  return [
    status,
    ...causes.map(({ cause, message }) => `${cause.kind}: ${message}`),
    ...uncertainties.map(({ message }) => message),
  ];
};

describe('diagnoseDirectory', () => {
  const judged = onDirectory(diagnoseDirectory);

  it.each([
    ['registered', {}],
    ['the fallback to the directory password', { saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK' } }],
  ])('works: %s', (_, directory) => expect(judged(directory)).toEqual(['works']));

  it.each([
    [
      { state: 'ERROR', errorMessage: 'The subnets are in the same Availability Zone.' },
      `directory-registration-failed: The registration of directory ${id} with WorkSpaces failed: The subnets are in the same Availability Zone.`,
    ],
    [
      { state: 'ERROR' },
      `directory-registration-failed: The registration of directory ${id} with WorkSpaces failed; AWS gives no reason.`,
    ],
    [
      { state: 'DEREGISTERED' },
      `directory-not-registered: Directory ${id} is DEREGISTERED, so no WorkSpace of it can be reached.`,
    ],
    [
      { saml: { status: 'DISABLED' } },
      `directory-saml-disabled: SAML authentication is disabled in directory ${id}, so the client never opens the identity provider.`,
    ],
    [
      { saml: { status: 'DISABLED' }, userIdentityType: 'AWS_IAM_IDENTITY_CENTER' },
      `saml-not-supported: The users of directory ${id} are those of IAM Identity Center, for which AWS does not support SAML 2.0 federation.`,
    ],
  ])('is blocked: %j', (directory, cause) => expect(judged(directory)).toEqual(['blocked', cause]));

  it.each(['Inoperable', 'Failed', 'Deleting'])('is blocked while Directory Service says %s', (stage) =>
    expect(judged({}, { directoryService: { [id]: { stage } } })).toEqual([
      'blocked',
      `directory-not-active: AWS Directory Service reports that directory ${id} is ${stage}, so no user can sign in to its domain.`,
    ]),
  );

  it('names all that blocks it', () =>
    expect(
      judged({ state: 'ERROR', saml: { status: 'DISABLED' } }, { directoryService: { [id]: { stage: 'Inoperable' } } }),
    ).toHaveLength(4));

  it.each([
    ['ds denied', {}, { unread: ['ds:DescribeDirectories'] }, denied('ds:DescribeDirectories')],
    [
      'impaired',
      {},
      { directoryService: { [id]: { stage: 'Impaired' } } },
      `Cannot determine whether users can sign in to the domain: AWS Directory Service reports that directory ${id} is Impaired.`,
    ],
    [
      'no RADIUS server',
      {},
      { directoryService: { [id]: { stage: 'Active', radiusStatus: 'Failed' } } },
      `Cannot determine whether users can sign in to the domain: directory ${id} does not reach its RADIUS servers.`,
    ],
    [
      'a state that AWS did not document',
      { state: 'RESTING' },
      {},
      `Cannot determine whether directory ${id} is registered: its state is RESTING.`,
    ],
    [
      'a status that AWS did not document',
      { saml: { status: 'MAYBE' } },
      {},
      `Cannot determine whether SAML authentication is enabled: the status of directory ${id} is MAYBE.`,
    ],
  ])('is unknown: %s', (_, directory, given, message) =>
    expect(judged(directory, given)).toEqual(['unknown', message]),
  );
});

describe('diagnoseNetwork', () => {
  const judged = onDirectory(diagnoseNetwork);
  const counted = (pcoip: number, total = 12) => ({ workspaces: { [id]: { total, pcoip } } });
  const every = (value: string) => ({
    DeviceTypeWindows: value,
    DeviceTypeOsx: value,
    DeviceTypeLinux: value,
    DeviceTypeWeb: value,
  });
  const streamingEndpoint = { vpcEndpointIds: ['vpce-0example1'], internetFallback: [] };
  const pool = { id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' };
  const empty = { ipGroups: [{ id: 'wsipg-0example1', rules: [] }] };

  it.each([
    ['a client and a group with rules', {}, {}],
    ['Web Access alone, and no PCoIP', { access: { ...every('DENY'), DeviceTypeWeb: 'ALLOW' } }, counted(0)],
    ['all denied in a directory of WorkSpaces Pools', { ...pool, access: every('DENY') }, {}],
    ['no group at all', { ipGroupIds: [] }, {}],
    [
      'an empty group beside one with rules',
      { ipGroupIds: ['wsipg-0example1', 'wsipg-0example2'] },
      { ipGroups: [{ id: 'wsipg-0example1', rules: [] }, { id: 'wsipg-0example2' }] },
    ],
    ['an empty group, which does not count beside an endpoint', { streamingEndpoint }, { ...empty, ...counted(0) }],
    [
      'PCoIP over the internet beside an endpoint',
      { streamingEndpoint: { ...streamingEndpoint, internetFallback: ['PCOIP'] } },
      counted(12),
    ],
  ])('works: %s', (_, directory, given) => expect(judged(directory, given)).toEqual(['works']));

  it.each([
    [
      'no client type',
      { access: every('DENY') },
      {},
      `client-types-denied: Directory ${id} denies every client type that supports SAML: Windows, macOS, Linux, Web Access.`,
    ],
    [
      'only clients that do not support SAML',
      { access: { ...every('DENY'), DeviceTypeIos: 'ALLOW' } },
      {},
      `client-types-denied: Directory ${id} denies every client type that supports SAML: Windows, macOS, Linux, Web Access.`,
    ],
    [
      'Web Access alone, and nothing but PCoIP',
      { access: { ...every('DENY'), DeviceTypeWeb: 'ALLOW' } },
      counted(12),
      `web-access-without-pcoip: Directory ${id} allows Web Access only, which does not support PCoIP after a SAML sign-in: 12 of 12 WorkSpaces use it.`,
    ],
    [
      'a group without rules',
      {},
      empty,
      `ip-group-without-rules: IP access control group wsipg-0example1 has no rules, which blocks all access to the WorkSpaces of directory ${id}.`,
    ],
    [
      'an endpoint and nothing but PCoIP',
      { streamingEndpoint },
      counted(12),
      `pcoip-behind-streaming-endpoint: Directory ${id} streams through VPC endpoint vpce-0example1 only, which does not carry PCoIP: 12 of 12 WorkSpaces use it.`,
    ],
    [
      'an endpoint and FIPS',
      { streamingEndpoint, encryptionMode: 'FIPS_VALIDATED' },
      counted(0),
      `fips-with-streaming-endpoint: Directory ${id} streams through VPC endpoint vpce-0example1 and requires FIPS endpoints, which AWS does not support together.`,
    ],
  ])('is blocked: %s', (_, directory, given, cause) => expect(judged(directory, given)).toEqual(['blocked', cause]));

  it('is limited where only some WorkSpaces use PCoIP', () =>
    expect(judged({ streamingEndpoint }, counted(3))).toEqual([
      'limited',
      `pcoip-behind-streaming-endpoint: Directory ${id} streams through VPC endpoint vpce-0example1 only, which does not carry PCoIP: 3 of 12 WorkSpaces use it.`,
    ]));

  it.each([
    [
      'AWS says nothing of a client type',
      { access: { DeviceTypeWindows: 'DENY', DeviceTypeOsx: 'DENY', DeviceTypeWeb: 'DENY' } },
      {},
      `Cannot determine whether directory ${id} allows Linux: AWS does not say.`,
    ],
    [
      'the groups could not be read',
      {},
      { unread: ['workspaces:DescribeIpGroups'] },
      denied('workspaces:DescribeIpGroups'),
    ],
    [
      'a group was not listed',
      {},
      { ipGroups: [] },
      `Cannot determine who reaches directory ${id}: AWS did not list its IP access control group wsipg-0example1.`,
    ],
    [
      'the WorkSpaces behind an endpoint could not be counted',
      { streamingEndpoint },
      { unread: ['workspaces:DescribeWorkspaces'] },
      denied('workspaces:DescribeWorkspaces'),
    ],
    [
      'a group without rules in a directory of WorkSpaces Pools',
      pool,
      empty,
      'Cannot determine who reaches directory wsd-4k7m2x9qp: wsipg-0example1 has no rules, and AWS does not document what that means for WorkSpaces Pools.',
    ],
  ])('is unknown: %s', (_, directory, given, message) =>
    expect(judged(directory, given)).toEqual(['unknown', message]),
  );
});

describe('diagnoseStack', () => {
  const judged = onStack(diagnoseStack);
  const fleet = (state: string, name = 'design-fleet') => ({ name, state });

  it('works with a fleet that runs, beside one that does not', () =>
    expect(
      judged(
        { fleets: [fleet('RUNNING'), fleet('STOPPED', 'old')] },
        { name: 'Design', fleets: ['design-fleet', 'old'] },
      ),
    ).toEqual(['works']));

  it('is blocked without a fleet', () =>
    expect(judged({}, { name: 'Design', fleets: [] })).toEqual([
      'blocked',
      'stack-without-fleet: No fleet is associated with stack Design, so there is nothing to stream.',
    ]));

  it.each(['STOPPED', 'STOPPING', 'STARTING'])('is limited while its fleet is %s', (state) =>
    expect(judged({ fleets: [fleet(state)] })).toEqual([
      'limited',
      `fleets-not-running: Users can stream stack Design only while a fleet runs: design-fleet is ${state}.`,
    ]),
  );

  it.each(['appstream:ListAssociatedFleets', 'appstream:DescribeFleets'])('is unknown without %s', (call) =>
    expect(judged({ unread: [call] })).toEqual(['unknown', denied(call)]),
  );
});

describe('diagnoseSession', () => {
  const judged = onStack(diagnoseSession);
  const authority = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d-example';
  const joined = (status: string, more: ExampleAccount = {}): ExampleAccount => ({
    fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }],
    directoryConfigs: [
      { directoryName: 'CORP.example.com', certificateAuth: { status, certificateAuthorityArn: authority } },
    ],
    certificateAuthorities: { [authority]: { status: 'ACTIVE', tagKeys: ['euc-private-ca'] } },
    ...more,
  });
  const alone = 'ENABLED_NO_DIRECTORY_LOGIN_FALLBACK';
  const broken = { certificateAuthorities: { [authority]: { status: 'DISABLED', tagKeys: ['euc-private-ca'] } } };

  it.each([
    ['no domain', {}],
    ['certificates that can be issued', joined(alone)],
    ['the password beside an authority that cannot issue', joined('ENABLED', broken)],
    [
      'an authority that cannot issue, for another domain',
      { ...joined(alone, broken), fleets: [{ name: 'design-fleet' }] },
    ],
  ])('works: %s', (_, given) => expect(judged(given)).toEqual(['works']));

  it('is blocked where certificates alone sign in, and cannot be issued', () =>
    expect(judged(joined(alone, broken))).toEqual([
      'blocked',
      'certificate-authority-cannot-issue: Users of CORP.example.com cannot sign in to Windows, because no password is allowed beside certificates. CertificateAuthority.Status is DISABLED, expected ACTIVE.',
    ]));

  it.each([
    ['appstream:DescribeDirectoryConfigs', denied('appstream:DescribeDirectoryConfigs')],
    [
      'acm-pca:ListTags',
      'Cannot determine whether users of CORP.example.com can sign in to Windows: AccessDeniedException: the scanning role may not call acm-pca:ListTags.',
    ],
  ])('is unknown without %s', (call, message) =>
    expect(judged(joined(alone, { unread: [call] }))).toEqual(['unknown', message]),
  );
});
