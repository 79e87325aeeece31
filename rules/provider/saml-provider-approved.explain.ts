import { exampleProvider } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const entityId = 'https://idp.example.com/metadata';

const approving = (...approvedProviders: string[]) => ({ approvedProviders });

export default defineExplanation({
  rationale:
    'Whoever runs the identity provider behind a SAML provider decides who its users are, in every role that trusts it. A provider that ' +
    'nobody approved is a way in that nobody decided on. Entity ids are the better approval: a name stays when the metadata is replaced. ' +
    'A document may describe several identity providers; then each of them has to be approved.',
  cli: 'aws iam get-saml-provider --saml-provider-arn PROVIDER_ARN\naws iam delete-saml-provider --saml-provider-arn PROVIDER_ARN',
  console: 'IAM → Identity providers → the provider.',
  examples: {
    pass: [
      { name: 'by name', settings: approving('OtherIdP', exampleProvider), given: {} },
      { name: 'by ARN', settings: approving('arn:aws:iam::111122223333:saml-provider/ExampleIdP'), given: {} },
      { name: 'by the entity id of the identity provider', settings: approving(entityId), given: {} },
    ],
    fail: [
      { name: 'not in the list', settings: approving('https://login.example.com/idp'), given: {} },
      {
        name: 'the metadata describes a second identity provider',
        settings: approving(entityId),
        given: {
          providers: [
            { name: exampleProvider, metadata: { entityIds: [entityId, 'https://idp.example.net/metadata'] } },
          ],
        },
      },
    ],
    notApplicable: [{ name: 'no list is configured', given: {} }],
    unknown: [
      {
        name: 'the entity ids could not be read',
        settings: approving(entityId),
        given: { unread: ['iam:GetSAMLProvider'] },
      },
      {
        name: 'the metadata cannot be parsed',
        settings: approving(entityId),
        given: { providers: [{ name: exampleProvider, metadata: { problem: 'not well-formed XML', entityIds: [] } }] },
      },
    ],
  },
});
