import type { Directory } from '../../lib/model/snapshot.ts';
import { regionTable, workspacesRelayHost } from '../../lib/saml/regions.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-region-supports-saml',
  title: 'WorkSpaces directory with SAML is in a Region for which AWS documents a SAML relay endpoint',
  severity: 'medium',
  rationale:
    'The relay state that the identity provider sends must point at the relay endpoint of the Region. Where AWS documents ' +
    'none, there is nothing to configure, and sign-in rests on an endpoint that nobody promised.',
  sources: [workspacesGuide('prerequisites and the table of Step 6')],
  statements: ['W11'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'A redirect error, or a page that does not load, after signing in at the identity provider.',
  remediation: {
    summary:
      'Ask AWS Support whether the Region has a SAML relay endpoint, or serve these users from a directory in a Region that the guide lists.',
  },
  evaluate: { 'workspaces.directory': judge },
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

function judge({ region, saml }: Directory): Verdict {
  if (saml.status === 'DISABLED') return notApplicable('SAML is off in this directory.');
  const host = workspacesRelayHost(region);
  const seen = { path: 'Region', actual: region, expected: 'a Region with a documented relay endpoint' };
  if (host !== undefined) return pass(`The relay endpoint is ${host}.`, seen);
  return fail(
    `SAML is on (${saml.status}), but AWS documents no WorkSpaces SAML relay endpoint for ${region} (as of ${regionTable.asOf}).`,
    [seen],
  );
}
