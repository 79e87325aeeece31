import { openExport } from '../../local-aws/export-data.ts';
import type { Organization } from '../../local-aws/organization.ts';
import { memberTemplate } from '../support/member-template.ts';

export const auditAccountId = '111122223333';
export const organizationId = 'o-exampleorgid1';
export const externalId = 'example-external-id';
const prefix = 'euc-saml-audit-test';
export const roleName = 'euc-saml-audit';
export const path = 'r-ab12/ou-ab12-11111111';

/** The trust policy that the template gives the role of a member account. */
export function trustPolicy(parameters: Readonly<Record<string, string>> = {}): unknown {
  const { Resources } = memberTemplate('audit-role', {
    AuditAccountId: auditAccountId,
    AuditRolePrefix: prefix,
    OrganizationId: organizationId,
    ExternalId: externalId,
    ...parameters,
  });
  return Resources['AuditRole']?.Properties['AssumeRolePolicyDocument'];
}

export interface MemberOptions {
  /** `null`: the account has no audit role. Default: that of the template. */
  readonly trust?: unknown;
  /** Default: all that the example account has. */
  readonly regions?: readonly string[];
}

/** The example account under another id, with the audit role. */
export async function memberAccount(
  id: string,
  { trust = trustPolicy(), regions }: MemberOptions = {},
): Promise<Map<string, unknown>> {
  const files = new Map<string, unknown>();
  for (const [name, content] of await openExport('examples/demo-account')) {
    const [folder = ''] = name.split('/');
    if (regions !== undefined && name.includes('/') && folder !== 'global' && !regions.includes(folder)) continue;
    files.set(name, JSON.parse(JSON.stringify(content).replaceAll('111122223333', id)));
  }
  if (trust !== null) addRole(files, id, trust);
  return files;
}

/** An account with the audit role and nothing else. */
export function emptyAccount(id: string, regions: readonly string[]): Map<string, unknown> {
  const files = new Map<string, unknown>([
    ['account.json', { UserId: 'AIDAEXAMPLE', Account: id, Arn: `arn:aws:iam::${id}:user/example` }],
    ['global/iam.get-account-authorization-details.json', { RoleDetailList: [], Policies: [] }],
    ['global/iam.list-roles.json', { Roles: [] }],
    ['global/iam.list-saml-providers.json', { SAMLProviderList: [] }],
  ]);
  const listings = {
    'workspaces.describe-workspace-directories': { Directories: [] },
    'workspaces.describe-ip-groups': { Result: [] },
    'workspaces.describe-connection-aliases': { ConnectionAliases: [] },
    'workspaces.describe-workspaces': { Workspaces: [] },
    'ds.describe-directories': { DirectoryDescriptions: [] },
    'appstream.describe-stacks': { Stacks: [] },
    'appstream.describe-fleets': { Fleets: [] },
    'appstream.describe-directory-configs': { DirectoryConfigs: [] },
    'appstream.describe-users': { Users: [] },
  };
  for (const region of regions) {
    for (const [name, answer] of Object.entries(listings)) files.set(`${region}/${name}.json`, answer);
  }
  addRole(files, id, trustPolicy());
  return files;
}

function addRole(files: Map<string, unknown>, id: string, trust: unknown): void {
  const role = {
    Path: '/',
    RoleName: roleName,
    RoleId: 'AROAEXAMPLEAUDIT',
    Arn: `arn:aws:iam::${id}:role/${roleName}`,
    CreateDate: '2026-01-01T00:00:00+00:00',
    AssumeRolePolicyDocument: trust,
  };
  const add = (file: string, list: string, item: object): void => {
    const answer = files.get(file) as Record<string, readonly unknown[]>;
    files.set(file, { ...answer, [list]: [...(answer[list] ?? []), item] });
  };
  add('global/iam.get-account-authorization-details.json', 'RoleDetailList', {
    ...role,
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    Tags: [],
    RoleLastUsed: {},
  });
  add('global/iam.list-roles.json', 'Roles', { ...role, MaxSessionDuration: 3600 });
}

/** The account of the functions: who they are decides whose roles they can assume. */
export async function auditAccount(role = `${prefix}-scan-account`): Promise<Map<string, unknown>> {
  const files = await memberAccount(auditAccountId, { trust: null, regions: ['eu-west-3'] });
  const identity = files.get('account.json') as object;
  return files.set('account.json', {
    ...identity,
    Account: auditAccountId,
    Arn: `arn:aws:sts::${auditAccountId}:assumed-role/${role}/function`,
  });
}

/** As AWS Organizations lists an account. */
export const listed = (id: string, more: Readonly<Record<string, unknown>> = {}): Organization['accounts'][number] => ({
  Id: id,
  Arn: `arn:aws:organizations::${auditAccountId}:account/${organizationId}/${id}`,
  Email: `account-${id}@example.com`,
  Name: `Account ${id.slice(0, 4)}`,
  State: 'ACTIVE',
  Status: 'ACTIVE',
  Paths: [`${organizationId}/${path}/${id}/`],
  ...more,
});
