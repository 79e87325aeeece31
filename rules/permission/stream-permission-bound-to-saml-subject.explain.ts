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
        given: { roles: [{ name: 'Everything', inline: { ...inline, Apps: guideAppstreamPolicy } }] },
      },
      {
        name: 'key and variable in other letter case',
        given: role({ StringEquals: { 'WorkSpaces:UserID': '${SAML:Sub}' } }),
      },
      { name: 'StringLike without a wildcard', given: role({ StringLike: { 'workspaces:userId': '${saml:sub}' } }) },
      {
        name: 'a Deny closes what the Allow leaves open',
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
      { name: 'open: no condition', given: role({}) },
      { name: 'open: any name', given: role({ StringLike: { 'workspaces:userId': '*' } }) },
      {
        name: 'open: names that begin as the user does',
        given: role({ StringLike: { 'workspaces:userId': '${saml:sub}*' } }),
      },
      { name: 'open: a fixed name', given: role(equals(['${saml:sub}', 'shared-desktop'])) },
      { name: 'open: another attribute of the assertion', given: role(equals('${aws:PrincipalTag/Email}')) },
      {
        name: 'open: everybody but the user',
        given: role({ StringNotEquals: { 'workspaces:userId': '${saml:sub}' } }),
      },
      { name: 'open: IfExists', given: role({ StringEqualsIfExists: { 'workspaces:userId': '${saml:sub}' } }) },
      {
        name: 'open: ForAllValues',
        given: role({ 'ForAllValues:StringEquals': { 'workspaces:userId': '${saml:sub}' } }),
      },
      { name: 'open: a default value in the variable', given: role(equals("${saml:sub, 'guest'}")) },
      { name: 'closed: no Version', given: role(equals('${saml:sub}'), {}) },
      { name: 'closed: an old Version', given: role(equals('${saml:sub}'), { Version: '2008-10-17' }) },
      { name: 'closed: a Terraform variable that was never rendered', given: role(equals('&{saml:sub}')) },
      { name: 'closed: the dollar sign is lost', given: role(equals('{saml:sub}')) },
      {
        name: 'closed: the key of the other service',
        given: role({ StringEquals: { 'appstream:userId': '${saml:sub}' } }),
      },
      {
        name: 'closed: the audience, which is not there any more',
        given: role({
          StringEquals: { ...equals('${saml:sub}').StringEquals, 'saml:aud': 'https://signin.aws.amazon.com/saml' },
        }),
      },
      {
        name: 'closed: a Deny with a misspelled variable',
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
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'one attached policy cannot be read',
        given: { roles: [{ name: 'Desktops', inline: { Stream: policy({}), Other: null } }] },
      },
      {
        name: 'a condition key that this tool does not model',
        given: role({ StringEquals: { 'example:userId': '${saml:sub}' } }),
      },
      { name: 'a variable that this tool does not model', given: role(equals('${example:subject}')) },
      {
        name: 'the boundary may close what the policy leaves open, and cannot be understood',
        given: {
          roles: [{ name: 'Desktops', inline: { Stream: policy({}) }, boundary: { Statement: [{ Efect: 'Allow' }] } }],
        },
      },
    ],
  },
});
