import { absent, type Fact, known, unreadable, type Unreadable } from '../model/fact.ts';
import { parseArn } from '../model/arn.ts';
import type { AttachedPolicy, Role } from '../model/snapshot.ts';
import { callName, calls } from './calls.ts';
import { readDocument } from './document.ts';
import type { Inquiry } from './inquiry.ts';
import { compare, type Shape, sortedBy } from './shape.ts';

const detailsCall = calls.getAccountAuthorizationDetails;
const listCall = calls.listRoles;

/** By ARN; each call gives what the other does not. */
type Roles<T> = ReadonlyMap<string, T>;
type DetailedRole = Omit<Role, 'maxSessionDuration'>;
type ListedRole = Pick<Role, 'arn' | 'name' | 'path' | 'trust' | 'created' | 'maxSessionDuration'>;

/** Two sweeps over all roles and their policies, a thousand a page, and never a call per role. */
export async function readRoles(inquiry: Inquiry): Promise<Fact<readonly Role[]>> {
  const details = { Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'], MaxItems: 1000 };
  const [detailed, listed] = await Promise.all([
    inquiry.ask(detailsCall, 'global', { input: details }, detailedRoles),
    inquiry.ask(listCall, 'global', { input: { MaxItems: 1000 } }, listedRoles),
  ]);
  return join(detailed, listed);
}

function join(detailed: Fact<Roles<DetailedRole>>, listed: Fact<Roles<ListedRole>>): Fact<readonly Role[]> {
  if (detailed.state !== 'known' && listed.state !== 'known') return detailed;
  const fromDetails = valueOf(detailed);
  const fromList = valueOf(listed);
  const arns = new Set([...fromDetails.keys(), ...fromList.keys()]);
  const roles = [...arns].flatMap((arn) => {
    const detail = fromDetails.get(arn);
    const entry = fromList.get(arn);
    if (detail !== undefined)
      return [{ ...detail, maxSessionDuration: entry?.maxSessionDuration ?? gap(listed, listCall, detail.name) }];
    return entry === undefined ? [] : [withoutDetails(entry, gap(detailed, detailsCall, entry.name))];
  });
  return known(sortedBy(roles, (role) => role.arn));
}

const valueOf = <T>(fact: Fact<Roles<T>>): Roles<T> => (fact.state === 'known' ? fact.value : new Map<string, T>());

const withoutDetails = (role: ListedRole, unread: Unreadable): Role => ({
  ...role,
  policies: unread,
  boundary: unread,
  tags: unread,
  lastUsed: unread,
});

/** Why one call has nothing about a role: the call failed, or the role came or went between the two calls. */
const gap = (fact: Fact<unknown>, call: typeof detailsCall | typeof listCall, name: string): Unreadable =>
  fact.state === 'unreadable'
    ? fact
    : unreadable(callName(call), 'global', 'failed', `role ${name} was not in the answer`);

function listedRoles(answer: Shape): Roles<ListedRole> {
  answer.demandList('Roles');
  return new Map(answer.shapes('Roles').map((role) => [role.text('Arn'), listedRole(role)]));
}

function listedRole(role: Shape): ListedRole {
  const seconds = role.maybeNumber('MaxSessionDuration');
  return { ...common(role, callName(listCall)), maxSessionDuration: seconds === undefined ? absent() : known(seconds) };
}

function detailedRoles(answer: Shape): Roles<DetailedRole> {
  answer.demandList('RoleDetailList');
  answer.demandList('Policies');
  const managed = new ManagedPolicies(answer.shapes('Policies'));
  return new Map(answer.shapes('RoleDetailList').map((role) => [role.text('Arn'), detailedRole(role, managed)]));
}

function detailedRole(role: Shape, managed: ManagedPolicies): DetailedRole {
  const boundary = role.maybeShape('PermissionsBoundary')?.maybeText('PermissionsBoundaryArn');
  return {
    ...common(role, callName(detailsCall)),
    policies: known(policiesOf(role, managed)),
    boundary: boundary === undefined ? absent() : known(managed.policy(boundary)),
    tags: known(tagsOf(role)),
    lastUsed: dateFact(role.maybeShape('RoleLastUsed')?.maybeDate('LastUsedDate')),
  };
}

function common(role: Shape, call: string): Pick<Role, 'arn' | 'name' | 'path' | 'trust' | 'created'> {
  const name = role.text('RoleName');
  return {
    arn: role.text('Arn'),
    name,
    path: role.maybeText('Path') ?? pathIn(role.text('Arn')),
    trust: readDocument(role.raw('AssumeRolePolicyDocument'), { call, what: `trust policy of role ${name}` }),
    created: dateFact(role.maybeDate('CreateDate')),
  };
}

/** `/aws-reserved/sso.amazonaws.com/` of `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/Name`. */
const pathIn = (arn: string): string => arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1) || '/';

function policiesOf(role: Shape, managed: ManagedPolicies): readonly AttachedPolicy[] {
  const inline = role.shapes('RolePolicyList').map((policy): AttachedPolicy => {
    const name = policy.text('PolicyName');
    const what = `inline policy ${name} of role ${role.text('RoleName')}`;
    const document = readDocument(policy.raw('PolicyDocument'), { call: callName(detailsCall), what });
    return { kind: 'inline', name, document };
  });
  const attached = role.shapes('AttachedManagedPolicies').map((policy) => managed.policy(policy.text('PolicyArn')));
  return [...inline, ...attached].toSorted(
    (a, b) => compare(a.kind, b.kind) || compare(a.name, b.name) || compare(a.arn ?? '', b.arn ?? ''),
  );
}

function tagsOf(role: Shape): Readonly<Record<string, string>> {
  const tags = role.shapes('Tags').map((tag) => [tag.text('Key'), tag.maybeText('Value') ?? ''] as const);
  return Object.fromEntries(sortedBy(tags, ([key]) => key));
}

const dateFact = (date: string | undefined): Fact<string> => (date === undefined ? absent() : known(date));

/** The managed policies of an answer by ARN; each document is parsed once, and only when a role uses it. */
class ManagedPolicies {
  readonly #shapes: ReadonlyMap<string, Shape>;
  readonly #policies = new Map<string, AttachedPolicy>();

  constructor(policies: readonly Shape[]) {
    this.#shapes = new Map(policies.map((policy) => [policy.text('Arn'), policy]));
  }

  policy(arn: string): AttachedPolicy {
    const policy = this.#policies.get(arn) ?? this.#read(arn);
    this.#policies.set(arn, policy);
    return policy;
  }

  #read(arn: string): AttachedPolicy {
    const kind = parseArn(arn)?.account === 'aws' ? 'aws-managed' : 'customer-managed';
    return { kind, name: arn.slice(arn.lastIndexOf('/') + 1), arn, document: this.#document(arn) };
  }

  #document(arn: string): Fact<unknown> {
    const call = callName(detailsCall);
    const policy = this.#shapes.get(arn);
    if (policy === undefined)
      return unreadable(call, 'global', 'failed', `policy ${arn} is attached but was not in the answer`);
    const versions = policy.shapes('PolicyVersionList');
    const version =
      versions.find((version) => version.maybeFlag('IsDefaultVersion') === true) ??
      versions.find((version) => version.maybeText('VersionId') === policy.maybeText('DefaultVersionId'));
    return version === undefined
      ? unreadable(call, 'global', 'failed', `policy ${arn} came without its default version`)
      : readDocument(version.raw('Document'), { call, what: `policy ${arn}` });
  }
}
