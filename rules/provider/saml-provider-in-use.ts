import type { Account } from '../../lib/federation/account.ts';
import { letsIn } from '../../lib/federation/saml-trust.ts';
import type { SamlProvider } from '../../lib/model/snapshot.ts';
import { known } from '../../lib/model/fact.ts';
import { brokenTrust, serviceTrust } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const day = 86_400_000;
/** The guides make the provider before the role: time enough to get there. */
const setupDays = 7;

export default defineRule({
  id: 'saml-provider-in-use',
  title: 'SAML provider is trusted by at least one role',
  severity: 'low',
  rationale:
    'A provider that no role trusts lets nobody in today. It is left from a test or from a move to another identity provider, ' +
    'nobody watches its metadata, and it stands ready for the next role that names it. Roles of every purpose count as use, not only streaming roles.',
  sources: [
    workspacesGuide('Step 2.4'),
    appstreamGuide('Step 2.4'),
    iamGuide('Create a SAML identity provider in IAM', 'id_roles_providers_create_saml'),
  ],
  statements: ['P5'],
  reads: ['iam:ListSAMLProviders', 'iam:GetAccountAuthorizationDetails'],
  remediation: {
    summary:
      'Ask its owner whether the provider is still needed: delete it if not, or name it in the trust policy of the role that it was made for.',
    cli: 'aws iam delete-saml-provider --saml-provider-arn PROVIDER_ARN',
    console: 'IAM → Identity providers → the provider → Delete.',
  },
  evaluate: { 'iam.saml-provider': judge },
  examples: {
    pass: [
      { name: 'a role trusts it', given: { roles: [{ name: 'Desktops' }] } },
      {
        name: 'a role trusts it, and the trust policy of another cannot be understood',
        given: { roles: [{ name: 'Broken', trust: brokenTrust }, { name: 'Desktops' }] },
      },
    ],
    fail: [
      { name: 'no role trusts it', given: { roles: [{ name: 'Automation', trust: serviceTrust }] } },
      {
        name: 'a role refuses it by name',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Deny',
                    Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/ExampleIdP' },
                    Action: 'sts:AssumeRoleWithSAML',
                  },
                ],
              },
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'it was made two days ago',
        given: { providers: [{ name: 'ExampleIdP', created: known('2026-10-30T08:00:00.000Z') }] },
      },
    ],
    unknown: [
      {
        name: 'the trust policy of a role cannot be understood',
        given: { roles: [{ name: 'Broken', trust: brokenTrust }] },
      },
      { name: 'the roles could not be listed', given: { unread: ['iam:GetAccountAuthorizationDetails'] } },
    ],
  },
});

function judge({ arn, created }: SamlProvider, account: Account): Verdict {
  const trusts = list(account.samlTrusts());
  const user = trusts.find(
    ({ statements }) => statements.state === 'known' && statements.value.some((statement) => letsIn(statement, arn)),
  );
  if (user !== undefined)
    return pass(`Role ${user.role.name} trusts this provider.`, {
      path: 'Arn',
      actual: `trusted by ${user.role.name}`,
    });
  for (const { statements } of trusts) need(statements);

  if (created.state === 'known' && Date.parse(account.asOf) - Date.parse(created.value) < setupDays * day)
    return notApplicable('The provider is new, and no role trusts it yet.');
  return fail('No role of this account trusts this provider.', [
    { path: 'Arn', actual: `trusted by none of ${trusts.length} roles`, expected: 'trusted by a role' },
  ]);
}
