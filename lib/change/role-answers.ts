import { type Call, roleCalls } from '../collect/calls.ts';
import { isRecord } from '../collect/shape.ts';
import { scrub } from '../collect/scrub.ts';
import type { ReadRequest, ReadResult, Source } from '../model/ports.ts';
import { type Answer, keyOf } from './answers.ts';
import type { Touch } from './touches.ts';

type Members = Readonly<Record<string, unknown>>;
type RoleTouch = Extract<Touch, { readonly kind: 'role' }>;

export const detailsRequest = {
  service: 'iam',
  operation: 'GetAccountAuthorizationDetails',
  region: 'global',
} as const;
export const listRequest = { service: 'iam', operation: 'ListRoles', region: 'global' } as const;

/** What came of reading one role again. */
export type Reread =
  /** New answers of the two calls that list roles. */
  | { readonly answers: readonly Answer[] }
  /** Neither was it a role for sign-in or streaming, nor is it now. */
  | 'no concern'
  /** Roles have to be listed again: the role alone does not say enough. */
  | 'list again';

/**
 * Reads one role and puts it into the remembered answers, in the place of what was known of it. GetAccountAuthorization-
 * Details cannot be asked for one role, and an account can have thousands.
 */
export async function rereadRole(touch: RoleTouch, known: readonly Answer[], source: Source): Promise<Reread> {
  const details = valueOf(known, detailsRequest);
  const list = valueOf(known, listRequest);
  if (details === undefined || list === undefined) return 'list again';
  const old = listIn(details, 'RoleDetailList').find((role) => role['RoleName'] === touch.name);
  const policies = listIn(details, 'Policies');
  const mightConcern =
    concerns(textOf(old)) || concerns(touch.said) || policies.some((item) => isOf(old, item) && concerns(textOf(item)));
  const role = await ask(source, roleCalls.getRole, { RoleName: touch.name });
  if (role.outcome !== 'read') {
    if (role.code !== 'NoSuchEntity' && role.code !== 'NoSuchEntityException') return 'list again';
    return old === undefined ? 'no concern' : { answers: withRole(known, touch.name, undefined, [], policies) };
  }
  const now = memberOf(role.value, 'Role');
  if (
    !mightConcern &&
    !concerns(textOf(now['AssumeRolePolicyDocument'])) &&
    !isOpen(textOf(now['AssumeRolePolicyDocument']))
  ) {
    const { policyArn } = touch;
    if (policyArn === undefined || policies.some((item) => item['Arn'] === policyArn && !concerns(textOf(item))))
      return 'no concern';
  }
  const inline = await inlinePolicies(source, touch.name);
  const attached = await ask(source, roleCalls.listAttachedRolePolicies, { RoleName: touch.name });
  if (inline === undefined || attached.outcome !== 'read') return 'list again';
  const attachedPolicies = listIn(attached.value, 'AttachedPolicies');
  const boundary = memberOf(now, 'PermissionsBoundary')['PermissionsBoundaryArn'];
  const arns = [...attachedPolicies.map((item) => item['PolicyArn']), boundary].filter(
    (arn) => typeof arn === 'string',
  );
  const added: Members[] = [];
  for (const arn of arns) {
    if (policies.some((item) => item['Arn'] === arn)) continue;
    const item = await managedPolicy(source, arn);
    if (item === undefined) return 'list again';
    added.push(item);
  }
  const entry = { ...now, RolePolicyList: inline, AttachedManagedPolicies: attachedPolicies };
  // Tags that no policy compared were not kept; when one does now, the tags of all roles are needed.
  if (comparesMore([entry, ...added], details)) return 'list again';
  return { answers: withRole(known, touch.name, entry, added, policies) };
}

/** As {@link rereadRole}, for a managed policy in whatever roles have it. */
export async function rereadPolicy(arn: string, known: readonly Answer[], source: Source): Promise<Reread> {
  const details = valueOf(known, detailsRequest);
  if (details === undefined) return 'list again';
  const policies = listIn(details, 'Policies');
  if (!listIn(details, 'RoleDetailList').some((role) => isOf(role, { Arn: arn }))) return 'no concern';
  const item = await managedPolicy(source, arn);
  if (item === undefined || comparesMore([item], details)) return 'list again';
  const value = { ...details, Policies: [...policies.filter((policy) => policy['Arn'] !== arn), item] };
  return { answers: replaced(known, detailsRequest, value) };
}

function withRole(
  known: readonly Answer[],
  name: string,
  entry: Members | undefined,
  added: readonly Members[],
  policies: readonly Members[],
): readonly Answer[] {
  const swap = (
    request: typeof detailsRequest | typeof listRequest,
    list: string,
    more: Members,
  ): readonly Answer[] => {
    const value = valueOf(known, request) ?? {};
    const others = listIn(value, list).filter((role) => role['RoleName'] !== name);
    return replaced(known, request, { ...value, ...more, [list]: entry === undefined ? others : [...others, entry] });
  };
  return [
    ...swap(detailsRequest, 'RoleDetailList', { Policies: [...policies, ...added] }),
    ...swap(listRequest, 'Roles', {}),
  ];
}

/** Scrubbed like every answer; nothing of these two is a person's name. */
function replaced(
  known: readonly Answer[],
  request: typeof detailsRequest | typeof listRequest,
  value: Members,
): readonly Answer[] {
  return known
    .filter((answer) => keyOf(answer.request) === keyOf(request))
    .map(({ request: asked }) => ({
      request: asked,
      result: scrub(request, { outcome: 'read', value, requests: 0 }, (name) => name),
    }));
}

async function inlinePolicies(source: Source, RoleName: string): Promise<readonly Members[] | undefined> {
  const names = await ask(source, roleCalls.listRolePolicies, { RoleName });
  if (names.outcome !== 'read') return undefined;
  const { PolicyNames: list } = names.value;
  const policies: Members[] = [];
  for (const PolicyName of Array.isArray(list) ? list : []) {
    const policy = await ask(source, roleCalls.getRolePolicy, { RoleName, PolicyName });
    if (policy.outcome !== 'read') return undefined;
    const { PolicyDocument } = policy.value;
    policies.push({ PolicyName, PolicyDocument });
  }
  return policies;
}

/** As GetAccountAuthorizationDetails has it, with its default version only. */
async function managedPolicy(source: Source, arn: string): Promise<Members | undefined> {
  const policy = await ask(source, roleCalls.getPolicy, { PolicyArn: arn });
  if (policy.outcome !== 'read') return undefined;
  const { PolicyName, DefaultVersionId } = memberOf(policy.value, 'Policy');
  const version = await ask(source, roleCalls.getPolicyVersion, { PolicyArn: arn, VersionId: DefaultVersionId });
  if (version.outcome !== 'read') return undefined;
  const { Document } = memberOf(version.value, 'PolicyVersion');
  return {
    Arn: arn,
    PolicyName,
    DefaultVersionId,
    PolicyVersionList: [{ VersionId: DefaultVersionId, IsDefaultVersion: true, Document }],
  };
}

const ask = (source: Source, { operation }: Call, input: Members): Promise<ReadResult> =>
  source.read({ service: 'iam', operation, region: 'global', input });

function valueOf(known: readonly Answer[], request: Omit<ReadRequest, 'input'>): Members | undefined {
  const result = known.find((answer) => keyOf(answer.request) === keyOf(request))?.result;
  return result?.outcome === 'read' ? result.value : undefined;
}

const listIn = (members: Members, name: string): readonly Members[] => {
  const list = members[name];
  return Array.isArray(list) ? list.filter(isRecord) : [];
};

const memberOf = (members: Members, name: string): Members => {
  const value = members[name];
  return isRecord(value) ? value : {};
};

/** Whether a role has the policy attached, or as its boundary. */
function isOf(role: Members | undefined, { Arn: arn }: Members): boolean {
  if (role === undefined) return false;
  return (
    listIn(role, 'AttachedManagedPolicies').some((item) => item['PolicyArn'] === arn) ||
    memberOf(role, 'PermissionsBoundary')['PermissionsBoundaryArn'] === arn
  );
}

/** IAM sends documents URL-encoded, and events hold them as text. */
const textOf = (value: unknown): string => {
  const text = JSON.stringify(value ?? '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A document that has to do with sign-in or streaming names one of these. */
const concerns = (text: string): boolean => /saml|workspaces|appstream/i.test(text);

/** A trust policy that does not name who it trusts, or for what. */
const isOpen = (trust: string): boolean => /\*|NotAction|NotPrincipal/.test(trust);

/** Whether the documents compare a tag that no document of the account compared before. */
function comparesMore(documents: readonly unknown[], before: unknown): boolean {
  const known = comparedTags(before);
  return [...comparedTags(documents)].some((key) => !known.has(key));
}

const comparedTags = (value: unknown): ReadonlySet<string> =>
  new Set([...textOf(value).matchAll(/tag\/([^"}\\]+)/gi)].map(([, key = '']) => key.toLowerCase()));
