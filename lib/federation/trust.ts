import type { Role } from '../model/snapshot.ts';
import { classifyAudience, signInAudiences, type Audience } from '../saml/audiences.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { actionMatches } from '../policy/evaluate.ts';
import type { Domain } from '../policy/domain.ts';
import { variableKeys } from '../policy/variables.ts';
import { audienceSeeds } from './audience-seeds.ts';
import { epochSeconds } from './moment.ts';

export const assumeRoleWithSaml = 'sts:AssumeRoleWithSAML';
export const tagSession = 'sts:TagSession';
export const setSourceIdentity = 'sts:SetSourceIdentity';

/** Which sign-ins to try against a role's trust policy. */
export interface TrustQuestion {
  readonly role: Role;
  readonly trust: PolicyDocument;
  readonly partition: string;
  readonly accountId: string;
  /** ARN of the SAML provider that signs the assertion. */
  readonly provider: string;
  readonly providerUuid?: string;
  /** Names of `PrincipalTag:` attributes that the assertion must carry. */
  readonly tags: readonly string[];
  /** ISO 8601: the moment of the sign-in. */
  readonly asOf: string;
}

/** As `Audience`, seen from one provider: another provider's own `/saml/acs/<UUID>` never receives its assertions. */
export type AudienceKind = Audience['kind'] | 'other-provider' | 'missing';

/** NameID formats that identity providers really send, as `saml:sub_type` shows them (domain-facts 3.4). */
const nameIdFormats = [
  'persistent',
  'transient',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
];

export function audienceKind(
  audience: string | undefined,
  partition: string,
  providerUuid: string | undefined,
): AudienceKind {
  if (audience === undefined) return 'missing';
  const found = classifyAudience(partition, audience);
  const others = found.kind === 'sign-in' && found.providerUuid !== undefined && providerUuid !== undefined;
  return others && found.providerUuid !== providerUuid ? 'other-provider' : found.kind;
}

/** Keys that the trust policy compares, or compares others with. */
export const mentionedKeys = (trust: PolicyDocument): ReadonlySet<string> =>
  new Set(
    trust.statements.flatMap(({ conditions }) =>
      conditions.flatMap(({ key, values }) => [key, ...values.flatMap((value) => variableKeys(value, trust.version))]),
    ),
  );

export function signInDomains(question: TrustQuestion, mentioned: ReadonlySet<string>): Map<string, Domain> {
  const { trust, partition, accountId, provider, providerUuid, tags, asOf, role } = question;
  const compared = trust.statements.flatMap(({ conditions }) =>
    conditions.filter(({ key }) => key === 'saml:aud').flatMap(({ values }) => values),
  );
  const domains = new Map<string, Domain>([
    ['saml:sub_type', { seeds: nameIdFormats }],
    [
      'saml:aud',
      mentioned.has('saml:aud')
        ? { seeds: audienceSeeds(partition, providerUuid, compared) }
        : { fixed: signInAudiences(partition).slice(0, 1) },
    ],
    ['saml:sub', mentioned.has('saml:sub') ? { seeds: ['jdoe'], always: true } : { fixed: ['jdoe'] }],
    ['saml:doc', { fixed: [`${accountId}/${provider.slice(provider.lastIndexOf('/') + 1)}`] }],
    ['aws:currenttime', { fixed: [asOf] }],
    ['aws:epochtime', { fixed: [epochSeconds(asOf)] }],
    ['aws:securetransport', { fixed: ['true'] }],
  ]);
  for (const tag of tags)
    domains.set(`aws:requesttag/${tag.toLowerCase()}`, { seeds: ['user@example.com'], always: true, tagName: tag });
  if (role.tags.state !== 'unreadable') {
    const tags = Object.entries(role.tags.state === 'known' ? role.tags.value : {});
    for (const key of mentioned) {
      const [, name] = /^(?:aws|iam):resourcetag\/(.+)$/s.exec(key) ?? [];
      if (name === undefined) continue;
      const value = tags.find(([tag]) => tag.toLowerCase() === name)?.[1];
      domains.set(key, { fixed: value === undefined ? null : [value] });
    }
  }
  return domains;
}

const samlTwoFormat = 'urn:oasis:names:tc:saml:2.0:nameid-format:';

/** Whether a subject type means "persistent", however it is spelled. */
export const isPersistent = (subjectType: string | undefined): boolean => {
  const lower = subjectType?.toLowerCase();
  return lower === 'persistent' || lower === `${samlTwoFormat}persistent`;
};

/** Allow statements that grant `sts:AssumeRoleWithSAML`, wildcards and NotAction included. */
export const samlStatements = (trust: PolicyDocument): readonly Statement[] =>
  trust.statements.filter((statement) => statement.effect === 'Allow' && actionMatches(statement, assumeRoleWithSaml));

/** ARNs of the SAML providers a trust policy lets in, sorted, each once; `*` where it lets in any. */
export function trustedProviders(trust: PolicyDocument): readonly string[] {
  const providers = samlStatements(trust).flatMap(({ principal }) => {
    if (principal === undefined) return [];
    if (principal.negated) return ['*'];
    const anyone = principal.everyone || principal.aws.includes('*') ? ['*'] : [];
    return [...anyone, ...principal.federated.filter((arn) => arn === '*' || arn.includes(':saml-provider/'))];
  });
  return [...new Set(providers)].toSorted();
}
