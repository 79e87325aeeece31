import { defineExplanation } from '../../lib/explain/explanation.ts';

const simple = [{ id: 'd-906731a2b4', type: 'SIMPLE_AD' }];

export default defineExplanation({
  rationale:
    'The identity provider must hold the very users of the directory. Simple AD cannot be joined to one: SAML works there, ' +
    'and AWS advises against it, because user names and mail addresses are kept in step by hand. Directories that WorkSpaces ' +
    'manages itself (IAM Identity Center, Entra ID) sign in by other means, not by SAML federation.',
  console: 'Directory Service → Set up directory; then WorkSpaces → Directories → Create directory.',
  examples: {
    pass: [
      { name: 'an AD Connector', given: { directories: [{ id: 'd-906731a2b4' }] } },
      {
        name: 'AWS Managed Microsoft AD, which WorkSpaces calls SIMPLE_AD',
        given: { directories: simple, directoryService: { 'd-906731a2b4': { type: 'MicrosoftAD' } } },
      },
    ],
    fail: [
      {
        name: 'Simple AD',
        given: { directories: simple, directoryService: { 'd-906731a2b4': { type: 'SimpleAD' } } },
      },
      {
        name: 'users of IAM Identity Center',
        given: {
          directories: [
            { id: 'wsd-4k7m2x9qp', type: 'AWS_IAM_IDENTITY_CENTER', userIdentityType: 'AWS_IAM_IDENTITY_CENTER' },
          ],
        },
      },
    ],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] } },
      {
        name: 'a Pools directory',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', type: 'CUSTOMER_MANAGED', workspaceType: 'POOLS' }] },
      },
    ],
    unknown: [
      {
        name: 'SIMPLE_AD, and Directory Service could not be asked what it really is',
        given: { directories: simple, unread: ['ds:DescribeDirectories'] },
      },
      {
        name: 'a personal directory with users managed elsewhere',
        given: {
          directories: [{ id: 'wsd-4k7m2x9qp', type: 'CUSTOMER_MANAGED', userIdentityType: 'CUSTOMER_MANAGED' }],
        },
      },
    ],
  },
});
