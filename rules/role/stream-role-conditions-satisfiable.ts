import type { Account } from '../../lib/federation/account.ts';
import { diagnoseProvider } from '../../lib/federation/provider-diagnosis.ts';
import { triedProviders } from '../../lib/federation/questions.ts';
import { nameOf } from '../../lib/federation/statement-words.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import { diagnoseTrust, diagnoseTrustPolicy, excludesEncrypted } from '../../lib/federation/trust-diagnosis.ts';
import type { Diagnosis } from '../../lib/model/diagnosis.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';
import { evidenceAt, failAs, unknownAs } from '../../lib/rule/diagnosed.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, appstreamPage, iamGuide, workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { trustFix } from '../../lib/rule/trust-fix.ts';
import { notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-conditions-satisfiable',
  title: 'Trust policy conditions can match a correct sign-in',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 2.7'),
    appstreamGuide('Step 2.5 to 2.7'),
    iamGuide('IAM and AWS STS condition context keys', 'reference_policies_iam-condition-keys'),
    iamGuide('Create a role for SAML 2.0 federation', 'id_roles_create_for-idp_saml'),
    workspacesPage('Configure SAML 2.0 and create a WorkSpaces Pools directory', 'create-directory-pools'),
    appstreamPage('Setting up SAML', 'external-identity-providers-setting-up-saml'),
  ],
  statements: ['R6'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  userSees: userSees('not-authorized'),
  remediation:
    'In the trust policy, compare SAML:sub_type with "persistent" and, if you restrict the audience, SAML:aud with the sign-in URL of the partition.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) => withTrust(role, (trust) => judge(trust, role, account)),
    },
  },
});

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  const providers = triedProviders(role, account);
  const diagnoses = providers.map((provider) => diagnoseTrust(role, provider, account));
  const blocked = diagnoses.find(({ status }) => status === 'blocked');
  const [root, ...others] = blocked?.causes ?? [];
  if (root !== undefined) {
    return failAs(root, [evidenceOf(root), ...others.map(evidenceOf)], { remediation: trustFix(root, role.role.name) });
  }
  const [doubt] = diagnoses.filter(({ status }) => status === 'unknown').flatMap(({ uncertainties }) => uncertainties);
  if (doubt !== undefined) {
    // Nothing is known of a provider that does not exist, and nobody signs in through it.
    const exists = providers.some((provider) => diagnoseProvider(role, provider, account).status !== 'blocked');
    return exists ? unknownAs(doubt) : notApplicable('No SAML provider that the trust policy allows exists.');
  }

  const dead = deadStatements(trust, role, account, providers);
  if (dead !== undefined) {
    return failAs(dead, [evidenceOf(dead)], {
      message: `${dead.message.replace(/ Did you mean .*$/u, '')} Another statement allows correct sign-ins.`,
      severity: 'low',
      effect: 'advice',
      remediation: trustFix(dead, role.role.name),
    });
  }
  const limits = diagnoses.flatMap(({ causes }) => causes).map(({ message }) => message);
  const encrypted = providers.filter((provider) => excludesEncrypted(role, trust, provider, account));
  const notes = [
    ...new Set(limits),
    ...encrypted.map(
      (provider) =>
        `Assertions posted to the URL that IAM shows for ${nameOf(provider)} (/saml/acs/…), which encrypted ones need, are denied.`,
    ),
  ];
  return pass(
    ['A sign-in with a persistent NameID at a documented sign-in URL matches the conditions.', ...notes].join(' '),
  );
}

const evidenceOf = ({ statement, message, suggestion }: Diagnosis) =>
  evidenceAt('AssumeRolePolicyDocument', statement, message, suggestion);

/** The fault of the first statement that allows no correct sign-in of any provider by itself. */
function deadStatements(
  trust: PolicyDocument,
  role: StreamRole,
  account: Account,
  providers: readonly string[],
): Diagnosis | undefined {
  const statements = samlStatements(trust);
  if (statements.length < 2) return undefined;
  for (const statement of statements) {
    const alone = { ...trust, statements: [statement] };
    const answers = providers.map((provider) => diagnoseTrustPolicy(role, alone, provider, account, []));
    const causes = answers.flatMap((answer) => (answer.status === 'blocked' ? (answer.causes[0] ?? []) : []));
    const fault = causes.find(({ cause }) => cause.kind !== 'provider-not-trusted');
    if (causes.length === answers.length && fault !== undefined) return fault;
  }
  return undefined;
}
