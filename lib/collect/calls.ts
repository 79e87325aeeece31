import type { ReadRequest } from '../model/ports.ts';

/** One AWS API operation that a scan may use. */
export interface Call {
  /** The AWS CLI's service name, which is also the prefix of its IAM actions. */
  readonly service: 'sts' | 'iam' | 'workspaces' | 'ds' | 'appstream' | 'acm-pca';
  readonly operation: string;
  /** The AWS CLI's name for the operation: it names the file in an export. */
  readonly command: string;
  readonly scope: 'global' | 'region';
  /** IAM actions without which AWS denies it. */
  readonly actions: readonly string[];
  /** Asked once for each provider, stack or certificate authority, whose name is then part of the file name. */
  readonly perResource?: true;
  /** Error codes with which AWS says "there is none" or "not here", and what they mean. */
  readonly none?: Readonly<Record<string, None>>;
}

/** An empty answer, a resource that does not exist, or a service that cannot hold any there. */
export type None = { readonly means: 'empty' } | { readonly means: 'absent' | 'not-offered'; readonly why: string };

/** Everything that a scan asks of AWS, and all that it asks. */
export const calls = {
  // Every identity may ask who it is: no policy can allow or deny it.
  getCallerIdentity: {
    service: 'sts',
    operation: 'GetCallerIdentity',
    command: 'get-caller-identity',
    scope: 'global',
    actions: [],
  },

  getAccountAuthorizationDetails: {
    service: 'iam',
    operation: 'GetAccountAuthorizationDetails',
    command: 'get-account-authorization-details',
    scope: 'global',
    actions: ['iam:GetAccountAuthorizationDetails'],
  },
  listRoles: {
    service: 'iam',
    operation: 'ListRoles',
    command: 'list-roles',
    scope: 'global',
    actions: ['iam:ListRoles'],
  },
  listSamlProviders: {
    service: 'iam',
    operation: 'ListSAMLProviders',
    command: 'list-saml-providers',
    scope: 'global',
    actions: ['iam:ListSAMLProviders'],
  },
  getSamlProvider: {
    service: 'iam',
    operation: 'GetSAMLProvider',
    command: 'get-saml-provider',
    scope: 'global',
    actions: ['iam:GetSAMLProvider'],
    perResource: true,
  },

  describeWorkspaceDirectories: {
    service: 'workspaces',
    operation: 'DescribeWorkspaceDirectories',
    command: 'describe-workspace-directories',
    scope: 'region',
    actions: ['workspaces:DescribeWorkspaceDirectories'],
  },
  describeIpGroups: {
    service: 'workspaces',
    operation: 'DescribeIpGroups',
    command: 'describe-ip-groups',
    scope: 'region',
    actions: ['workspaces:DescribeIpGroups'],
  },
  describeConnectionAliases: {
    service: 'workspaces',
    operation: 'DescribeConnectionAliases',
    command: 'describe-connection-aliases',
    scope: 'region',
    actions: ['workspaces:DescribeConnectionAliases'],
    none: {
      OperationNotSupportedException: {
        means: 'not-offered',
        why: 'cross-Region redirection is not offered in this Region',
      },
    },
  },
  describeWorkspaces: {
    service: 'workspaces',
    operation: 'DescribeWorkspaces',
    command: 'describe-workspaces',
    scope: 'region',
    actions: ['workspaces:DescribeWorkspaces'],
  },
  describeDirectories: {
    service: 'ds',
    operation: 'DescribeDirectories',
    command: 'describe-directories',
    scope: 'region',
    actions: ['ds:DescribeDirectories'],
  },

  describeStacks: {
    service: 'appstream',
    operation: 'DescribeStacks',
    command: 'describe-stacks',
    scope: 'region',
    actions: ['appstream:DescribeStacks'],
  },
  describeFleets: {
    service: 'appstream',
    operation: 'DescribeFleets',
    command: 'describe-fleets',
    scope: 'region',
    actions: ['appstream:DescribeFleets'],
  },
  describeDirectoryConfigs: {
    service: 'appstream',
    operation: 'DescribeDirectoryConfigs',
    command: 'describe-directory-configs',
    scope: 'region',
    actions: ['appstream:DescribeDirectoryConfigs'],
  },
  describeUsers: {
    service: 'appstream',
    operation: 'DescribeUsers',
    command: 'describe-users',
    scope: 'region',
    actions: ['appstream:DescribeUsers'],
    none: {
      OperationNotPermittedException: { means: 'not-offered', why: 'there is no user pool in this Region' },
    },
  },
  listAssociatedFleets: {
    service: 'appstream',
    operation: 'ListAssociatedFleets',
    command: 'list-associated-fleets',
    scope: 'region',
    actions: ['appstream:ListAssociatedFleets'],
    perResource: true,
  },
  describeEntitlements: {
    service: 'appstream',
    operation: 'DescribeEntitlements',
    command: 'describe-entitlements',
    scope: 'region',
    actions: ['appstream:DescribeEntitlements'],
    perResource: true,
    none: { EntitlementNotFoundException: { means: 'empty' } },
  },
  describeUserStackAssociations: {
    service: 'appstream',
    operation: 'DescribeUserStackAssociations',
    command: 'describe-user-stack-associations',
    scope: 'region',
    actions: ['appstream:DescribeUserStackAssociations'],
    perResource: true,
    none: {
      OperationNotPermittedException: { means: 'not-offered', why: 'there is no user pool in this Region' },
    },
  },

  describeCertificateAuthority: {
    service: 'acm-pca',
    operation: 'DescribeCertificateAuthority',
    command: 'describe-certificate-authority',
    scope: 'region',
    actions: ['acm-pca:DescribeCertificateAuthority'],
    perResource: true,
    none: { ResourceNotFoundException: { means: 'absent', why: 'there is no such certificate authority' } },
  },
  listTags: {
    service: 'acm-pca',
    operation: 'ListTags',
    command: 'list-tags',
    scope: 'region',
    actions: ['acm-pca:ListTags'],
    perResource: true,
  },
} as const satisfies Record<string, Call>;

const all: readonly Call[] = Object.values(calls);

/** The IAM actions that a scan needs, sorted: no more, no less. */
export const requiredActions: readonly string[] = [...new Set(all.flatMap((call) => call.actions))].toSorted();

/** As coverage and findings name it: `workspaces:DescribeIpGroups`. */
export const callName = (call: Pick<Call, 'service' | 'operation'>): string => `${call.service}:${call.operation}`;

/** The call that a request makes. @throws {TypeError} for a request that is not in the table. */
export function callOf(request: ReadRequest): Call {
  const call = all.find(({ service, operation }) => service === request.service && operation === request.operation);
  if (call === undefined) throw new TypeError(`No scan makes the call ${request.service}:${request.operation}.`);
  return call;
}

/** The call whose answers stand in export files named `<service>.<command>…`. */
export const callOfCommand = (service: string, command: string): Call | undefined =>
  all.find((call) => call.service === service && call.command === command);
