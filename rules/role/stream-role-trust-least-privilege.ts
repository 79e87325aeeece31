import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-trust-least-privilege',
  title: 'Trust policy grants AssumeRoleWithSAML, TagSession and SetSourceIdentity by name, and nothing else',
  severity: 'medium',
  effect: 'exposed',
  sources: [workspacesGuide('Step 2.14'), appstreamGuide('Step 2.14'), iamGuide('Session tags', 'id_session-tags')],
  statements: ['R12'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation:
    'List exactly the actions that are needed: sts:AssumeRoleWithSAML, sts:TagSession and, where source identities are used, sts:SetSourceIdentity.',
  evaluate: { 'iam.role': { scope: [streaming], judge: (role) => withTrust(role, (trust) => judge(trust, role)) } },
});

const needed = ['sts:assumerolewithsaml', 'sts:tagsession', 'sts:setsourceidentity'];

function judge(trust: PolicyDocument, { role }: StreamRole): Verdict {
  // Statements for other principals are judged by stream-role-trusts-only-saml; naming them twice helps nobody.
  const tooMuch = samlStatements(trust).flatMap(({ actions, index }): Evidence[] => {
    const seen = (element: string, actual: string) => ({
      path: `AssumeRolePolicyDocument.Statement[${index}].${element}`,
      actual,
      expected: 'sts:AssumeRoleWithSAML, sts:TagSession, sts:SetSourceIdentity',
    });
    if (actions.negated) return [seen('NotAction', `all actions except ${actions.patterns.join(', ')}`)];
    return actions.patterns
      .filter((pattern) => !needed.includes(pattern.toLowerCase()))
      .map((pattern) => seen('Action', pattern));
  });
  const [first, ...others] = tooMuch;
  if (first === undefined) return pass('The trust policy allows only what a SAML sign-in needs.');
  const actions = tooMuch.map(({ actual }) => actual).join(', ');
  const harmless = tooMuch.every(({ actual }) => harmlessActions.includes(actual.toLowerCase()));
  return fail(`The trust policy allows ${actions}, more than a SAML sign-in is known to need.`, [first, ...others], {
    severity: harmless ? 'informational' : 'medium',
    effect: harmless ? 'advice' : 'exposed',
    cause: { kind: 'trust-allows-other-actions', parameters: { actions } },
    remediation: `In the trust policy of role ${role.name}, list exactly sts:AssumeRoleWithSAML, sts:TagSession and, where source identities are used, sts:SetSourceIdentity.`,
  });
}

/**
 * The footnote mark of the guide, and the action of identity contexts: AssumeRoleWithSAML has no parameter for a context,
 * and without AssumeRole the action grants nothing (STS API Reference).
 */
const harmlessActions = ['sts:tagsession*', 'sts:setcontext'];
