import { samlStatements } from '../../lib/federation/trust.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { brokenTrust, guideTrustWith, guideWorkspacesPolicy, serviceTrust } from '../../lib/rule/example.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { withTrust } from '../../lib/rule/scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };
const allowing = (change: Readonly<Record<string, unknown>>) => ({
  roles: [{ name: 'Desktops', trust: guideTrustWith(change), inline }],
});

export default defineRule({
  id: 'stream-role-trust-least-privilege',
  title: 'Trust policy grants AssumeRoleWithSAML, TagSession and SetSourceIdentity by name, and nothing else',
  severity: 'medium',
  rationale:
    'A wildcard in the trust policy grants ways of assuming the role that nobody thought of, today and whenever AWS adds one. ' +
    'The star of "sts:TagSession*" is a footnote mark of the guide, not part of the action: it grants nothing more today and is only worth tidying.',
  sources: [workspacesGuide('Step 2.14'), appstreamGuide('Step 2.14'), iamGuide('Session tags', 'id_session-tags')],
  statements: ['R12'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: {
    summary:
      'List exactly the actions that are needed: sts:AssumeRoleWithSAML, sts:TagSession and, where source identities are used, sts:SetSourceIdentity.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  },
  evaluate: { 'iam.role': (role) => withTrust(role, judge) },
  examples: {
    pass: [{ name: 'the trust policy of the guides', given: { roles: [{ name: 'Desktops', inline }] } }],
    fail: [
      { name: 'every STS action', given: allowing({ Action: 'sts:*' }) },
      { name: 'everything but one action', given: allowing({ Action: undefined, NotAction: 'sts:AssumeRole' }) },
      {
        name: 'an action that a SAML user does not need',
        given: allowing({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:AssumeRole'] }),
      },
      {
        name: 'the footnote mark of the guide copied along',
        given: allowing({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession*'] }),
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
        name: 'the trust policy cannot be understood',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
    ],
  },
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
