import { brokenTrust, guideTrustWith, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const pinned = (audience: string | readonly string[]) => [
  {
    name: 'Desktops',
    trust: guideTrustWith({ Condition: { StringEquals: { 'SAML:sub_type': 'persistent', 'SAML:aud': audience } } }),
    inline: { Stream: guideWorkspacesPolicy },
  },
];
const signIns = { Desktops: { admitted: [{ count: 14 }] } };

export default defineExplanation({
  rationale:
    'A trust policy that compares SAML:aud admits only sign-ins that arrive at the URLs it holds. Recorded sign-ins that succeeded and would be refused now show that a change of the policy, or of the identity provider, locked users out.',
  examples: {
    pass: [
      {
        name: 'the recorded URL',
        says: 'The trust policy admits the audiences of all recorded sign-ins.',
        given: { roles: pinned('https://signin.aws.amazon.com/saml'), signIns },
      },
      {
        name: 'no audience is compared',
        says: 'The trust policy does not compare SAML:aud, so that it admits the audiences of all recorded sign-ins.',
        given: { roles: [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }], signIns },
      },
    ],
    fail: [
      {
        name: 'another URL than was recorded',
        severity: 'high',
        says: 'The trust policy now refuses 14 of 14 sign-ins by their audience: https://signin.aws.amazon.com/saml.',
        given: { roles: pinned('https://eu-west-1.signin.aws.amazon.com/saml'), signIns },
      },
    ],
    notApplicable: [
      {
        name: 'no sign-in was recorded',
        says: 'No sign-in with this role was recorded.',
        given: { roles: pinned('https://signin.aws.amazon.com/saml'), signIns: {} },
      },
    ],
    unknown: [
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: {
          roles: [{ name: 'Desktops', trust: brokenTrust, inline: { Stream: guideWorkspacesPolicy } }],
          signIns,
        },
      },
    ],
  },
});
