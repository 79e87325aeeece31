import { known, type Fact } from '../model/fact.ts';
import type { Account } from './account.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { resourcePatternMatches } from '../policy/evaluate.ts';
import { unclear, type Truth } from '../policy/truth.ts';
import { parseArn } from '../model/arn.ts';
import { matchGlob } from '../policy/wildcard.ts';
import { sessionExists } from './ask.ts';
import type { Service, StreamRole } from './stream-role.ts';

/**
 * The providers whose assertions a role's trust policy is tried with: those it names. Where it lets in any (`*`,
 * NotPrincipal), the account's own, or a made-up one.
 */
export function triedProviders(role: StreamRole, account: Account): readonly string[] {
  const named = role.providers.filter((arn) => arn !== '*');
  if (named.length > 0 && named.length === role.providers.length) return named;
  const own = account.providers.state === 'known' ? account.providers.value.map(({ arn }) => arn) : [];
  const any = own.length > 0 ? own : [`arn:${account.partition}:iam::${account.id}:saml-provider/AnyProvider`];
  return [...new Set([...named, ...any])];
}

/** A cheap look first: most roles have nothing to do with most resources. A variable may become anything. */
const mayCover = (role: StreamRole, service: Service, resource: string): boolean =>
  role.grants.some(({ service: granted, statement: { resources } }) => {
    if (granted !== service) return false;
    if (resources === undefined || resources.negated) return true;
    return resources.patterns.some(
      (pattern) => pattern.includes('${') || resourcePatternMatches(pattern, resource) !== false,
    );
  });

/** Whether any request that the role's policies allow streams this directory or stack. */
export function mayStream(role: StreamRole, account: Account, service: Service, resource: string): Truth {
  if (role.policies.state === 'known' && !mayCover(role, service, resource)) return false;
  if (role.policies.state === 'unreadable') return unclear(role.policies.detail);
  const documents = role.policies.state === 'known' ? role.policies.value : [];
  return sessionExists(account, { role, documents, service, resource, session: 'any', outcome: 'opened' });
}

/** Roles of the account that may stream a directory or stack. */
export function rolesServing(
  account: Account,
  service: Service,
  resource: string,
): Fact<{
  readonly sure: readonly StreamRole[];
  /** Roles for which it cannot be told, with the reason. */
  readonly unsure: readonly { readonly role: StreamRole; readonly reason: string }[];
}> {
  if (account.streamRoles.state !== 'known') {
    return account.streamRoles.state === 'absent' ? known({ sure: [], unsure: [] }) : account.streamRoles;
  }
  const sure: StreamRole[] = [];
  const unsure: { role: StreamRole; reason: string }[] = [];
  for (const role of account.streamRoles.value) {
    if (role.scope === 'no-saml') continue;
    const answer = mayStream(role, account, service, resource);
    if (answer === true) sure.push(role);
    else if (answer !== false) unsure.push({ role, reason: answer.unclear });
  }
  return known({ sure, unsure });
}

/** The trust policy looks at the tags an assertion carries. */
export const looksAtTags = (trust: PolicyDocument): boolean =>
  trust.statements.some((statement) =>
    statement.conditions.some(({ key }) => key === 'aws:tagkeys' || key.startsWith('aws:requesttag/')),
  );

/** Whether a role's grants for a service may reach into a Region at all, judged by the Region part of their patterns. */
export const mayReachRegion = (role: StreamRole, service: Service, region: string): boolean =>
  role.grants.some(({ service: granted, statement: { resources } }) => {
    if (granted !== service) return false;
    if (resources === undefined || resources.negated) return true;
    return resources.patterns.some((pattern) => {
      const arn = parseArn(pattern);
      return arn === undefined || matchGlob(arn.region, region);
    });
  });
