import { guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const settings = { roleNamePattern: '^Stream', requiredRoleTags: ['owner'] };

export default defineExplanation({
  rationale:
    'The guides ask for a role name that tells its purpose, and make tags and description optional: what is right is for each ' +
    'organization to say, so this rule is silent until the configuration does.',
  cli: 'aws iam tag-role --role-name ROLE --tags Key=owner,Value=TEAM',
  console: 'IAM → Roles → the role → Tags.',
  examples: {
    pass: [
      {
        name: 'name and tags fit',
        settings,
        given: { roles: [{ name: 'StreamDesktops', tags: { owner: 'euc' }, inline }] },
      },
    ],
    fail: [
      { name: 'another name', settings, given: { roles: [{ name: 'Desktops', tags: { owner: 'euc' }, inline }] } },
      { name: 'a tag is missing', settings, given: { roles: [{ name: 'StreamDesktops', inline }] } },
    ],
    notApplicable: [{ name: 'nothing is configured', given: { roles: [{ name: 'Desktops', inline }] } }],
    unknown: [
      { name: 'the roles could not be listed', settings, given: { unread: ['iam:GetAccountAuthorizationDetails'] } },
    ],
  },
});
