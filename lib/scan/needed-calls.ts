import type { Rule } from '../rule/rule.ts';

/**
 * What a rule reads shows in its own examples. Whether a role serves somebody also depends on what its sign-ins pass
 * through: the providers, and the certificate authorities of directories that users join.
 */
const implied: readonly (readonly [reads: readonly string[], also: readonly string[]])[] = [
  [['iam:GetAccountAuthorizationDetails'], ['iam:ListSAMLProviders', 'iam:GetSAMLProvider']],
  [
    ['iam:GetAccountAuthorizationDetails', 'appstream:DescribeDirectoryConfigs'],
    ['acm-pca:DescribeCertificateAuthority', 'acm-pca:ListTags'],
  ],
];

/** The names of the calls that can change what one of these rules finds. */
export function neededCalls(rules: readonly Pick<Rule, 'reads'>[]): ReadonlySet<string> {
  return new Set(
    rules.flatMap(({ reads }) => [
      ...reads,
      ...implied.filter(([calls]) => calls.every((call) => reads.includes(call))).flatMap(([, also]) => also),
    ]),
  );
}
