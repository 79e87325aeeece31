import type { Account } from '../../lib/federation/account.ts';
import { triedProviders } from '../../lib/federation/questions.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { findSignIn } from '../../lib/federation/ask.ts';
import { classifyAudience } from '../../lib/saml/audiences.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-audience-has-failover',
  title: 'Trust policy that pins the audience takes sign-in URLs of two or more Regions',
  severity: 'informational',
  effect: 'advice',
  sources: [
    iamGuide('SAML 2.0 federation', 'id_roles_providers_saml'),
    iamGuide('Create a role for SAML 2.0 federation', 'id_roles_create_for-idp_saml'),
  ],
  statements: ['R8'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation:
    'Add the regional sign-in URL of a second Region to the values of SAML:aud, e.g. https://us-west-2.signin.aws.amazon.com/saml.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) => withTrust(role, (trust) => judge(trust, role, account)),
    },
  },
});

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  if (!trust.statements.some(({ conditions }) => conditions.some(({ key }) => key === 'saml:aud'))) {
    return notApplicable('The audience is not pinned, so any Region will do.');
  }
  const regionOf = (audience: string | undefined): string | undefined => {
    const place = classifyAudience(account.partition, audience ?? '');
    return place.kind === 'sign-in' ? place.region : undefined;
  };
  const outside = (known: readonly string[]) =>
    triedProviders(role, account).map((provider) =>
      findSignIn(account, role.role, trust, provider, {
        subjectType: (type) => type === 'persistent',
        audience: (kind, audience) => kind === 'sign-in' && !known.includes(regionOf(audience) ?? ''),
        outcome: 'gets in',
      }),
    );
  const regions: string[] = [];
  while (regions.length < 2) {
    const answers = outside(regions);
    const found = answers.find((answer) => answer.kind === 'found');
    if (found === undefined) {
      const doubt = answers.find((answer) => answer.kind === 'unclear');
      if (doubt !== undefined) return unknown(`Which audiences get in cannot be told: ${doubt.reason}.`);
      break;
    }
    regions.push(regionOf(found.found.audience) ?? '');
  }
  const [only, second] = regions;
  if (second !== undefined) return pass('Sign-in URLs of 2 or more Regions get in.');
  if (only === undefined) return notApplicable('No correct sign-in gets in at all.');
  return fail(`Only sign-in URLs of ${only} get in: when that Region is unavailable, nobody signs in.`, [
    {
      path: 'AssumeRolePolicyDocument.Condition.SAML:aud',
      actual: only,
      expected: 'sign-in URLs of two or more Regions',
    },
  ]);
}
