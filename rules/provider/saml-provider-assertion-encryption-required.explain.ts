import {
  brokenTrust,
  exampleProvider,
  guideTrustWith,
  guideWorkspacesPolicy,
  serviceTrust,
  type ExampleAccount,
} from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const desktops = { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } };

const accepting = (assertionEncryption?: 'Required' | 'Allowed', more: ExampleAccount = {}): ExampleAccount => ({
  roles: [desktops],
  providers: [{ name: exampleProvider, ...(assertionEncryption === undefined ? {} : { assertionEncryption }) }],
  ...more,
});

export default defineExplanation({
  rationale:
    "An assertion passes through the user's browser, and through whatever looks into its traffic. It is signed, so nobody can change it, but " +
    'whoever sees it can read names, addresses and directory ids. The guides do not ask for encryption; FedRAMP and some policies of ' +
    "organizations do. Requiring it changes the sign-in URL to the provider's own, so it has to be planned together with the identity provider.",
  cli:
    'aws iam get-saml-provider --saml-provider-arn PROVIDER_ARN --query SAMLProviderUUID\n' +
    'aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --add-private-key file://private-key.pem\n' +
    'aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --assertion-encryption-mode Required',
  console: 'IAM → Identity providers → the provider → SAML encryption → Add new key, then Require encryption.',
  examples: {
    pass: [
      {
        name: 'encryption is required',
        says: 'Provider ExampleIdP accepts only encrypted assertions, which AWS receives at /saml/acs/SAMLPEXAMPLE0001.',
        given: accepting('Required'),
      },
      {
        name: 'encryption is required, whatever the roles are',
        says: 'Provider ExampleIdP accepts only encrypted assertions, which AWS receives at /saml/acs/SAMLPEXAMPLE0001.',
        given: accepting('Required', { unread: ['iam:GetAccountAuthorizationDetails'] }),
      },
    ],
    fail: [
      {
        name: 'a trust policy would exclude encrypted assertions',
        severity: 'informational',
        says: 'Provider ExampleIdP also accepts assertions that are not encrypted. AWS receives encrypted ones only at /saml/acs/SAMLPEXAMPLE0001, which the trust policy of role Desktops does not allow.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: guideTrustWith({
                Condition: {
                  StringEquals: { 'SAML:sub_type': 'persistent', 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
                },
              }),
              inline: { Stream: guideWorkspacesPolicy },
            },
          ],
        },
      },
      {
        name: 'encryption is merely allowed',
        severity: 'informational',
        says: 'Provider ExampleIdP also accepts assertions that are not encrypted. AWS receives encrypted ones only at /saml/acs/SAMLPEXAMPLE0001, which the trust policies of its streaming roles allow.',
        given: accepting('Allowed'),
      },
      {
        name: 'merely allowed, and the trust policy of another role cannot be understood',
        severity: 'informational',
        says: 'Provider ExampleIdP also accepts assertions that are not encrypted. AWS receives encrypted ones only at /saml/acs/SAMLPEXAMPLE0001, which the trust policies of its streaming roles allow.',
        given: accepting('Allowed', {
          roles: [{ ...desktops, name: 'Broken', trust: brokenTrust }, desktops],
        }),
      },
    ],
    notApplicable: [
      {
        name: 'no streaming role trusts it',
        says: 'No streaming role trusts this provider.',
        given: accepting('Allowed', { roles: [{ ...desktops, trust: serviceTrust }, { name: 'Administrators' }] }),
      },
    ],
    unknown: [
      {
        name: 'the provider could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetSAMLProvider.',
        given: accepting('Allowed', { unread: ['iam:GetSAMLProvider'] }),
      },
      {
        name: 'the providers could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:ListSAMLProviders.',
        given: accepting('Allowed', { unread: ['iam:ListSAMLProviders'] }),
      },
      {
        name: 'merely allowed, and the roles could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: accepting('Allowed', { unread: ['iam:GetAccountAuthorizationDetails'] }),
      },
      {
        name: 'merely allowed, and the trust policy of the only role cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: accepting('Allowed', { roles: [{ ...desktops, trust: brokenTrust }] }),
      },
    ],
  },
});
