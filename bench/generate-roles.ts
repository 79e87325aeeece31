import {
  awsManaged,
  consoleTrust,
  ordinaryPermission,
  ordinaryTrust,
  streamingPermission,
  streamingTrust,
  type Document,
  type Target,
} from './documents.ts';
import {
  account,
  date2025,
  directoryArn,
  numbered,
  providerArn,
  regions,
  stackArn,
  stackName,
  uniqueId,
} from './names.ts';
import type { Random } from './random.ts';

interface RoleParts {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: Document;
  readonly RolePolicyList: readonly { readonly PolicyName: string; readonly PolicyDocument: Document }[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface RoleWorld {
  readonly random: Random;
  readonly providers: readonly string[];
  readonly directoriesPerRegion: number;
  readonly stacksPerRegion: number;
}

const awsPolicyArn = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const customerPolicyArn = (name: string): string => `arn:aws:iam::${account}:policy/${name}`;

/** IAM's part of an export: of every 20 roles one streams, three let people into the console, the rest do other work. */
export function generateRoles(count: number, world: RoleWorld): Readonly<Record<string, unknown>> {
  const { random } = world;
  const customer = numbered(Math.ceil(count / 10), (index) => customerPolicyArn(`Application-${index}`));
  const roles = numbered(count, (index) => withDates(random, roleParts(index, customer, world)));
  const policies = [
    ...customer.map((arn) => managedPolicy(random, arn, ordinaryPermission(random, 4 + random.int(4)))),
    ...Object.entries(awsManaged).map(([name, document]) => managedPolicy(random, awsPolicyArn(name), document)),
  ];
  return {
    'global/iam.get-account-authorization-details.json': {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: roles.map(({ attached, ...role }) => ({
        ...role,
        InstanceProfileList: [],
        AttachedManagedPolicies: attached.map((PolicyArn) => ({ PolicyName: nameOf(PolicyArn), PolicyArn })),
        Tags: [{ Key: 'Team', Value: `team-${random.int(40)}` }],
        RoleLastUsed: random.chance(0.1) ? {} : { LastUsedDate: date2025(random), Region: random.pick(regions) },
      })),
      Policies: policies,
    },
    'global/iam.list-roles.json': {
      Roles: roles.map(({ attached: _attached, RolePolicyList: _inline, ...role }) => ({
        ...role,
        MaxSessionDuration: random.pick([3600, 14400, 43200]),
      })),
    },
  };
}

function roleParts(index: number, customer: readonly string[], world: RoleWorld): RoleParts {
  const { random } = world;
  const provider = providerArn(random.pick(world.providers));
  if (index % 20 === 0) return streamingRole(index, provider, world);
  if (index % 20 < 4) {
    const policy = random.pick(['AdministratorAccess', 'PowerUserAccess', 'ViewOnlyAccess', 'IAMFullAccess']);
    return {
      RoleName: `Console-${index}`,
      AssumeRolePolicyDocument: consoleTrust(provider),
      RolePolicyList: inline('Extra', ordinaryPermission(random, 2)),
      attached: [awsPolicyArn(policy)],
    };
  }
  return {
    RoleName: `application-${index}`,
    AssumeRolePolicyDocument: ordinaryTrust(random),
    RolePolicyList: inline('Application', ordinaryPermission(random, 3 + random.int(5))),
    attached: [...random.some(customer, random.int(3)), awsPolicyArn('CloudWatchAgentServerPolicy')],
  };
}

function streamingRole(index: number, provider: string, world: RoleWorld): RoleParts {
  const { random } = world;
  return {
    RoleName: `Stream-${index}`,
    AssumeRolePolicyDocument: streamingTrust(random, provider),
    RolePolicyList: inline('Stream', streamingPermission(random, target(world))),
    attached: random.chance(0.1) ? [awsPolicyArn('ViewOnlyAccess')] : [],
  };
}

function target({ random, directoriesPerRegion, stacksPerRegion }: RoleWorld): Target {
  const region = random.pick(regions);
  return random.chance(0.5)
    ? { service: 'workspaces', arn: directoryArn(region, random.int(directoriesPerRegion)) }
    : { service: 'appstream', arn: stackArn(region, stackName(random.int(stacksPerRegion))) };
}

const inline = (PolicyName: string, PolicyDocument: Document): RoleParts['RolePolicyList'] => [
  { PolicyName, PolicyDocument },
];

const withDates = (random: Random, role: RoleParts) => ({
  Path: '/',
  RoleId: uniqueId(random, 'AROA'),
  Arn: `arn:aws:iam::${account}:role/${role.RoleName}`,
  CreateDate: date2025(random),
  ...role,
});

function managedPolicy(random: Random, Arn: string, Document: Document): object {
  const CreateDate = date2025(random);
  return {
    PolicyName: nameOf(Arn),
    PolicyId: uniqueId(random, 'ANPA'),
    Arn,
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate,
    UpdateDate: CreateDate,
    PolicyVersionList: [{ Document, VersionId: 'v1', IsDefaultVersion: true, CreateDate }],
  };
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
