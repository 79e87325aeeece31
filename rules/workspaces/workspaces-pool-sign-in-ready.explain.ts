import type { ExampleAccount } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';
import type { Directory, Pool } from '../../lib/model/snapshot.ts';

const url = 'https://example.okta.com/app/aws_workspaces/exk1/sso/saml';

const account = (directory: Partial<Directory> = {}, pool: Partial<Pool> = {}): ExampleAccount => ({
  directories: [
    {
      id: 'wsd-4k7m2x9qp',
      type: 'CUSTOMER_MANAGED',
      workspaceType: 'POOLS',
      saml: { status: 'ENABLED', userAccessUrl: url },
      ...directory,
    },
  ],
  pools: [{ id: 'wspool-0example1', directoryId: 'wsd-4k7m2x9qp', ...pool }],
});

export default defineExplanation({
  rationale:
    'Users reach the desktops of a pool only by SAML sign-in to its directory. A pool that runs while its directory is not ' +
    'ready costs money and serves no user.',
  cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED,UserAccessUrl=URL'",
  console: 'WorkSpaces → Directories → Pools directories → the directory → Authentication → Edit.',
  examples: {
    pass: [
      {
        name: 'a directory that is set up',
        says: 'Directory wsd-4k7m2x9qp of the pool has SAML authentication enabled, and a user access URL that can start a sign-in.',
        given: account(),
      },
    ],
    fail: [
      {
        name: 'SAML is disabled',
        severity: 'high',
        says: 'No user of pool classroom can sign in: SAML authentication is disabled in directory wsd-4k7m2x9qp.',
        given: account({ saml: { status: 'DISABLED' } }),
      },
      {
        name: 'the placeholder',
        severity: 'high',
        says: 'No user of pool classroom can sign in. The user access URL https://placeholder is a placeholder. No sign-in can start there.',
        given: account({ saml: { status: 'ENABLED', userAccessUrl: 'https://placeholder' } }),
      },
      {
        name: 'the directory is not registered',
        severity: 'high',
        says: 'No user of pool classroom can sign in: directory wsd-4k7m2x9qp is in state ERROR.',
        given: account({ state: 'ERROR' }),
      },
    ],
    notApplicable: [
      {
        name: 'the pool is stopped',
        says: 'The pool is not running: State is STOPPED.',
        given: account({ saml: { status: 'DISABLED' } }, { state: 'STOPPED' }),
      },
    ],
    unknown: [
      {
        name: 'a state that AWS did not document',
        says: 'State of the pool is DREAMING, which this tool does not know.',
        given: account({}, { state: 'DREAMING' }),
      },
      {
        name: 'the directory is not listed',
        says: 'Cannot determine whether users of pool classroom can sign in: AWS did not list directory wsd-0other.',
        given: account({}, { directoryId: 'wsd-0other' }),
      },
      {
        name: 'a status that AWS did not document',
        says: 'SamlProperties.Status is ENABLED_SOMEHOW, which this tool does not know.',
        given: account({ saml: { status: 'ENABLED_SOMEHOW' } }),
      },
      {
        name: 'the providers could not be read',
        says: 'Could not compare the user access URL with the metadata of the SAML providers: AccessDeniedException: the scanning role may not call iam:ListSAMLProviders.',
        given: {
          ...account({ saml: { status: 'ENABLED', userAccessUrl: 'https://sso.corp.example.com/workspaces' } }),
          unread: ['iam:ListSAMLProviders'],
        },
      },
      {
        name: 'the metadata could not be read',
        says: 'Could not compare the user access URL with the metadata of the SAML providers: AccessDeniedException: the scanning role may not call iam:GetSAMLProvider.',
        given: {
          ...account({ saml: { status: 'ENABLED', userAccessUrl: 'https://sso.corp.example.com/workspaces' } }),
          unread: ['iam:GetSAMLProvider'],
        },
      },
      {
        name: 'the pools could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspacesPools.',
        given: { ...account(), unread: ['workspaces:DescribeWorkspacesPools'] },
      },
    ],
  },
});
