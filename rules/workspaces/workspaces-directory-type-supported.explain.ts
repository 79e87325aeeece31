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
      {
        name: 'an AD Connector',
        says: 'The directory is an AD Connector.',
        given: { directories: [{ id: 'd-906731a2b4' }] },
      },
      {
        name: 'AWS Managed Microsoft AD, which WorkSpaces calls SIMPLE_AD',
        says: 'The directory is AWS Managed Microsoft AD.',
        given: { directories: simple, directoryService: { 'd-906731a2b4': { type: 'MicrosoftAD' } } },
      },
    ],
    fail: [
      {
        name: 'Simple AD',
        severity: 'medium',
        says: 'The directory is a Simple AD: SAML works with it, but AWS advises against it.',
        given: { directories: simple, directoryService: { 'd-906731a2b4': { type: 'SimpleAD' } } },
      },
      {
        name: 'users of IAM Identity Center',
        severity: 'medium',
        says: 'The directory is managed by WorkSpaces, with users of IAM Identity Center, for which AWS does not support SAML 2.0 federation.',
        given: {
          directories: [
            { id: 'wsd-4k7m2x9qp', type: 'AWS_IAM_IDENTITY_CENTER', userIdentityType: 'AWS_IAM_IDENTITY_CENTER' },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] },
      },
      {
        name: 'a Pools directory',
        says: 'This is a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', type: 'CUSTOMER_MANAGED', workspaceType: 'POOLS' }] },
      },
    ],
    unknown: [
      {
        name: 'SIMPLE_AD, and Directory Service could not be asked what it really is',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call ds:DescribeDirectories.',
        given: { directories: simple, unread: ['ds:DescribeDirectories'] },
      },
      {
        name: 'a personal directory with users managed elsewhere',
        says: 'DirectoryType is CUSTOMER_MANAGED, which may stand for several kinds, and Directory Service does not say which this is.',
        given: {
          directories: [{ id: 'wsd-4k7m2x9qp', type: 'CUSTOMER_MANAGED', userIdentityType: 'CUSTOMER_MANAGED' }],
        },
      },
    ],
  },
});
