import { guideAppstreamPolicy, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const statement = guideWorkspacesPolicy.Statement[0];

const policy = (condition: unknown, version: Readonly<Record<string, unknown>> = { Version: '2012-10-17' }) => ({
  ...version,
  Statement: [{ ...statement, Condition: condition }],
});

const role = (condition: unknown, version?: Readonly<Record<string, unknown>>) => ({
  roles: [{ name: 'Desktops', inline: { Stream: policy(condition, version) } }],
});

const equals = (value: unknown) => ({ StringEquals: { 'workspaces:userId': value } });

export default defineExplanation({
  rationale:
    'The condition userId = ${saml:sub} is all that ties the session to the person who signed in. Where it is missing or ' +
    'loose, every user of the role may ask for the desktop or session of anybody. Where it is misspelled, it compares with a ' +
    'text that no user is named, and nobody gets in: safe, but broken.',
  cli: 'aws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://policy.json',
  console: 'IAM → Roles → the role → Permissions → the policy → Edit.',
  examples: {
    pass: [
      {
        name: 'the policies of both guides',
        says: "Every statement that allows streaming allows only the user's own session.",
        given: { roles: [{ name: 'Everything', inline: { ...inline, Apps: guideAppstreamPolicy } }] },
      },
      {
        name: 'key and variable in other letter case',
        says: "Every statement that allows streaming allows only the user's own session.",
        given: role({ StringEquals: { 'WorkSpaces:UserID': '${SAML:Sub}' } }),
      },
      {
        name: 'StringLike without a wildcard',
        says: "Every statement that allows streaming allows only the user's own session.",
        given: role({ StringLike: { 'workspaces:userId': '${saml:sub}' } }),
      },
      {
        name: 'a Deny closes what the Allow leaves open',
        says: "Every statement that allows streaming allows only the user's own session.",
        given: {
          roles: [
            {
              name: 'Desktops',
              inline: {
                Stream: {
                  Version: '2012-10-17',
                  Statement: [
                    { ...statement, Condition: {} },
                    {
                      Effect: 'Deny',
                      Action: 'workspaces:Stream',
                      Resource: '*',
                      Condition: { StringNotEquals: { 'workspaces:userId': '${saml:sub}' } },
                    },
                  ],
                },
              },
            },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'open: no condition',
        severity: 'high',
        says: "Users can stream other users' sessions: policy Stream, statement 1 does not compare workspaces:userId with ${saml:sub}.",
        witness:
          'a user who signed in as jdoe can stream the session of asmith on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({}),
      },
      {
        name: 'open: any name',
        severity: 'high',
        says: 'Users can stream other users\' sessions: StringLike workspaces:userId "*" in policy Stream, statement 1 matches other names than the user\'s own.',
        witness:
          'a user who signed in as jdoe can stream the session of asmith on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringLike: { 'workspaces:userId': '*' } }),
      },
      {
        name: 'open: names that begin as the user does',
        severity: 'high',
        says: 'Users can stream other users\' sessions: StringLike workspaces:userId "${saml:sub}*" in policy Stream, statement 1 matches other names than the user\'s own.',
        witness:
          'a user who signed in as jdoe can stream the session of jdoeany on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringLike: { 'workspaces:userId': '${saml:sub}*' } }),
      },
      {
        name: 'open: a fixed name',
        severity: 'high',
        says: 'Users can stream other users\' sessions: StringEquals workspaces:userId "${saml:sub}", "shared-desktop" in policy Stream, statement 1 matches other names than the user\'s own.',
        witness:
          'a user who signed in as jdoe can stream the session of shared-desktop on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals(['${saml:sub}', 'shared-desktop'])),
      },
      {
        name: 'open: another attribute of the assertion',
        severity: 'high',
        says: 'Users can stream other users\' sessions: StringEquals workspaces:userId "${aws:PrincipalTag/Email}" in policy Stream, statement 1 matches other names than the user\'s own.',
        witness:
          'a user who signed in as asmith can stream the session of jdoe on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('${aws:PrincipalTag/Email}')),
      },
      {
        name: 'open: everybody but the user',
        severity: 'high',
        says: 'Users can stream other users\' sessions: StringNotEquals workspaces:userId "${saml:sub}" in policy Stream, statement 1 matches other names than the user\'s own.',
        witness:
          'a user who signed in as jdoe can stream the session of asmith on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringNotEquals: { 'workspaces:userId': '${saml:sub}' } }),
      },
      {
        name: 'open: IfExists',
        severity: 'high',
        says: 'Users can stream other users\' sessions: StringEqualsIfExists workspaces:userId "${saml:sub}" in policy Stream, statement 1 also matches a request without workspaces:userId.',
        witness:
          'a user who signed in as jdoe can stream a session without workspaces:userId on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringEqualsIfExists: { 'workspaces:userId': '${saml:sub}' } }),
      },
      {
        name: 'open: ForAllValues',
        severity: 'high',
        says: 'Users can stream other users\' sessions: ForAllValues:StringEquals workspaces:userId "${saml:sub}" in policy Stream, statement 1 also matches a request without workspaces:userId.',
        witness:
          'a user who signed in as jdoe can stream a session without workspaces:userId on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ 'ForAllValues:StringEquals': { 'workspaces:userId': '${saml:sub}' } }),
      },
      {
        name: 'open: a default value in the variable',
        severity: 'high',
        says: "Users can stream other users' sessions: StringEquals workspaces:userId \"${saml:sub, 'guest'}\" in policy Stream, statement 1 also matches a session without a NameID.",
        witness:
          'a user who signed in without a NameID can stream the session of guest on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals("${saml:sub, 'guest'}")),
      },
      {
        name: 'closed: no Version',
        severity: 'high',
        says: 'No user can start their own session: statement 1 of policy Stream never matches because the policy has no Version, so "${saml:sub}" is literal text and not a variable.',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('${saml:sub}'), {}),
      },
      {
        name: 'closed: an old Version',
        severity: 'high',
        says: 'No user can start their own session: statement 1 of policy Stream never matches because the policy version is 2008-10-17, so "${saml:sub}" is literal text and not a variable.',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('${saml:sub}'), { Version: '2008-10-17' }),
      },
      {
        name: 'closed: a Terraform variable that was never rendered',
        severity: 'high',
        says: 'No user can start their own session: statement 1 of policy Stream never matches because workspaces:userId is compared with "&{saml:sub}", which is literal text and not a variable. Did you mean ${saml:sub}?',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('&{saml:sub}')),
      },
      {
        name: 'closed: the dollar sign is lost',
        severity: 'high',
        says: 'No user can start their own session: statement 1 of policy Stream never matches because workspaces:userId is compared with "{saml:sub}", which is literal text and not a variable. Did you mean ${saml:sub}?',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('{saml:sub}')),
      },
      {
        name: 'closed: the key of the other service',
        severity: 'high',
        says: 'No user can start their own session: statement 1 of policy Stream never matches because a request for workspaces:Stream never contains appstream:userId. Did you mean workspaces:userId?',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringEquals: { 'appstream:userId': '${saml:sub}' } }),
      },
      {
        name: 'closed: the audience, which is not there any more',
        severity: 'high',
        says: 'No user can start their own session: statement 1 of policy Stream never matches because saml:aud is not available after the role is assumed.',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({
          StringEquals: { ...equals('${saml:sub}').StringEquals, 'saml:aud': 'https://signin.aws.amazon.com/saml' },
        }),
      },
      {
        name: 'closed: a Deny with a misspelled variable',
        severity: 'high',
        says: 'Statement 2 (OnlyOwn) of policy Stream denies workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4. Its condition always matches: StringNotEquals workspaces:userId "{saml:sub}".',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline: {
                Stream: {
                  Version: '2012-10-17',
                  Statement: [
                    statement,
                    {
                      Sid: 'OnlyOwn',
                      Effect: 'Deny',
                      Action: 'workspaces:Stream',
                      Resource: '*',
                      Condition: { StringNotEquals: { 'workspaces:userId': '{saml:sub}' } },
                    },
                  ],
                },
              },
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'one attached policy cannot be read',
        says: 'Could not be judged: policy Other is not JSON.',
        given: { roles: [{ name: 'Desktops', inline: { Stream: policy({}), Other: null } }] },
      },
      {
        name: 'a condition key that this tool does not model',
        says: 'Cannot determine whose sessions policy Stream, statement 1 allows: example:userId is not a condition key this tool models for workspaces:Stream.',
        given: role({ StringEquals: { 'example:userId': '${saml:sub}' } }),
      },
      {
        name: 'a variable that this tool does not model',
        says: 'Cannot determine whose sessions policy Stream, statement 1 allows: the policy variable ${example:subject} is not one this tool models.',
        given: role(equals('${example:subject}')),
      },
      {
        name: 'the boundary may close what the policy leaves open, and cannot be understood',
        says: 'Could not be judged: permissions boundary boundary of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: {
          roles: [{ name: 'Desktops', inline: { Stream: policy({}) }, boundary: { Statement: [{ Efect: 'Allow' }] } }],
        },
      },
    ],
  },
});
