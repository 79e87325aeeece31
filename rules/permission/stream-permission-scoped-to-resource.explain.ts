import { guideAppstreamPolicy, guideTrust, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const desktops = (resource: Readonly<Record<string, unknown>>) => ({
  roles: [
    {
      name: 'Desktops',
      inline: {
        Stream: { Version: '2012-10-17', Statement: [{ ...guideWorkspacesPolicy.Statement[0], ...resource }] },
      },
    },
  ],
});

const stacksOf = 'arn:aws:appstream:eu-central-1:111122223333:stack';

const apps = (resource: unknown, ...others: readonly unknown[]) => ({
  name: 'Apps',
  inline: {
    Stream: {
      Version: '2012-10-17',
      Statement: [{ ...guideAppstreamPolicy.Statement[0], Resource: resource }, ...others],
    },
  },
});

const denyAdmin = { Effect: 'Deny', Action: 'appstream:Stream', Resource: `${stacksOf}/Admin` };

const entitled = { name: 'Design', entitlements: ['department'] };

export default defineExplanation({
  rationale:
    'A wildcard reaches every directory or stack there is, and every one that somebody makes later for other people. The ' +
    'AppStream guide allows stack/* for multi-stack catalogs: there it is the entitlements that keep users apart, so a ' +
    'stack without any, or one whose fleet shows the desktop (AppStream then ignores entitlements), is open to all. ' +
    'Entitlements work on session tags, so the trust policy has to allow sts:TagSession.',
  cli: 'aws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://policy.json\naws appstream create-entitlement --stack-name STACK --name NAME --app-visibility ASSOCIATED --attributes Name=department,Value=design',
  console:
    'IAM → Roles → the role → Permissions → the policy → Edit. AppStream 2.0 → Stacks → the stack → Entitlements.',
  examples: {
    pass: [
      {
        name: 'the directory of the guide',
        says: 'Streaming is limited to specific directories and stacks.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'every stack, each with entitlements',
        says: 'Every stack behind the wildcard has application entitlements, and sign-ins can pass their attributes.',
        given: { roles: [apps(`${stacksOf}/*`)], stacks: [entitled, { ...entitled, name: 'Office' }] },
      },
      {
        name: 'every stack, the one without entitlements is denied',
        says: 'Every stack behind the wildcard has application entitlements, and sign-ins can pass their attributes.',
        given: { roles: [apps(`${stacksOf}/*`, denyAdmin)], stacks: [entitled, { name: 'Admin' }] },
      },
      {
        name: 'both services in one statement, an ARN for each',
        says: 'Streaming is limited to specific directories and stacks.',
        given: desktops({
          Action: ['workspaces:Stream', 'appstream:Stream'],
          Resource: [guideWorkspacesPolicy.Statement[0].Resource, `${stacksOf}/Design`],
        }),
      },
    ],
    fail: [
      {
        name: 'everything',
        severity: 'high',
        says: 'In policy Stream, statement 1, Resource * covers more than one directory, including ones that are created later.',
        witness:
          'a user who signed in as jdoe can stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/any',
        given: desktops({ Resource: '*' }),
      },
      {
        name: 'every directory of the Region',
        severity: 'high',
        says: 'In policy Stream, statement 1, Resource arn:aws:workspaces:eu-central-1:111122223333:directory/* covers more than one directory, including ones that are created later.',
        witness:
          'a user who signed in as jdoe can stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/any',
        given: desktops({ Resource: 'arn:aws:workspaces:eu-central-1:111122223333:directory/*' }),
      },
      {
        name: 'the directory in any Region',
        severity: 'high',
        says: 'In policy Stream, statement 1, Resource arn:aws:workspaces:*:111122223333:directory/d-906731a2b4 covers more than one directory, including ones that are created later.',
        witness:
          'a user who signed in as jdoe can stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: desktops({ Resource: 'arn:aws:workspaces:*:111122223333:directory/d-906731a2b4' }),
      },
      {
        name: 'everything but one directory',
        severity: 'high',
        says: 'In policy Stream, statement 1, NotResource arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4 covers every other directory, including ones that are created later.',
        witness:
          'a user who signed in as jdoe can stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/any',
        given: desktops({ Resource: undefined, NotResource: guideWorkspacesPolicy.Statement[0].Resource }),
      },
      {
        name: 'a pool instead of its directory',
        severity: 'high',
        says: 'In policy Stream, statement 1, Resource arn:aws:workspaces:eu-central-1:111122223333:workspacespool/wspool-0example1 is not the ARN of a directory, so it does not allow workspaces:Stream.',
        given: desktops({ Resource: 'arn:aws:workspaces:eu-central-1:111122223333:workspacespool/wspool-0example1' }),
      },
      {
        name: 'a directory id instead of an ARN',
        severity: 'high',
        says: 'In policy Stream, statement 1, Resource d-906731a2b4 is not a full ARN, so the statement does not allow streaming.',
        given: desktops({ Resource: 'd-906731a2b4' }),
      },
      {
        name: 'every stack, one without entitlements',
        severity: 'high',
        says: 'In policy Stream, statement 1, Resource arn:aws:appstream:eu-central-1:111122223333:stack/* includes stack Admin, which has no application entitlement.',
        witness:
          'a user who signed in as jdoe can stream their own session on arn:aws:appstream:eu-central-1:111122223333:stack/Admin',
        given: { roles: [apps(`${stacksOf}/*`)], stacks: [entitled, { name: 'Admin' }] },
      },
      {
        name: 'some stacks, one of them without entitlements',
        severity: 'high',
        says: 'In policy Stream, statement 1, Resource arn:aws:appstream:eu-central-1:111122223333:stack/D* includes stack Demo, which has no application entitlement.',
        witness:
          'a user who signed in as jdoe can stream their own session on arn:aws:appstream:eu-central-1:111122223333:stack/Demo',
        given: { roles: [apps(`${stacksOf}/D*`)], stacks: [entitled, { name: 'Demo' }, { name: 'Admin' }] },
      },
      {
        name: 'every stack, one with a fleet that shows the desktop',
        severity: 'high',
        says: 'In policy Stream, statement 1, Resource arn:aws:appstream:eu-central-1:111122223333:stack/* includes stack Design, whose fleet uses the Desktop stream view, for which AppStream ignores entitlements.',
        witness:
          'a user who signed in as jdoe can stream their own session on arn:aws:appstream:eu-central-1:111122223333:stack/Design',
        given: {
          roles: [apps(`${stacksOf}/*`)],
          stacks: [entitled],
          fleets: [{ name: 'design-fleet', streamView: 'DESKTOP' }],
        },
      },
      {
        name: 'every stack, but sign-ins may not carry tags',
        severity: 'high',
        says: 'Every stack behind the wildcard has application entitlements, but the trust policy does not allow sts:TagSession with PrincipalTag:department for arn:aws:iam::111122223333:saml-provider/ExampleIdP.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:department is denied',
        given: {
          roles: [
            {
              ...apps(`${stacksOf}/*`),
              trust: {
                Version: '2012-10-17',
                Statement: [{ ...guideTrust.Statement[0], Action: 'sts:AssumeRoleWithSAML' }],
              },
            },
          ],
          stacks: [entitled],
        },
      },
      {
        name: 'every stack, and there is none (medium)',
        severity: 'medium',
        says: 'In policy Stream, statement 1, Resource arn:aws:appstream:eu-central-1:111122223333:stack/* matches no existing stack in eu-central-1, but will match any stack that is created later.',
        given: { roles: [apps(`${stacksOf}/*`)] },
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
        name: 'whether the stacks have entitlements could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeEntitlements.',
        given: { roles: [apps(`${stacksOf}/*`)], stacks: [entitled], unread: ['appstream:DescribeEntitlements'] },
      },
      {
        name: 'stacks of a Region that was not scanned',
        says: 'Could not be judged: Region us-east-1 is not part of this scan.',
        given: { roles: [apps('arn:aws:appstream:us-east-1:111122223333:stack/*')] },
      },
      {
        name: 'the directory depends on who signs in',
        says: 'Cannot determine which resources are allowed: arn:aws:workspaces:eu-central-1:111122223333:directory/${aws:PrincipalTag/Directory} depends on the user who signs in.',
        given: desktops({
          Resource: 'arn:aws:workspaces:eu-central-1:111122223333:directory/${aws:PrincipalTag/Directory}',
        }),
      },
      {
        name: 'whether a Deny applies cannot be told',
        says: 'Cannot determine which resources are allowed: example:unheardOf is not a condition key this tool models for appstream:Stream.',
        given: {
          roles: [apps(`${stacksOf}/*`, { ...denyAdmin, Condition: { StringEquals: { 'example:unheardOf': 'x' } } })],
          stacks: [entitled, { name: 'Admin' }],
        },
      },
    ],
  },
});
