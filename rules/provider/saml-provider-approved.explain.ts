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
      {
        name: 'by name',
        says: 'The provider is approved as ExampleIdP.',
        settings: approving('OtherIdP', exampleProvider),
        given: {},
      },
      {
        name: 'by ARN',
        says: 'The provider is approved as arn:aws:iam::111122223333:saml-provider/ExampleIdP.',
        settings: approving('arn:aws:iam::111122223333:saml-provider/ExampleIdP'),
        given: {},
      },
      {
        name: 'by the entity id of the identity provider',
        says: 'The provider is approved as https://idp.example.com/metadata.',
        settings: approving(entityId),
        given: {},
      },
    ],
    fail: [
      {
        name: 'not in the list',
        severity: 'high',
        says: 'Provider ExampleIdP accepts assertions of https://idp.example.com/metadata, which approvedProviders does not name.',
        settings: approving('https://login.example.com/idp'),
        given: {},
      },
      {
        name: 'the metadata describes a second identity provider',
        severity: 'high',
        says: 'Provider ExampleIdP accepts assertions of https://idp.example.net/metadata, which approvedProviders does not name.',
        settings: approving(entityId),
        given: {
          providers: [
            { name: exampleProvider, metadata: { entityIds: [entityId, 'https://idp.example.net/metadata'] } },
          ],
        },
      },
    ],
    notApplicable: [{ name: 'no list is configured', says: 'approvedProviders is not configured.', given: {} }],
    unknown: [
      {
        name: 'the entity ids could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetSAMLProvider.',
        settings: approving(entityId),
        given: { unread: ['iam:GetSAMLProvider'] },
      },
      {
        name: 'the metadata cannot be parsed',
        says: 'Neither name nor ARN of the provider is approved, and its metadata names no entity id (not well-formed XML).',
        settings: approving(entityId),
        given: { providers: [{ name: exampleProvider, metadata: { problem: 'not well-formed XML', entityIds: [] } }] },
      },
    ],
  },
});
