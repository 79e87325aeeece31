/**
 * What users, and people who help them, see when a SAML sign-in to WorkSpaces or AppStream goes wrong. One table, so that
 * rules, the map and the sign-in doctor quote AWS alike.
 *
 * `literal` texts are printed by AWS (or by the identity provider that `seenAt` names). `described` ones are symptoms
 * that AWS describes without quoting a message: they are shown without quotation marks.
 */
export interface SignInError {
  readonly key: string;
  readonly kind: 'literal' | 'described';
  readonly text: string;
  /** Absent where the symptom says so itself. */
  readonly seenAt?: string;
  /** HTTP status and error code, where AWS prints them. */
  readonly code?: string;
  /** Page of the AWS documentation, or the vendor's. */
  readonly source: string;
}

const signInPage = 'on the AWS sign-in page';
const client = 'in the WorkSpaces client';
const troubleshootSaml = (anchor: string): string => `IAM User Guide, troubleshoot_saml, ${anchor}`;
const troubleshootWorkspaces = (anchor: string): string =>
  `WorkSpaces Administration Guide, amazon-workspaces-troubleshooting, ${anchor}`;

const table = {
  'not-authorized': {
    kind: 'literal',
    text: 'Not authorized to perform sts:AssumeRoleWithSAML',
    code: '403, AccessDenied',
    seenAt: signInPage,
    source: troubleshootSaml('missing-role'),
  },
  'invalid-response': {
    kind: 'literal',
    text: 'Your request included an invalid SAML response. To logout, click here.',
    seenAt: signInPage,
    source: troubleshootSaml('invalid-response'),
  },
  'session-name-required': {
    kind: 'literal',
    text: 'RoleSessionName is required in AuthnResponse',
    code: '400, InvalidIdentityToken',
    seenAt: signInPage,
    source: troubleshootSaml('missing-rolesessionname'),
  },
  'session-name-malformed': {
    kind: 'literal',
    text: 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    code: '400, InvalidIdentityToken',
    seenAt: signInPage,
    source: troubleshootSaml('invalid-rolesessionname'),
  },
  'source-identity-malformed': {
    kind: 'literal',
    text: 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,256} and not begin with "aws:"',
    code: '400, InvalidIdentityToken',
    seenAt: signInPage,
    source: troubleshootSaml('invalid-sourceidentity'),
  },
  'signature-invalid': {
    kind: 'literal',
    text: 'Response signature invalid',
    code: '400, InvalidIdentityToken',
    seenAt: signInPage,
    source: troubleshootSaml('invalid-metadata'),
  },
  'issuer-not-present': {
    kind: 'literal',
    text: 'Issuer not present in specified provider',
    code: '400, AuthSamlInvalidSamlResponseException',
    seenAt: signInPage,
    source: troubleshootSaml('issuer-mismatch'),
  },
  'provider-missing': {
    kind: 'literal',
    text: "Specified provider doesn't exist",
    code: '400, InvalidIdentityToken',
    seenAt: signInPage,
    source: troubleshootSaml('provider-doesnotexist'),
  },
  'audience-missing': {
    kind: 'literal',
    text: 'Response does not contain the required audience.',
    seenAt: signInPage,
    source: troubleshootSaml('required-audience'),
  },
  'request-arn-invalid': {
    kind: 'literal',
    text: 'Request ARN is invalid',
    code: '400, ValidationError',
    seenAt: signInPage,
    source: 'AWS re:Post Knowledge Center, workspaces-configure-saml',
  },
  'duration-exceeded': {
    kind: 'literal',
    text: 'Requested DurationSeconds exceeds MaxSessionDuration set for this role.',
    code: '400, ValidationError',
    seenAt: 'from the AWS CLI or API only; a browser sign-in does not show it',
    source: troubleshootSaml('duration-exceeds'),
  },
  expired: {
    kind: 'described',
    text: 'The response is expired or not yet valid',
    code: '400, ExpiredTokenException',
    seenAt: signInPage,
    source: 'AWS STS API Reference, AssumeRoleWithSAML, ExpiredToken',
  },
  'tags-too-large': {
    kind: 'described',
    text: 'The session tags are too large',
    code: '400, PackedPolicyTooLarge',
    seenAt: signInPage,
    source: 'AWS STS API Reference, AssumeRoleWithSAML, PackedPolicyTooLarge',
  },
  'region-disabled': {
    kind: 'described',
    text: 'AWS STS is not activated in the Region',
    code: '403, RegionDisabledException',
    seenAt: signInPage,
    source: 'AWS STS API Reference, AssumeRoleWithSAML, RegionDisabled',
  },
  'claim-rejected': {
    kind: 'described',
    text: 'The identity provider rejected the claim',
    code: '403, IDPRejectedClaim',
    seenAt: signInPage,
    source: 'AWS STS API Reference, AssumeRoleWithSAML, IDPRejectedClaim',
  },
  'not-authorized-to-stream': {
    kind: 'described',
    text: 'The sign-in succeeds, but the user is not authorized to stream the desktop',
    seenAt: client,
    source: troubleshootWorkspaces('saml-federation-not-working'),
  },
  'launch-failed': {
    kind: 'literal',
    text: 'Something went wrong: An error occurred while launching your WorkSpace',
    seenAt: client,
    source: troubleshootWorkspaces('federating-error-message'),
  },
  'tags-not-validated': {
    kind: 'literal',
    text: 'Unable to validate tags',
    seenAt: client,
    source: troubleshootWorkspaces('unable-to-validate-tags'),
  },
  'redirect-uri': {
    kind: 'described',
    text: 'A redirect URI error, or another instance of the WorkSpaces client starts at every sign-in attempt',
    seenAt: client,
    source: troubleshootWorkspaces('invalid-redirect-uri'),
  },
  'device-not-authorized': {
    kind: 'literal',
    text: 'This device is not authorized to access the WorkSpace. Please contact your administrator for assistance.',
    seenAt: client,
    source: troubleshootWorkspaces('device_not_authorized'),
  },
  'platform-not-authorized': {
    kind: 'literal',
    text: 'This OS/platform is not authorized to access your WorkSpace',
    seenAt: 'in WorkSpaces Web Access',
    source: troubleshootWorkspaces('os-authorized-access'),
  },
  'user-unrecognized': {
    kind: 'literal',
    text: 'Unrecognized user. No WorkSpace found under your username. Contact your administrator to request one.',
    seenAt: client,
    source: troubleshootWorkspaces('multiple_workspaces_same_username'),
  },
  'password-asked': {
    kind: 'described',
    text: 'The user is prompted for the password in the WorkSpaces client or on the Windows sign-on screen',
    seenAt: client,
    source: troubleshootWorkspaces('cert-based-auth-troubleshooting'),
  },
  'hourly-disconnect': {
    kind: 'described',
    text: 'Users are disconnected from their session every 60 minutes',
    source: troubleshootWorkspaces('disconnected-workspace'),
  },
  'registration-service': {
    kind: 'literal',
    text: "Device can't connect to the registration service. Check your network settings.",
    seenAt: client,
    source: troubleshootWorkspaces('registration_service_failure'),
  },
  'no-streaming-resources': {
    kind: 'literal',
    text: 'No streaming resources are available for your session',
    seenAt: 'in AppStream',
    source: 'AppStream 2.0 Developer Guide, troubleshooting-fleets',
  },
  'saml-request-missing': {
    kind: 'literal',
    text: 'AADSTS750054: SAMLRequest or SAMLResponse must be present as query string parameters in HTTP request for SAML Redirect binding',
    seenAt: 'on the Microsoft Entra ID sign-in page',
    source: 'Microsoft Entra error reference, AADSTS750054',
  },
} as const satisfies Record<string, Omit<SignInError, 'key'>>;

export type SignInErrorKey = keyof typeof table;

const entryOf = (key: SignInErrorKey): SignInError => ({ key, ...table[key] });

/** All of them, in the order of a sign-in. */
export const signInErrors: readonly SignInError[] = Object.keys(table).filter(isKey).map(entryOf);

function isKey(key: string): key is SignInErrorKey {
  return Object.hasOwn(table, key);
}

/** What users see, as one clause for people: AWS's words in quotation marks, a described symptom without. */
export function userSees(key: SignInErrorKey): string {
  const { kind, text, code, seenAt } = entryOf(key);
  const words = kind === 'literal' ? `"${text}"` : text;
  return `${words}${code === undefined ? '' : ` (${code})`}${seenAt === undefined ? '' : ` ${seenAt}`}`;
}

/** Words that identify an error in what somebody copied from a page or a log, in lower case without punctuation. */
const signs: Readonly<Record<SignInErrorKey, readonly RegExp[]>> = {
  'not-authorized': [/not authorized to perform sts assumerolewithsaml/, /^access ?denied( exception)?$/],
  'invalid-response': [/invalid saml response/],
  'session-name-required': [/rolesessionname is required/],
  'session-name-malformed': [/rolesessionname in authnresponse must match/, /rolesessionname .*failed to satisfy/],
  'source-identity-malformed': [/source identity must match/, /sourceidentity .*must match/],
  'signature-invalid': [/signature (is )?invalid/, /invalid (response )?signature/],
  'issuer-not-present': [/issuer not present/, /authsamlinvalidsamlresponse/],
  'provider-missing': [/specified provider does ?n ?o?t exist/, /authsamlmanifestnotfound/],
  'audience-missing': [/required audience/],
  'request-arn-invalid': [/request arn is invalid/],
  'duration-exceeded': [/durationseconds exceeds/],
  expired: [
    /expired ?token/,
    /(response|assertion|token|saml\w*) (is |has |was )?(expired|not yet valid)/,
    /not yet valid/,
  ],
  'tags-too-large': [/packedpolicytoolarge/, /packed (policy|size)/],
  'region-disabled': [/regiondisabled/, /sts is not activated/],
  'claim-rejected': [/idprejectedclaim/],
  'not-authorized-to-stream': [/not authorized to (stream|access this (resource|workspace))/],
  'launch-failed': [/error occurred while launching your workspace/],
  'tags-not-validated': [/unable to validate tags/],
  'redirect-uri': [/redirect ?uri/],
  'device-not-authorized': [/device is not authorized/],
  'platform-not-authorized': [/(os ?platform|os|platform) is not authorized/],
  'user-unrecognized': [/unrecognized user/, /no workspace found under your user ?name/],
  'password-asked': [/(prompted|asked) for (the|a|their) password/, /asks for (the|a) password/],
  'hourly-disconnect': [/(every|after) (60 minutes|hour|one hour|an hour)/],
  'registration-service': [
    /registration service/,
    /registration code .*(invalid|not (valid|accepted))/,
    /invalid registration code/,
  ],
  'no-streaming-resources': [/no streaming resources/],
  'saml-request-missing': [/aadsts750054/, /samlrequest or samlresponse must be present/],
};

/** AWS prints one code for several errors; it identifies one only where no words do. */
const codes: readonly [RegExp, readonly SignInErrorKey[]][] = [
  [
    /invalididentitytoken/,
    [
      'signature-invalid',
      'provider-missing',
      'session-name-required',
      'session-name-malformed',
      'source-identity-malformed',
    ],
  ],
  [/accessdenied/, ['not-authorized']],
  [/validationerror/, ['request-arn-invalid', 'duration-exceeded']],
];

/**
 * The errors that a copied text can be, most likely first; empty when the text is none that is known. Letter case, line
 * breaks, quotation marks and what surrounds the message do not matter.
 */
export function recogniseSignInError(text: string): readonly SignInError[] {
  const words = text
    .slice(0, 10_000)
    .toLowerCase()
    .replaceAll(/['’‘`´]/g, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  const named = signInErrors.filter(({ key }) => isKey(key) && signs[key].some((sign) => sign.test(words)));
  if (named.length > 0) return named;
  const coded = codes.find(([code]) => code.test(words.replaceAll(' ', '')))?.[1] ?? [];
  return coded.map(entryOf);
}
