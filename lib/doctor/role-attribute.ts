import { parseArn } from '../model/arn.ts';
import type { Role, SamlProvider } from '../model/snapshot.ts';
import { asStreamRole } from '../federation/stream-role.ts';
import { nameOf } from '../federation/statement-words.ts';
import type { Account } from '../federation/account.ts';
import { nearest } from '../text/nearest.ts';
import { almostNamed, attributesNamed, type Assertion } from './assertion.ts';
import { pass, refused, unknown, type CheckResult } from './check.ts';

/** Which role and provider the assertion names, as far as it does. */
export interface NamedRole {
  readonly result: CheckResult;
  /** ARNs as they stand in the assertion, without white space. */
  readonly roleArn?: string;
  readonly providerArn?: string;
  readonly role?: Role;
  readonly provider?: SamlProvider;
}

interface Pair {
  readonly roleArn: string;
  readonly providerArn: string;
}

const roleForm = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
const providerForm = /^arn:[a-z-]+:iam::\d{12}:saml-provider\/[\w.-]{1,128}$/;

const example = 'arn:aws:iam::ACCOUNT:role/ROLE,arn:aws:iam::ACCOUNT:saml-provider/PROVIDER';
const sendPair = `Send the attribute https://aws.amazon.com/SAML/Attributes/Role with ${example}.`;

/** The provider of the first pair, to know by whose certificates a response has to be signed; nothing else is believed. */
export function claimedProvider(assertion: Assertion): string | undefined {
  const values = attributesNamed(assertion, 'Role').flatMap((attribute) => attribute.values);
  return values.flatMap((value) => pairOf(value.trim()) ?? [])[0]?.providerArn;
}

export function checkRoleAttribute(assertion: Assertion, account: Account): NamedRole {
  const attributes = attributesNamed(assertion, 'Role');
  const values = attributes.flatMap((attribute) => attribute.values);
  const userSees = 'invalid-response' as const;
  if (attributes.length === 0) {
    const message = almostNamed(assertion, 'Role')
      ? 'An attribute is almost named Role: names are case-sensitive, and begin with https://aws.amazon.com/SAML/Attributes/.'
      : 'The assertion has no attribute https://aws.amazon.com/SAML/Attributes/Role.';
    return { result: refused(message, { fix: sendPair, userSees }) };
  }
  if (values.length === 0) {
    return { result: refused('The Role attribute has no value.', { fix: sendPair, userSees }) };
  }
  const pairs = values.map((value) => ({ value, pair: pairOf(value.trim().replace(/^["']|["']$/g, '')) }));
  const spaced = pairs.find(({ value }) => value !== value.trim() || /,\s|\s,/.test(value));
  const quoted = pairs.find(({ value }) => /^\s*["']/.test(value));
  const broken = pairs.find(({ pair }) => pair === undefined);
  const chosen = chosenPair(
    pairs.flatMap(({ pair }) => pair ?? []),
    account,
  );
  const named = chosen === undefined ? {} : resolved(chosen, account);
  if (spaced !== undefined) {
    const message = 'White space surrounds a value of the Role attribute, or the comma in it.';
    return {
      ...named,
      result: refused(message, { fix: 'Take the white space away in the identity provider.', userSees }),
    };
  }
  if (quoted !== undefined) {
    const message = 'Quotation marks surround a value of the Role attribute.';
    return {
      ...named,
      result: refused(message, { fix: 'Take the quotation marks away in the identity provider.', userSees }),
    };
  }
  if (broken !== undefined) return { ...named, result: refused(whyBroken(broken.value), { fix: sendPair, userSees }) };
  if (chosen === undefined) return { result: refused(whyBroken(''), { fix: sendPair, userSees }) };
  return { ...named, result: judgePair(chosen, account, pairs.length) };
}

/** Either order was seen: role first, or provider first. */
function pairOf(value: string): Pair | undefined {
  const parts = value.split(',').map((part) => part.trim());
  // A role's name can hold commas, a provider's cannot.
  const last = parts.at(-1) ?? '';
  const first = parts[0] ?? '';
  if (parts.length < 2) return undefined;
  if (providerForm.test(last) && roleForm.test(parts.slice(0, -1).join(','))) {
    return { roleArn: parts.slice(0, -1).join(','), providerArn: last };
  }
  if (providerForm.test(first) && roleForm.test(parts.slice(1).join(','))) {
    return { roleArn: parts.slice(1).join(','), providerArn: first };
  }
  return undefined;
}

function whyBroken(value: string): string {
  const hasRole = /:role\//.test(value);
  const hasProvider = /:saml-provider\//.test(value);
  if (hasRole && !hasProvider) return 'The Role attribute names a role and no SAML provider.';
  if (hasProvider && !hasRole) return 'The Role attribute names a SAML provider and no role.';
  if (hasRole && /[;|]/.test(value))
    return 'Something else than a comma separates role and provider in the Role attribute.';
  return 'A value of the Role attribute is not a role ARN and a provider ARN, separated by a comma.';
}

const rolesOf = (account: Account): readonly Role[] =>
  account.snapshot.roles.state === 'known' ? account.snapshot.roles.value : [];
const providersOf = (account: Account): readonly SamlProvider[] =>
  account.snapshot.samlProviders.state === 'known' ? account.snapshot.samlProviders.value : [];

/** Of several roles, the one that streams: it is the one that the user chose to reach a desktop or an application. */
function chosenPair(pairs: readonly Pair[], account: Account): Pair | undefined {
  const streams = ({ roleArn }: Pair): boolean => {
    const role = rolesOf(account).find(({ arn }) => arn === roleArn);
    return role !== undefined && (asStreamRole(role)?.grants.length ?? 0) > 0;
  };
  return (
    pairs.find(streams) ?? pairs.find(({ roleArn }) => rolesOf(account).some(({ arn }) => arn === roleArn)) ?? pairs[0]
  );
}

function resolved({ roleArn, providerArn }: Pair, account: Account): Omit<NamedRole, 'result'> {
  const role = rolesOf(account).find(({ arn }) => arn === roleArn);
  const provider = providersOf(account).find(({ arn }) => arn === providerArn);
  return {
    roleArn,
    providerArn,
    ...(role === undefined ? {} : { role }),
    ...(provider === undefined ? {} : { provider }),
  };
}

function judgePair({ roleArn, providerArn }: Pair, account: Account, count: number): CheckResult {
  const fix = 'Correct the ARNs of the Role attribute in the identity provider.';
  const [role, provider] = [parseArn(roleArn), parseArn(providerArn)];
  if (role?.account !== provider?.account) {
    const message = `The role is of account ${role?.account ?? ''} and the SAML provider of account ${provider?.account ?? ''}: both have to be in one account.`;
    return refused(message, { fix, userSees: 'not-authorized' });
  }
  if (role?.account !== account.id) {
    const message = `The role is of account ${role?.account ?? ''}, and this account is ${account.id}.`;
    return refused(message, { fix, userSees: 'not-authorized' });
  }
  if (role.partition !== account.partition || provider?.partition !== account.partition) {
    const message = `The ARNs of the Role attribute are not of partition ${account.partition}.`;
    return refused(message, { fix, userSees: 'request-arn-invalid' });
  }
  const { roles, samlProviders } = account.snapshot;
  if (roles.state === 'unreadable')
    return unknown(`Whether the role exists could not be read (${roles.call}: ${roles.reason}).`);
  const known = rolesOf(account).map(({ arn }) => arn);
  if (!known.includes(roleArn)) {
    const meant = near(roleArn, known);
    return refused(`Role ${roleArn} does not exist.${meant === undefined ? '' : ` Did you mean ${meant}?`}`, {
      fix: meant === undefined ? fix : `Send ${meant} in the Role attribute: names of roles are case-sensitive.`,
      userSees: 'not-authorized',
    });
  }
  if (samlProviders.state === 'unreadable') {
    return unknown(
      `Whether the SAML provider exists could not be read (${samlProviders.call}: ${samlProviders.reason}).`,
    );
  }
  const arns = providersOf(account).map(({ arn }) => arn);
  if (!arns.includes(providerArn)) {
    const meant = near(providerArn, arns);
    return refused(
      `SAML provider ${providerArn} does not exist.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
      {
        fix: meant === undefined ? fix : `Send ${meant} in the Role attribute: names of providers are case-sensitive.`,
        userSees: 'provider-missing',
      },
    );
  }
  const more = count > 1 ? ` The assertion names ${count} roles, so that the user has to choose one.` : '';
  return pass(`The assertion names role ${roleArn} and provider ${providerArn}, which exist.${more}`);
}

/** ARNs of one account share their beginning, which says nothing about how near they are. */
function near(arn: string, candidates: readonly string[]): string | undefined {
  const exact = candidates.find((candidate) => candidate.toLowerCase() === arn.toLowerCase());
  if (exact !== undefined) return exact;
  const meant = nearest(nameOf(arn), candidates.map(nameOf));
  return candidates.find((candidate) => nameOf(candidate) === meant);
}
