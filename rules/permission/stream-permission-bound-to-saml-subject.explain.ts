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
        says: 'Every grant lets users into their own session only.',
        given: { roles: [{ name: 'Everything', inline: { ...inline, Apps: guideAppstreamPolicy } }] },
      },
      {
        name: 'key and variable in other letter case',
        says: 'Every grant lets users into their own session only.',
        given: role({ StringEquals: { 'WorkSpaces:UserID': '${SAML:Sub}' } }),
      },
      {
        name: 'StringLike without a wildcard',
        says: 'Every grant lets users into their own session only.',
        given: role({ StringLike: { 'workspaces:userId': '${saml:sub}' } }),
      },
      {
        name: 'a Deny closes what the Allow leaves open',
        says: 'Every grant lets users into their own session only.',
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
        says: "Anybody's session: policy Stream, statement 1 lets users into sessions that are not theirs, because nothing compares workspaces:userId with ${saml:sub}.",
        witness:
          'a user who signed in as jdoe may stream the session of asmith on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({}),
      },
      {
        name: 'open: any name',
        severity: 'high',
        says: 'Anybody\'s session: policy Stream, statement 1 lets users into sessions that are not theirs, because StringLike workspaces:userId ["*"] is met by other names than the user\'s own.',
        witness:
          'a user who signed in as jdoe may stream the session of asmith on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringLike: { 'workspaces:userId': '*' } }),
      },
      {
        name: 'open: names that begin as the user does',
        severity: 'high',
        says: 'Anybody\'s session: policy Stream, statement 1 lets users into sessions that are not theirs, because StringLike workspaces:userId ["${saml:sub}*"] is met by other names than the user\'s own.',
        witness:
          'a user who signed in as jdoe may stream the session of jdoeany on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringLike: { 'workspaces:userId': '${saml:sub}*' } }),
      },
      {
        name: 'open: a fixed name',
        severity: 'high',
        says: 'Anybody\'s session: policy Stream, statement 1 lets users into sessions that are not theirs, because StringEquals workspaces:userId ["${saml:sub}","shared-desktop"] is met by other names than the user\'s own.',
        witness:
          'a user who signed in as jdoe may stream the session of shared-desktop on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals(['${saml:sub}', 'shared-desktop'])),
      },
      {
        name: 'open: another attribute of the assertion',
        severity: 'high',
        says: 'Anybody\'s session: policy Stream, statement 1 lets users into sessions that are not theirs, because StringEquals workspaces:userId ["${aws:PrincipalTag/Email}"] is met by other names than the user\'s own.',
        witness:
          'a user who signed in as asmith may stream the session of jdoe on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('${aws:PrincipalTag/Email}')),
      },
      {
        name: 'open: everybody but the user',
        severity: 'high',
        says: 'Anybody\'s session: policy Stream, statement 1 lets users into sessions that are not theirs, because StringNotEquals workspaces:userId ["${saml:sub}"] is met by other names than the user\'s own.',
        witness:
          'a user who signed in as jdoe may stream the session of asmith on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringNotEquals: { 'workspaces:userId': '${saml:sub}' } }),
      },
      {
        name: 'open: IfExists',
        severity: 'high',
        says: 'Anybody\'s session: policy Stream, statement 1 lets users into sessions that are not theirs, because StringEqualsIfExists workspaces:userId ["${saml:sub}"] also lets in a request that names no user.',
        witness:
          'a user who signed in as jdoe may stream a session without workspaces:userId on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringEqualsIfExists: { 'workspaces:userId': '${saml:sub}' } }),
      },
      {
        name: 'open: ForAllValues',
        severity: 'high',
        says: 'Anybody\'s session: policy Stream, statement 1 lets users into sessions that are not theirs, because ForAllValues:StringEquals workspaces:userId ["${saml:sub}"] also lets in a request that names no user.',
        witness:
          'a user who signed in as jdoe may stream a session without workspaces:userId on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ 'ForAllValues:StringEquals': { 'workspaces:userId': '${saml:sub}' } }),
      },
      {
        name: 'open: a default value in the variable',
        severity: 'high',
        says: "Anybody's session: policy Stream, statement 1 lets users into sessions that are not theirs, because StringEquals workspaces:userId [\"${saml:sub, 'guest'}\"] also lets in a request without a NameID.",
        witness:
          'a user who signed in without a NameID may stream the session of guest on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals("${saml:sub, 'guest'}")),
      },
      {
        name: 'closed: no Version',
        severity: 'high',
        says: 'Nobody enters: policy Stream, statement 1 lets no user into their own session, because the policy\'s Version is absent, and only in "2012-10-17" is ${saml:sub} a variable and not plain text.',
        witness:
          'a user who signed in as jdoe may not stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('${saml:sub}'), {}),
      },
      {
        name: 'closed: an old Version',
        severity: 'high',
        says: 'Nobody enters: policy Stream, statement 1 lets no user into their own session, because the policy\'s Version is 2008-10-17, and only in "2012-10-17" is ${saml:sub} a variable and not plain text.',
        witness:
          'a user who signed in as jdoe may not stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('${saml:sub}'), { Version: '2008-10-17' }),
      },
      {
        name: 'closed: a Terraform variable that was never rendered',
        severity: 'high',
        says: 'Nobody enters: policy Stream, statement 1 lets no user into their own session, because "&{saml:sub}" is plain text, not the policy variable ${saml:sub}.',
        witness:
          'a user who signed in as jdoe may not stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('&{saml:sub}')),
      },
      {
        name: 'closed: the dollar sign is lost',
        severity: 'high',
        says: 'Nobody enters: policy Stream, statement 1 lets no user into their own session, because "{saml:sub}" is plain text, not the policy variable ${saml:sub}.',
        witness:
          'a user who signed in as jdoe may not stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role(equals('{saml:sub}')),
      },
      {
        name: 'closed: the key of the other service',
        severity: 'high',
        says: 'Nobody enters: policy Stream, statement 1 lets no user into their own session, because no request for workspaces:Stream carries appstream:userId.',
        witness:
          'a user who signed in as jdoe may not stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({ StringEquals: { 'appstream:userId': '${saml:sub}' } }),
      },
      {
        name: 'closed: the audience, which is not there any more',
        severity: 'high',
        says: 'Nobody enters: policy Stream, statement 1 lets no user into their own session, because saml:aud is no longer there once the role is assumed.',
        witness:
          'a user who signed in as jdoe may not stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: role({
          StringEquals: { ...equals('${saml:sub}').StringEquals, 'saml:aud': 'https://signin.aws.amazon.com/saml' },
        }),
      },
      {
        name: 'closed: a Deny with a misspelled variable',
        severity: 'high',
        says: 'Nobody enters: policy Stream, statement 1 lets no user into their own session, because the Deny in policy Stream, statement 2, refuses it: StringNotEquals workspaces:userId ["{saml:sub}"].',
        witness:
          'a user who signed in as jdoe may not stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
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
        says: 'Whose session policy Stream, statement 1 grants cannot be told: example:userId is not a condition key this tool models for workspaces:Stream.',
        given: role({ StringEquals: { 'example:userId': '${saml:sub}' } }),
      },
      {
        name: 'a variable that this tool does not model',
        says: 'Whose session policy Stream, statement 1 grants cannot be told: the policy variable ${example:subject} is not one this tool models.',
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
