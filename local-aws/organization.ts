import { parseArn } from '../lib/model/arn.ts';
import { assumedKey } from './assumed-key.ts';
import { AwsError } from './aws-error.ts';
import { type ExportFiles, folder } from './export-data.ts';
import { isObject, type JsonObject, textOf } from './json.ts';
import { cutPage } from './paging.ts';
import type { WireReply } from './protocols/protocol.ts';
import { integer, requiredText, text } from './services/input.ts';
import type { SignedCall } from './signed-call.ts';
import { mayAssume } from './trust.ts';

/** An organization, as far as accounts can be listed in it and conditions can ask for it. */
export interface Organization {
  readonly id: string;
  /** As organizations:ListAccounts gives them; read afresh at every request. */
  readonly accounts: readonly JsonObject[];
}

interface OrganizationBackendOptions {
  readonly organization: Organization | undefined;
  /** The account whose credentials signed the request. */
  readonly caller: ExportFiles;
  readonly members: ReadonlyMap<string, ExportFiles>;
}

/**
 * Answers `organizations:ListAccounts` and `sts:AssumeRole`; `undefined` for every other call. Who may assume a role is
 * decided by the trust policy of that role in the export of its account.
 */
export function organizationBackend({ organization, caller, members }: OrganizationBackendOptions) {
  return async ({ scope, call, protocol, requestId }: SignedCall): Promise<WireReply | undefined> => {
    const { operation, input } = call;
    if (scope.service === 'organizations' && operation === 'ListAccounts') {
      return protocol.result?.(
        { operation, value: listAccounts(organization, input), timestamps: new Set(), namespace: '' },
        requestId,
      );
    }
    if (scope.service !== 'sts' || operation !== 'AssumeRole') return undefined;
    const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
    const value = assumeRole({ organization, caller, members }, input);
    return protocol.result?.({ operation, value, timestamps: new Set(['Expiration']), namespace }, requestId);
  };
}

function listAccounts(organization: Organization | undefined, input: JsonObject): JsonObject {
  if (organization === undefined) {
    throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  const { items, next } = cutPage(
    organization.accounts,
    { usual: 20, most: 20 },
    {
      listing: 'ListAccounts',
      wanted: integer(input, 'MaxResults'),
      token: text(input, 'NextToken'),
      cap: undefined,
    },
  );
  return { Accounts: items, NextToken: next ?? null };
}

function assumeRole({ organization, caller, members }: OrganizationBackendOptions, input: JsonObject): JsonObject {
  const roleArn = requiredText(input, 'RoleArn');
  const session = requiredText(input, 'RoleSessionName');
  const seconds = integer(input, 'DurationSeconds') ?? 3600;
  const identity = folder(caller, '').read('account');
  const principal = principalOf(textOf(identity['Arn']));
  if (seconds > 3600 && parseArn(principal)?.resource.startsWith('role/')) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  const accountId = parseArn(roleArn)?.account ?? '';
  const trust = trustPolicyOf(members.get(accountId), roleArn);
  const externalId = text(input, 'ExternalId');
  const allowed =
    trust !== undefined &&
    mayAssume(trust, {
      principal,
      ...(organization === undefined ? {} : { organizationId: organization.id }),
      ...(externalId === undefined ? {} : { externalId }),
    });
  if (!allowed) {
    // The same for a missing role, a trust policy that names somebody else, and a wrong external id.
    throw new AwsError(
      'AccessDenied',
      `User: ${textOf(identity['Arn'])} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      403,
    );
  }
  return {
    Credentials: {
      AccessKeyId: assumedKey(accountId),
      SecretAccessKey: 'local',
      SessionToken: 'local',
      Expiration: new Date(Date.now() + seconds * 1000).toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROALOCAL:${session}`,
      Arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`,
    },
  };
}

/** A session stands for its role. */
const principalOf = (arn: string): string =>
  arn.replace(/^(arn:[^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, '$1:iam::$2:role/$3');

function trustPolicyOf(files: ExportFiles | undefined, roleArn: string): unknown {
  if (files === undefined) return undefined;
  const { RoleDetailList: roles } = folder(files, 'global').read('iam.get-account-authorization-details');
  const role: unknown = Array.isArray(roles)
    ? roles.find((item) => isObject(item) && item['Arn'] === roleArn)
    : undefined;
  return isObject(role) ? role['AssumeRolePolicyDocument'] : undefined;
}
