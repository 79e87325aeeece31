import type { Account } from '../../lib/federation/account.ts';
import type { SamlProvider } from '../../lib/model/snapshot.ts';
import { exampleProvider } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const entityId = 'https://idp.example.com/metadata';
const approving = (...approvedProviders: string[]) => ({ approvedProviders });

export default defineRule({
  id: 'saml-provider-approved',
  title: 'SAML provider is one that the configuration approves',
  severity: 'high',
  rationale:
    'Whoever runs the identity provider behind a SAML provider decides who its users are, in every role that trusts it. A provider that ' +
    'nobody approved is a way in that nobody decided on. Entity ids are the better approval: a name stays when the metadata is replaced. ' +
    'A document may describe several identity providers; then each of them has to be approved.',
  sources: [iamGuide('Create a SAML identity provider in IAM', 'id_roles_providers_create_saml')],
  statements: [],
  reads: ['iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  remediation: {
    summary:
      'Find out who made the provider and which roles trust it: delete it, or add its entity id to approvedProviders in the configuration file.',
    cli: 'aws iam get-saml-provider --saml-provider-arn PROVIDER_ARN\naws iam delete-saml-provider --saml-provider-arn PROVIDER_ARN',
    console: 'IAM → Identity providers → the provider.',
  },
  evaluate: { 'iam.saml-provider': judge },
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

function judge(provider: SamlProvider, _account: Account, { approvedProviders: approved }: Settings): Verdict {
  if (approved === undefined) return notApplicable('approvedProviders is not configured.');
  const { name, arn } = provider;
  const expected = approved.length === 0 ? 'none, the list is empty' : `one of ${approved.join(', ')}`;
  const byName = [arn, name].find((given) => approved.includes(given));
  if (byName !== undefined)
    return pass(`The provider is approved as ${byName}.`, { path: 'Arn', actual: arn, expected });

  const metadata = need(provider.metadata);
  const entityIds = metadata?.entityIds ?? [];
  if (entityIds.length === 0)
    return unknown(
      `Neither name nor ARN of the provider is approved, and its metadata names no entity id${metadata?.problem === undefined ? '' : ` (${metadata.problem})`}.`,
    );
  const seen = { path: 'SAMLMetadataDocument.entityID', actual: entityIds.join(', '), expected };
  const strangers = entityIds.filter((id) => !approved.includes(id));
  if (strangers.length === 0) return pass(`The provider is approved as ${entityIds.join(', ')}.`, seen);
  return fail(
    `Provider ${name} accepts assertions of ${strangers.join(', ')}, which approvedProviders does not name.`,
    [seen],
  );
}
