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
        says: 'The name and tags match the configuration.',
        settings,
        given: { roles: [{ name: 'StreamDesktops', tags: { owner: 'euc' }, inline }] },
      },
    ],
    fail: [
      {
        name: 'another name',
        severity: 'informational',
        says: 'The name Desktops does not match ^Stream.',
        settings,
        given: { roles: [{ name: 'Desktops', tags: { owner: 'euc' }, inline }] },
      },
      {
        name: 'a tag is missing',
        severity: 'informational',
        says: 'Missing tags: owner.',
        settings,
        given: { roles: [{ name: 'StreamDesktops', inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'nothing is configured',
        says: 'Neither roleNamePattern nor requiredRoleTags is set.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
    ],
    unknown: [
      {
        name: 'the roles could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        settings,
        given: { unread: ['iam:GetAccountAuthorizationDetails'] },
      },
    ],
  },
});
