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
    pass: [{ name: 'a Region of the table', given: { region: 'eu-central-1', stacks: [{ name: 'Design' }] } }],
    fail: [
      {
        name: 'a Region that the table leaves out',
        given: { partition: 'aws-iso', region: isolated, roles: [serving], stacks: [{ name: 'Design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'no streaming role reaches the stack',
        given: { partition: 'aws-iso', region: isolated, stacks: [{ name: 'Design' }] },
      },
    ],
    unknown: [
      {
        name: 'the roles could not be read',
        given: {
          partition: 'aws-iso',
          region: isolated,
          stacks: [{ name: 'Design' }],
          unread: ['iam:GetAccountAuthorizationDetails'],
        },
      },
      { name: 'stacks could not be listed', given: { unread: ['appstream:DescribeStacks'] } },
    ],
  },
});
