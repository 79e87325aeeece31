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
  evaluate: { 'iam.role': { scope: [streaming], judge: (role) => withTrust(role, judge) } },
});

const needed = ['sts:assumerolewithsaml', 'sts:tagsession', 'sts:setsourceidentity'];

function judge(trust: PolicyDocument): Verdict {
  // Statements for other principals are judged by stream-role-trusts-only-saml; naming them twice helps nobody.
  const tooMuch = samlStatements(trust).flatMap(({ actions, index }): Evidence[] => {
    const seen = (element: string, actual: string) => ({
      path: `AssumeRolePolicyDocument.Statement[${index}].${element}`,
      actual,
      expected: 'sts:AssumeRoleWithSAML, sts:TagSession, sts:SetSourceIdentity',
    });
    if (actions.negated) return [seen('NotAction', `everything but ${actions.patterns.join(', ')}`)];
    return actions.patterns
      .filter((pattern) => !needed.includes(pattern.toLowerCase()))
      .map((pattern) => seen('Action', pattern));
  });
  const [first, ...others] = tooMuch;
  if (first === undefined) return pass('The trust policy grants only what a SAML sign-in needs.');
  const onlyFootnote = tooMuch.every(({ actual }) => actual.toLowerCase() === 'sts:tagsession*');
  return fail(
    `The trust policy grants ${tooMuch.map(({ actual }) => actual).join(', ')}, more than a SAML sign-in needs.`,
    [first, ...others],
    {
      severity: onlyFootnote ? 'informational' : 'medium',
    },
  );
}
