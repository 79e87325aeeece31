import { openExport } from '../../local-aws/export-data.ts';
import type { Organization } from '../../local-aws/organization.ts';

/** An account export in memory, keyed by path. */
export type Files = Map<string, unknown>;

export const auditAccountId = '111122223333';
const organizationId = 'o-exampleorgid1';
export const externalId = 'example-external-id';
export const region = 'eu-central-1';

const [desktops, partners, denying, empty, suspended] = [
  '222233334444',
  '333344445555',
  '444455556666',
  '555566667777',
  '666677778888',
] as const;
export const changedAccountId = partners;

/** Who is who in the organization of the demonstration, in words. */
export const introductions: readonly string[] = [
  `${auditAccountId} (Security): the functions run here; it has desktops, too.`,
  `${desktops} (Desktops) and ${partners} (Partners): accounts with desktops.`,
  `${denying} (Legacy): nobody deployed the audit role there.`,
  `${empty} (Sandbox): no desktops.`,
  `${suspended} (Former): suspended by AWS.`,
];

const names: Readonly<Record<string, string>> = {
  [auditAccountId]: 'Security',
  [desktops]: 'Desktops',
  [partners]: 'Partners',
  [denying]: 'Legacy',
  [empty]: 'Sandbox',
  [suspended]: 'Former',
};

/** The trust policy of infrastructure/member-accounts/audit-role.yml, filled in. */
export const auditTrust = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AuditFunctions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${auditAccountId}:root` },
      Action: 'sts:AssumeRole',
      Condition: {
        ArnEquals: {
          'aws:PrincipalArn': ['scan-account', 'on-change'].map(
            (name) => `arn:aws:iam::${auditAccountId}:role/euc-saml-audit-demo-${name}`,
          ),
        },
        StringEquals: { 'aws:PrincipalOrgID': organizationId, 'sts:ExternalId': externalId },
      },
    },
  ],
} as const;

/** Six accounts made of the example account: what local-aws serves. */
export async function demoOrganization(folder: string) {
  const example = await openExport(folder);
  const files = (id: string, hasRole: boolean): Files => {
    const copy: Files = new Map(
      [...example]
        .filter(([path]) => !path.includes('/') || path.startsWith('global/') || path.startsWith(`${region}/`))
        .map(([path, content]) => [path, JSON.parse(JSON.stringify(content).replaceAll(auditAccountId, id))]),
    );
    if (hasRole) addAuditRole(copy, id);
    return copy;
  };
  const account = files(auditAccountId, false).set('account.json', {
    UserId: 'AROADEMO:function',
    Account: auditAccountId,
    Arn: `arn:aws:sts::${auditAccountId}:assumed-role/euc-saml-audit-demo-scan-account/function`,
  });
  const members: Readonly<Record<string, Files>> = {
    [desktops]: files(desktops, true),
    [partners]: files(partners, true),
    [denying]: files(denying, false),
    [empty]: withoutDesktops(files(empty, true)),
    [suspended]: files(suspended, true),
  };
  const organization: Organization = {
    id: organizationId,
    accounts: Object.entries(names).map(([id, name]) => ({
      Id: id,
      Arn: `arn:aws:organizations::${auditAccountId}:account/${organizationId}/${id}`,
      Name: name,
      State: id === suspended ? 'SUSPENDED' : 'ACTIVE',
      Paths: [`${organizationId}/r-demo/ou-demo-desktops1/${id}/`],
    })),
  };
  return { account, members, organization };
}

const details = 'global/iam.get-account-authorization-details.json';
const list = 'global/iam.list-roles.json';

function addAuditRole(files: Files, id: string): void {
  const role = {
    Path: '/',
    RoleName: 'euc-saml-audit',
    RoleId: 'AROADEMOAUDIT',
    Arn: `arn:aws:iam::${id}:role/euc-saml-audit`,
    CreateDate: '2026-01-01T00:00:00+00:00',
    AssumeRolePolicyDocument: auditTrust,
  };
  append(files, details, 'RoleDetailList', { ...role, RolePolicyList: [], AttachedManagedPolicies: [], Tags: [] });
  append(files, list, 'Roles', { ...role, MaxSessionDuration: 3600 });
}

/** Every list of the Region is empty, and no role but the audit role is there. */
function withoutDesktops(files: Files): Files {
  for (const [path, content] of files) {
    if (path.startsWith(`${region}/`)) files.set(path, emptied(content));
  }
  files.set(details, { RoleDetailList: [], Policies: [] });
  files.set(list, { Roles: [] });
  files.set('global/iam.list-saml-providers.json', { SAMLProviderList: [] });
  addAuditRole(files, empty);
  return files;
}

const emptied = (content: unknown): unknown =>
  Object.fromEntries(Object.entries(recordOf(content)).map(([key, value]) => [key, Array.isArray(value) ? [] : value]));

function append(files: Files, path: string, name: string, item: object): void {
  const answer = recordOf(files.get(path));
  const items: unknown = answer[name];
  files.set(path, { ...answer, [name]: [...(Array.isArray(items) ? items : []), item] });
}

/** Somebody takes sts:TagSession out of a trust policy; CloudTrail's event of it, as the queue has it. */
export function breakTrust(files: Files, roleName: string): string {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${changedAccountId}:saml-provider/ExampleOkta` },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: {
          StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml', 'SAML:sub_type': 'persistent' },
        },
      },
    ],
  };
  for (const [path, name] of [
    [details, 'RoleDetailList'],
    [list, 'Roles'],
  ] as const) {
    const answer = recordOf(files.get(path));
    const roles: unknown = answer[name];
    const changed = (Array.isArray(roles) ? roles : []).map((role: unknown) => {
      const item = recordOf(role);
      return item['RoleName'] === roleName ? { ...item, AssumeRolePolicyDocument: trust } : item;
    });
    files.set(path, { ...answer, [name]: changed });
  }
  return JSON.stringify({
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    account: changedAccountId,
    region: 'us-east-1',
    detail: {
      eventSource: 'iam.amazonaws.com',
      eventName: 'UpdateAssumeRolePolicy',
      eventID: 'demo-event',
      eventTime: new Date().toISOString(),
      awsRegion: 'us-east-1',
      recipientAccountId: changedAccountId,
      requestParameters: { roleName, policyDocument: JSON.stringify(trust) },
      userIdentity: {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${changedAccountId}:assumed-role/Terraform/pipeline-4711`,
      },
    },
  });
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
