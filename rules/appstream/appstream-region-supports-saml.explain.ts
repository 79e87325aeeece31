import { guideAppstreamPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

/** A partition where AppStream runs without any documented relay endpoint. */
const isolated = 'us-iso-east-1';

const serving = {
  name: 'Apps',
  trust: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws-iso:iam::111122223333:saml-provider/ExampleIdP' },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        Condition: { StringEquals: { 'SAML:sub_type': 'persistent' } },
      },
    ],
  },
  inline: {
    Stream: {
      Version: '2012-10-17',
      Statement: [
        {
          ...guideAppstreamPolicy.Statement[0],
          Resource: `arn:aws-iso:appstream:${isolated}:111122223333:stack/Design`,
        },
      ],
    },
  },
};

export default defineExplanation({
  rationale:
    "The relay state URL is built from the Region's endpoint. Where AWS documents none, there is nothing to configure in the " +
    'identity provider, and sign-in rests on an endpoint that nobody promised.',
  examples: {
    pass: [
      {
        name: 'a Region of the table',
        says: 'The relay state endpoint is https://appstream2.euc-sso.eu-central-1.aws.amazon.com/saml.',
        given: { region: 'eu-central-1', stacks: [{ name: 'Design' }] },
      },
    ],
    fail: [
      {
        name: 'a Region that the table leaves out',
        severity: 'medium',
        says: 'Role Apps lets SAML users reach this stack, but AWS documents no AppStream relay state endpoint for us-iso-east-1 (as of 2026-11).',
        given: { partition: 'aws-iso', region: isolated, roles: [serving], stacks: [{ name: 'Design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'no streaming role reaches the stack',
        says: 'No streaming role reaches this stack, so SAML is not in use here.',
        given: { partition: 'aws-iso', region: isolated, stacks: [{ name: 'Design' }] },
      },
    ],
    unknown: [
      {
        name: 'the roles could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: {
          partition: 'aws-iso',
          region: isolated,
          stacks: [{ name: 'Design' }],
          unread: ['iam:GetAccountAuthorizationDetails'],
        },
      },
      {
        name: 'stacks could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeStacks.',
        given: { unread: ['appstream:DescribeStacks'] },
      },
    ],
  },
});
