import type { Directory } from '../../lib/model/snapshot.ts';
import { regionTable, workspacesRelayHost } from '../../lib/saml/regions.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-region-supports-saml',
  title: 'WorkSpaces directory with SAML is in a Region for which AWS documents a SAML relay endpoint',
  severity: 'medium',
  effect: 'at-risk',
  sources: [workspacesGuide('prerequisites and the table of Step 6')],
  statements: ['W11'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'A redirect error, or a page that does not load, after signing in at the identity provider.',
  remediation:
    'Ask AWS Support whether the Region has a SAML relay endpoint, or serve these users from a directory in a Region that the guide lists.',
  evaluate: { 'workspaces.directory': { scope: samlDirectories, judge } },
});

function judge({ id, region, saml }: Directory): Verdict {
  const host = workspacesRelayHost(region);
  const seen = { path: 'Region', actual: region, expected: 'a Region with a documented relay endpoint' };
  if (host !== undefined) return pass(`The relay endpoint is ${host}.`, seen);
  return fail(
    `SAML is on (${saml.status}), but AWS documents no WorkSpaces SAML relay endpoint for ${region} (as of ${regionTable.asOf}).`,
    [seen],
    {
      cause: { kind: 'relay-endpoint-undocumented', parameters: { region } },
      remediation: `Ask AWS Support whether ${region} has a SAML relay endpoint, or serve the users of directory ${id} from a Region that the guide lists.`,
    },
  );
}
