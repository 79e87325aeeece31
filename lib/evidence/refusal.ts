import type { Account } from '../federation/account.ts';
import { decideTrust, type ActualSignIn } from '../federation/actual-sign-in.ts';
import { diagnoseProvider } from '../federation/provider-diagnosis.ts';
import { nameOf } from '../federation/statement-words.ts';
import { asStreamRole, parseFact } from '../federation/stream-role.ts';
import { diagnoseTrust } from '../federation/trust-diagnosis.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Role } from '../model/snapshot.ts';
import { recogniseSignInError, userSees, type SignInErrorKey } from '../saml/sign-in-errors.ts';
import type { SignInRecord } from './records.ts';

export interface Explained {
  /** The account, or the text of AWS, tells the cause. */
  readonly determined: boolean;
  readonly cause: string;
  readonly fix?: string;
  readonly userSees?: string;
}

/** Why AWS refused a recorded sign-in: its own text where it says enough, else the trust policy with what was sent. */
export function explainRefusal(
  record: SignInRecord,
  error: { readonly code: string; readonly message: string },
  role: Role,
  account: Account,
): Explained {
  const [known] = recogniseSignInError(error.message === '' ? error.code : error.message);
  const byText = known === undefined ? undefined : spoken(known.key);
  if (byText !== undefined) return byText;
  const seen = { userSees: userSees('not-authorized') };
  if (role.arn !== record.role) {
    return {
      determined: true,
      cause:
        role.arn.toLowerCase() === record.role.toLowerCase()
          ? `The assertion names role ${nameOf(record.role)}, and the role is ${role.name}: names are case-sensitive.`
          : `The assertion names role ${nameOf(record.role)}, which does not exist. Did you mean ${role.name}?`,
      fix: `Send ${role.arn} in the Role attribute.`,
      ...seen,
    };
  }
  const cause = fromAccount(record, role, account);
  if (cause !== undefined) return { determined: true, ...cause, ...seen };
  return {
    determined: false,
    cause:
      'Not determined by the account: its trust policy admits such sign-ins, or depends on what CloudTrail does not record of a refused one.',
    fix: 'Capture the SAML response of such a sign-in, and check it with "euc-saml-audit doctor".',
    ...seen,
  };
}

/** Errors of which the text is the cause. */
const spokenCauses: Partial<Readonly<Record<SignInErrorKey, readonly [cause: string, fix: string]>>> = {
  'session-name-required': [
    'The assertion has no RoleSessionName attribute.',
    'Send RoleSessionName in the identity provider.',
  ],
  'session-name-malformed': [
    'RoleSessionName holds characters that AWS does not accept, or has not 2 to 64 of them.',
    'Map RoleSessionName to an attribute of 2 to 64 letters, digits and _+=,.@-.',
  ],
  'source-identity-malformed': [
    'SourceIdentity holds characters that AWS does not accept, or has too many of them.',
    'Map SourceIdentity to an attribute of 2 to 64 letters, digits and _+=,.@-.',
  ],
  'signature-invalid': [
    'The response is not signed with a certificate that the metadata in IAM holds: the identity provider probably changed it.',
    'Update the SAML provider in IAM with the current metadata document of the identity provider.',
  ],
  'issuer-not-present': [
    'The metadata of the SAML provider in IAM does not declare the issuer of the assertion.',
    'Update the SAML provider in IAM with the metadata document of the identity provider that signs in the users.',
  ],
  'provider-missing': [
    'The SAML provider that the assertion names does not exist.',
    'Correct the provider in the Role attribute, or create the SAML provider in IAM.',
  ],
  'duration-exceeded': [
    'The caller asked for a longer session than the role allows, as only the AWS CLI and API do.',
    'Ask for a shorter session, or raise the maximum session duration of the role.',
  ],
  expired: ['The assertion was expired, or not valid yet.', 'Synchronize the clock of the identity provider.'],
  'tags-too-large': ['The session tags are too large together.', 'Send fewer or shorter PrincipalTag attributes.'],
  'region-disabled': [
    'AWS STS is not activated in the Region of the sign-in.',
    'Activate the Region, or use another sign-in URL.',
  ],
  'claim-rejected': ['The identity provider rejected the claim.', 'Look into the log of the identity provider.'],
  'request-arn-invalid': [
    'An ARN of the Role attribute is malformed.',
    'Correct the Role attribute in the identity provider.',
  ],
};

const isKey = (key: string): key is SignInErrorKey => Object.hasOwn(spokenCauses, key);

function spoken(key: string): Explained | undefined {
  const found = isKey(key) ? spokenCauses[key] : undefined;
  if (found === undefined || !isKey(key)) return undefined;
  const [cause, fix] = found;
  return { determined: true, cause, fix, userSees: userSees(key) };
}

function fromAccount(record: SignInRecord, role: Role, account: Account): { cause: string; fix?: string } | undefined {
  const streamRole = asStreamRole(role);
  if (streamRole === undefined) return undefined;
  const tags = Object.keys(record.tags);
  const provider = diagnoseProvider(streamRole, record.provider, account);
  if (provider.status === 'blocked') return inWords(provider.causes);
  const trust = diagnoseTrust(streamRole, record.provider, account, tags);
  if (trust.status === 'blocked') return inWords(trust.causes);
  const policy = parseFact(role.trust, `trust policy of role ${role.name}`);
  if (policy.state !== 'known') return undefined;
  const actions = [
    'sts:AssumeRoleWithSAML',
    ...(tags.length === 0 ? [] : ['sts:TagSession']),
    ...(record.sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  for (const action of actions) {
    const outcome = decideTrust(account, role, policy.value, action, actual(record));
    if (outcome.kind === 'refused') {
      return {
        cause: `The trust policy of role ${role.name} refuses ${action}: ${outcome.why}.`,
        fix:
          action === 'sts:AssumeRoleWithSAML'
            ? `Correct the trust policy of role ${role.name}, or what the identity provider sends.`
            : `Allow ${action} for the SAML provider in the trust policy of role ${role.name}.`,
      };
    }
  }
  return undefined;
}

const inWords = (causes: readonly Diagnosis[]): { cause: string; fix?: string } | undefined => {
  const [first] = causes;
  if (first === undefined) return undefined;
  return {
    cause: first.message,
    ...(first.suggestion === undefined ? {} : { fix: `Use ${first.suggestion}.` }),
  };
};

/** CloudTrail records neither subject type, audience nor issuer of a refused sign-in. */
const actual = (record: SignInRecord): ActualSignIn => ({
  provider: record.provider,
  at: record.time,
  tags: record.tags,
  transitiveTagKeys: record.transitiveTagKeys,
  sourceIdentity: record.sourceIdentity ?? null,
  ...(record.subject === undefined ? {} : { subject: record.subject }),
  ...(record.sessionName === undefined ? {} : { sessionName: record.sessionName }),
});
