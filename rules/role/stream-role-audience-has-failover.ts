import type { Account } from '../../lib/federation/account.ts';
import { findAllowedSignIn } from '../../lib/federation/any-sign-in.ts';
import { triedProviders } from '../../lib/federation/questions.ts';
import { lockedOut } from '../../lib/federation/role-entry.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { classifyAudience } from '../../lib/saml/audiences.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-audience-has-failover',
  title: 'Trust policy that restricts the audience allows sign-in URLs in at least two Regions',
  severity: 'informational',
  effect: 'advice',
  sources: [
    iamGuide('SAML 2.0 federation', 'id_roles_providers_saml'),
    iamGuide('Create a role for SAML 2.0 federation', 'id_roles_create_for-idp_saml'),
  ],
  statements: ['R8'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  remediation:
    'Add a regional sign-in URL of another Region, such as https://us-west-2.signin.aws.amazon.com/saml, to the SAML:aud values of the trust policy.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) => withTrust(role, (trust) => judge(trust, role, account)),
    },
  },
});

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  if (!trust.statements.some(({ conditions }) => conditions.some(({ key }) => key === 'saml:aud')))
    return notApplicable('The trust policy does not restrict SAML:aud, so every Region is allowed.');
  if (lockedOut(role, account) !== undefined) return notApplicable('No correct sign-in can assume this role.');
  const regionOf = (audience: string): string | undefined => {
    const place = classifyAudience(account.partition, audience);
    return place.kind === 'sign-in' ? place.region : undefined;
  };
  const regions: string[] = [];
  while (regions.length < 2) {
    const replies = triedProviders(role, account).map((provider) =>
      findAllowedSignIn(role, trust, provider, account, {
        recipients: 'documented',
        audience: (audience) => !regions.includes(regionOf(audience) ?? ''),
      }),
    );
    const found = replies.find((reply) => reply.kind === 'found');
    if (found?.kind !== 'found') {
      const doubt = replies.find((reply) => reply.kind === 'unclear');
      if (doubt?.kind === 'unclear')
        return unknown(`Cannot determine which audiences the trust policy allows: ${doubt.reason}.`);
      break;
    }
    regions.push(regionOf(found.found.audience ?? '') ?? '');
  }
  const [only, second] = regions;
  // A role whose only provider is gone is not applicable, so whether it is has to be known.
  if (second !== undefined) need(account.snapshot.samlProviders);
  if (second !== undefined) return pass('The trust policy allows sign-in URLs in at least 2 Regions.');
  if (only === undefined) return notApplicable('No correct sign-in can assume this role.');
  return fail(
    `The trust policy allows only sign-in URLs in ${only}. Users cannot sign in while that Region is unavailable.`,
    [
      {
        path: 'AssumeRolePolicyDocument.Condition.SAML:aud',
        actual: only,
        expected: 'sign-in URLs in at least 2 Regions',
      },
    ],
    {
      cause: { kind: 'audience-in-one-region', parameters: { region: only } },
      remediation: `Add a regional sign-in URL of another Region to the SAML:aud values in the trust policy of role ${role.role.name}.`,
    },
  );
}
