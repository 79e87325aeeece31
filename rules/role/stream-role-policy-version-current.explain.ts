import { brokenTrust, guideTrust, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

export default defineExplanation({
  rationale:
    'In any other version policy variables are plain text, so a condition that compares with ${saml:sub} or the like never holds. ' +
    'Where the trust policy uses none, nothing breaks until somebody adds one.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the trust policy of the guides',
        says: 'The version is 2012-10-17.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
    ],
    fail: [
      {
        name: 'the old version',
        severity: 'low',
        says: 'The trust policy has Version 2008-10-17. It uses no policy variables, so there is no effect yet.',
        given: { roles: [{ name: 'Desktops', trust: { ...guideTrust, Version: '2008-10-17' }, inline }] },
      },
      {
        name: 'no version, which means the old one',
        severity: 'low',
        says: 'The trust policy has no Version. It uses no policy variables, so there is no effect yet.',
        given: { roles: [{ name: 'Desktops', trust: { Statement: guideTrust.Statement }, inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
    ],
  },
});
