import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale:
    'The relay state that the identity provider sends must point at the relay endpoint of the Region. Where AWS documents ' +
    'none, there is nothing to configure, and sign-in rests on an endpoint that nobody promised.',
  examples: {
    pass: [{ name: 'a Region of the table', given: { region: 'eu-central-1', directories: [{ id: 'd-906731a2b4' }] } }],
    fail: [
      {
        name: 'a Region that the table leaves out',
        given: { region: 'eu-west-3', directories: [{ id: 'd-906731a2b4' }] },
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        given: { region: 'eu-west-3', directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] },
      },
    ],
    unknown: [
      { name: 'directories could not be listed', given: { unread: ['workspaces:DescribeWorkspaceDirectories'] } },
    ],
  },
});
