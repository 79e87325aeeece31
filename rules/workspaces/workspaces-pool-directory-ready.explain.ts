import type { Directory } from '../../lib/model/snapshot.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const pool = (saml: Directory['saml']) => ({
  directories: [{ id: 'wsd-4k7m2x9qp', type: 'CUSTOMER_MANAGED', workspaceType: 'POOLS', saml }],
});

export default defineExplanation({
  rationale:
    'SAML is the only sign-in of Pools. The set-up makes the administrator type a placeholder as user access URL first and ' +
    'replace it later; as long as it stands there, nobody gets in. Support for Pools ends on 2027-12-31, and AWS advises ' +
    'moving to WorkSpaces Applications (AppStream 2.0).',
  cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED,UserAccessUrl=URL'",
  console:
    'WorkSpaces → Directories → Pools directories → the directory → Authentication → Edit SAML 2.0 identity provider.',
  examples: {
    pass: [
      {
        name: 'set up to the end',
        says: 'SAML authentication is enabled, with a user access URL that can start a sign-in.',
        given: pool({ status: 'ENABLED', userAccessUrl: 'https://example.okta.com/app/aws_workspaces/exk1/sso/saml' }),
      },
    ],
    fail: [
      {
        name: 'the placeholder',
        severity: 'high',
        says: 'Sign-in to WorkSpaces Pools is not set up to the end. The user access URL https://placeholder is a placeholder. No sign-in can start there.',
        given: pool({ status: 'ENABLED', userAccessUrl: 'https://placeholder' }),
      },
      {
        name: 'no user access URL',
        severity: 'high',
        says: 'Sign-in to WorkSpaces Pools is not set up to the end. SAML authentication is enabled, but directory wsd-4k7m2x9qp has no user access URL. No sign-in can start.',
        given: pool({ status: 'ENABLED' }),
      },
      {
        name: 'SAML is off',
        severity: 'high',
        says: 'SAML authentication is disabled in directory wsd-4k7m2x9qp, and WorkSpaces Pools has no other sign-in.',
        given: pool({ status: 'DISABLED', userAccessUrl: 'https://placeholder' }),
      },
    ],
    notApplicable: [
      {
        name: 'a personal directory',
        says: 'This is not a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'd-906731a2b4' }] },
      },
      {
        name: 'a personal directory that WorkSpaces manages itself',
        says: 'This is not a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', userIdentityType: 'AWS_IAM_IDENTITY_CENTER' }] },
      },
    ],
    unknown: [
      {
        name: 'a status that AWS did not document',
        says: 'SamlProperties.Status is ENABLED_SOMEHOW, which this tool does not know.',
        given: pool({ status: 'ENABLED_SOMEHOW' }),
      },
    ],
  },
});
