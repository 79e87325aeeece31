import type { Problem } from '../model/problem.ts';
import type { Finding } from '../model/finding.ts';
import { signInCheckIds, type SignInCause, type SignInDiagnosis } from '../model/sign-in-check.ts';
import { recogniseSignInError, userSees, type SignInError, type SignInErrorKey } from '../saml/sign-in-errors.ts';

/** What the identity provider, the assertion or the client can be at fault with, so that no account shows it. */
const elsewhere: Readonly<Record<SignInErrorKey, readonly (readonly [message: string, fix: string])[]>> = {
  'not-authorized': [
    [
      'The Role attribute of the assertion misspells the role: names are case-sensitive.',
      'Compare it with the ARN of the role.',
    ],
    [
      'The assertion has another NameID format, Recipient or tag than the trust policy requires.',
      'Check a captured response with --saml-response.',
    ],
    [
      'The assertion sends session tags or a source identity that the trust policy does not allow.',
      'Check a captured response with --saml-response.',
    ],
    ['The assertion has no NameID.', 'Configure NameID in the identity provider.'],
  ],
  'invalid-response': [
    [
      'The assertion has no Role attribute, or its name is not exactly that of AWS.',
      'Send https://aws.amazon.com/SAML/Attributes/Role with role and provider ARN.',
    ],
    ['White space surrounds the value of an attribute.', 'Take the white space away in the identity provider.'],
  ],
  'session-name-required': [
    ['The assertion has no RoleSessionName attribute.', 'Send RoleSessionName in the identity provider.'],
  ],
  'session-name-malformed': [
    [
      'RoleSessionName holds a character that AWS does not accept, or has more than 64.',
      'Map it to an attribute of letters, digits and _+=,.@- only.',
    ],
  ],
  'source-identity-malformed': [
    ['SourceIdentity holds a character that AWS does not accept.', 'Map it to another attribute, or do not send it.'],
  ],
  'signature-invalid': [
    [
      'The identity provider signs with a certificate that the metadata in IAM does not hold.',
      'Update the SAML provider in IAM with the current metadata document.',
    ],
  ],
  'issuer-not-present': [
    [
      'The identity provider, or another application of it, sends an issuer that the metadata in IAM does not declare.',
      'Update the SAML provider in IAM with the metadata of the application that signs in the users.',
    ],
  ],
  'provider-missing': [
    [
      'The Role attribute misspells the SAML provider: names are case-sensitive.',
      'Compare it with the ARN of the provider.',
    ],
  ],
  'audience-missing': [
    [
      'The audience (SP entity ID) is not that of AWS.',
      'Configure urn:amazon:webservices as audience in the identity provider.',
    ],
  ],
  'request-arn-invalid': [
    ['An ARN of the Role attribute is malformed.', 'Send role ARN and provider ARN, separated by a comma.'],
  ],
  'duration-exceeded': [
    [
      'SessionDuration is longer than the maximum of the role.',
      'Lower it, or raise the maximum session duration of the role.',
    ],
  ],
  expired: [
    [
      'The clock of the identity provider is wrong, or the user waited too long.',
      'Synchronize the clock, and sign in again.',
    ],
  ],
  'tags-too-large': [
    ['The session tags of the user are too large together.', 'Send fewer or shorter PrincipalTag attributes.'],
  ],
  'region-disabled': [
    [
      'AWS STS is not activated in the Region of the sign-in URL.',
      'Activate the Region, or use another sign-in URL as Recipient.',
    ],
  ],
  'claim-rejected': [['The identity provider rejects the claim.', 'Look into the log of the identity provider.']],
  'not-authorized-to-stream': [
    [
      'The user has no WorkSpace in the directory.',
      'Create a WorkSpace for the user in the directory that the relay state names.',
    ],
    [
      'The relay state names another directory than the role allows.',
      'Check it with "euc-saml-audit relay-state --check".',
    ],
  ],
  'launch-failed': [
    ['NameID is not the WorkSpaces user name, usually sAMAccountName.', 'Map NameID to the user name.'],
    [
      'PrincipalTag:Email is not the email address of the user in the directory.',
      'Map it to the mail attribute of the directory.',
    ],
  ],
  'tags-not-validated': [
    [
      'A session tag holds a character that AWS does not accept, or has no value.',
      'Send letters, digits, spaces and _ . : / = + - @ only.',
    ],
  ],
  'redirect-uri': [
    ['The relay state in the identity provider is wrong.', 'Check it with "euc-saml-audit relay-state --check".'],
    [
      'The identity provider does not pass the relay state on.',
      'Use a sign-in URL of the identity provider that takes the deep link parameter.',
    ],
  ],
  'device-not-authorized': [
    [
      'The address of the client is in no IP access control group of the directory.',
      'Add it, or connect from an allowed network.',
    ],
    ['The device has no trusted certificate.', 'Install the certificate that the directory requires.'],
  ],
  'platform-not-authorized': [
    ['The directory does not allow this kind of client.', 'Allow it, or use another client.'],
  ],
  'user-unrecognized': [
    ['The user has no WorkSpace, or was created again in Active Directory.', 'Create a WorkSpace for the user.'],
  ],
  'password-asked': [
    [
      'UserPrincipalName or ObjectSid is missing in the assertion, or does not match the user.',
      'Check a captured response with --saml-response.',
    ],
  ],
  'hourly-disconnect': [
    ['The assertion has no SessionDuration attribute.', 'Send SessionDuration in seconds, at most 43200.'],
  ],
  'registration-service': [
    [
      'The client cannot reach the registration service, or the code is wrong.',
      'Check the network and the registration code.',
    ],
  ],
  'no-streaming-resources': [['The fleet has no free capacity.', 'Raise the capacity of the fleet, or wait for it.']],
  'saml-request-missing': [
    [
      'The user access URL is the login URL of Microsoft Entra ID.',
      'Configure the user access URL that Entra shows in the properties of the application.',
    ],
  ],
};

/** Rules whose failures lead to an error, where their own words do not say so; the most likely first. */
const rulesOf: Partial<Readonly<Record<SignInErrorKey, readonly string[]>>> = {
  'not-authorized': [
    'stream-role-conditions-satisfiable',
    'stream-role-allows-tag-session',
    'stream-role-trusts-existing-provider',
    'stream-role-assumable-with-saml',
    'saml-provider-exists',
    'federation-arn-partition-correct',
  ],
  'provider-missing': ['saml-provider-exists', 'stream-role-trusts-existing-provider'],
  'signature-invalid': ['saml-provider-certificate-current', 'saml-provider-metadata-valid'],
  'issuer-not-present': ['saml-provider-metadata-valid', 'stream-role-conditions-satisfiable'],
  'not-authorized-to-stream': [
    'workspaces-directory-served-by-stream-role',
    'appstream-stack-served-by-stream-role',
    'stream-permission-effective-under-boundary',
    'stream-permission-resource-exists',
    'stream-permission-well-formed',
    'stream-permission-bound-to-saml-subject',
    'stream-permission-without-source-ip',
    'workspaces-directory-has-workspaces',
  ],
  'redirect-uri': [
    'workspaces-directory-user-access-url-valid',
    'workspaces-directory-relay-state-parameter-matches-idp',
    'workspaces-directory-idp-recognised',
    'workspaces-region-supports-saml',
    'appstream-region-supports-saml',
  ],
  'device-not-authorized': ['workspaces-ip-group-not-empty', 'workspaces-directory-device-types-supported'],
  'platform-not-authorized': ['workspaces-directory-web-access-usable', 'workspaces-directory-device-types-supported'],
  'user-unrecognized': ['workspaces-directory-has-workspaces'],
  'password-asked': [
    'workspaces-directory-certificate-auth-ready',
    'appstream-directory-config-certificate-auth-ready',
    'workspaces-directory-login-fallback-disabled',
    'workspaces-directory-saml-enabled',
  ],
  'hourly-disconnect': ['stream-role-session-duration'],
  'registration-service': ['workspaces-directory-registered'],
  'no-streaming-resources': ['appstream-stack-served-by-stream-role'],
  'saml-request-missing': ['workspaces-directory-user-access-url-valid'],
  'tags-not-validated': ['stream-role-allows-tag-session'],
};

/** Says what an error text stands for in one account: what the account shows first, then what only others show. */
export function diagnoseError(
  text: string,
  { problems, findings }: { readonly problems: readonly Problem[]; readonly findings: readonly Finding[] },
): SignInDiagnosis {
  const errors = recogniseSignInError(text);
  const inAccount = errors.flatMap((error) => accountCauses(error, problems, findings));
  const others = errors.flatMap(({ key }) => otherCauses(key));
  const causes = distinct([...inAccount, ...others]);
  const [first] = inAccount;
  const message = 'No response was given; --saml-response checks one.';
  return {
    status: first === undefined ? 'unknown' : 'fail',
    checks: signInCheckIds.map((id) => ({ id, status: 'not-applicable', message })),
    signIn: { role: null, provider: null, decision: 'unknown', because: because(errors, first) },
    ...(first === undefined ? {} : { fix: first.fix }),
    ...(errors[0] === undefined ? {} : { userSees: userSees(keyOf(errors[0])) }),
    causes,
  };
}

function because(errors: readonly SignInError[], first: SignInCause | undefined): string {
  if (errors.length === 0) return 'The text is none of the errors of AWS that this tool knows.';
  return first?.message ?? 'The account shows no cause of this error: it is at the identity provider or the client.';
}

const isKey = (key: string): key is SignInErrorKey => Object.hasOwn(elsewhere, key);

function keyOf({ key }: SignInError): SignInErrorKey {
  if (!isKey(key)) throw new Error(`${key} is not a sign-in error`);
  return key;
}

function accountCauses(
  error: SignInError,
  problems: readonly Problem[],
  findings: readonly Finding[],
): readonly SignInCause[] {
  const rules = rulesOf[keyOf(error)] ?? [];
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const ranked = problems.flatMap((problem) => {
    const of = problem.findings.flatMap((id) => byId.get(id) ?? []);
    const places = of.map(({ ruleId }) => rules.indexOf(ruleId)).filter((at) => at >= 0);
    const said = [problem.userSees, ...of.map((finding) => finding.userSees)].some(
      (words) => words !== undefined && recogniseSignInError(words).some(({ key }) => key === error.key),
    );
    if (places.length === 0 && !said) return [];
    const [finding] = of;
    const cause: SignInCause = {
      seenIn: 'account',
      message: `${problem.title.replace(/\.$/, '')}. ${problem.summary}`,
      fix: problem.fix,
      ...(finding === undefined ? {} : { ruleId: finding.ruleId, resource: finding.resource.arn }),
    };
    const lockedOut = problem.effect === 'locked-out' ? 0 : 1;
    return [{ cause, rank: [lockedOut, said ? 0 : 1, places.length === 0 ? rules.length : Math.min(...places)] }];
  });
  return ranked.toSorted((a, b) => compareRanks(a.rank, b.rank)).map(({ cause }) => cause);
}

const compareRanks = (a: readonly number[], b: readonly number[]): number =>
  a.map((one, at) => one - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;

const otherCauses = (key: string): readonly SignInCause[] =>
  isKey(key) ? elsewhere[key].map(([message, fix]) => ({ seenIn: 'identity-provider', message, fix })) : [];

function distinct(causes: readonly SignInCause[]): readonly SignInCause[] {
  const seen = new Set<string>();
  return causes.filter(({ message, resource = '' }) => {
    const key = `${message} ${resource}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
