import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import { parseArn } from '../../lib/model/arn.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { brokenTrust, guideTrustWith, guideWorkspacesPolicy, serviceTrust } from '../../lib/rule/example.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { withTrust } from '../../lib/rule/scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, pass, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };
const trusting = (principal: unknown) => ({
  roles: [{ name: 'Desktops', trust: guideTrustWith({ Principal: principal }), inline }],
});

export default defineRule({
  id: 'stream-role-trusts-existing-provider',
  title: 'Streaming role trusts SAML providers that exist in its account, by their exact ARN',
  severity: 'high',
  rationale:
    'A provider that was deleted, mistyped or never existed lets nobody in today, and whoever creates a provider of that name ' +
    'tomorrow decides who gets in. A wildcard or NotPrincipal lets in every provider of the account.',
  sources: [
    workspacesGuide('Step 2.4 and 2.14'),
    appstreamGuide('Step 2.4 and 2.14'),
    iamGuide('AWS JSON policy elements: Principal', 'reference_policies_elements_principal'),
  ],
  // A5: role and provider of one account is the half of the Role attribute that AWS shows.
  statements: ['R2', 'A5'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders'],
  userSees: 'AccessDenied, or "Invalid saml provider" when the provider in the assertion does not exist.',
  remediation: {
    summary:
      'Name the ARN of an existing SAML provider of this account as the federated principal, or create the provider from the metadata of the identity provider.',
    cli: 'aws iam list-saml-providers\naws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    console: 'IAM → Identity providers shows what exists; IAM → Roles → the role → Trust relationships names it.',
  },
  evaluate: { 'iam.role': (role, account) => withTrust(role, (trust) => judge(trust, role, account)) },
  examples: {
    pass: [{ name: 'the provider is there', given: { roles: [{ name: 'Desktops', inline }] } }],
    fail: [
      {
        name: 'the provider was deleted',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/Gone' }) },
      },
      {
        name: 'the provider of another account',
        given: { ...trusting({ Federated: 'arn:aws:iam::444455556666:saml-provider/ExampleIdP' }) },
      },
      { name: 'any provider', given: { ...trusting({ Federated: '*' }) } },
      {
        name: 'a wildcard inside the ARN',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/*' }) },
      },
      {
        name: 'everybody but one provider',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: guideTrustWith({
                Principal: undefined,
                NotPrincipal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Old' },
              }),
              inline,
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'the providers could not be listed',
        given: { roles: [{ name: 'Desktops', inline }], unread: ['iam:ListSAMLProviders'] },
      },
      {
        name: 'the trust policy cannot be understood',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
    ],
  },
});

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  const statements = samlStatements(trust);
  const certain = statements.flatMap(({ principal, index }): Evidence[] => {
    const seen = (actual: string, expected: string) => ({ path: path(index), actual, expected });
    if (principal === undefined) return [];
    if (principal.negated)
      return [seen('NotPrincipal with Allow: every provider that is not named', 'the ARN of one SAML provider')];
    const anyone =
      principal.everyone || principal.aws.includes('*')
        ? [seen('*: every provider', 'the ARN of one SAML provider')]
        : [];
    return [
      ...anyone,
      ...principal.federated.flatMap((arn) =>
        notOneOfOurs(arn, account).map((why) =>
          seen(`${arn}: ${why}`, 'the exact ARN of a SAML provider of this account'),
        ),
      ),
    ];
  });
  const [first, ...others] = certain;
  if (first !== undefined) return verdict([first, ...others]);

  const existing = new Set(list(account.snapshot.samlProviders).map(({ arn }) => arn));
  const missing = statements.flatMap(({ principal, index }) =>
    (principal?.federated ?? [])
      .filter((arn) => arn.includes(':saml-provider/') && !existing.has(arn))
      .map((arn) => ({
        path: path(index),
        actual: `${arn}: no such provider`,
        expected: 'a SAML provider that exists',
      })),
  );
  const [absent, ...more] = missing;
  if (absent !== undefined) return verdict([absent, ...more]);
  return pass('Every trusted provider exists in this account.', {
    path: 'AssumeRolePolicyDocument',
    actual: role.providers.join(', '),
  });
}

const path = (index: number): string => `AssumeRolePolicyDocument.Statement[${index}].Principal`;

const verdict = (evidence: readonly [Evidence, ...Evidence[]]): Verdict =>
  fail(`The role trusts ${evidence.map(({ actual }) => actual).join('; ')}.`, evidence);

function notOneOfOurs(arn: string, account: Account): string[] {
  if (arn === '*') return ['every provider'];
  if (!arn.includes(':saml-provider/')) return [];
  if (/[*?]/.test(arn)) return ['a wildcard inside a principal never matches'];
  const owner = parseArn(arn)?.account;
  return owner === account.id
    ? []
    : [`a provider of account ${owner ?? 'unknown'}, and a role accepts only its own account's`];
}
