import { known, mapFact, type Fact } from '../model/fact.ts';
import type { Stack } from '../model/snapshot.ts';
import { resourcePatternMatches, type NamedDocument } from '../policy/evaluate.ts';
import { unclear, type Truth } from '../policy/truth.ts';
import type { Account } from './account.ts';
import { grantAlone } from './grants.ts';
import { findSession } from './ask.ts';
import type { StreamRequest } from './permission.ts';
import type { StreamGrant, StreamRole } from './stream-role.ts';

/**
 * What keeps the users of a stack apart in a multi-stack catalog. AppStream ignores entitlements where a fleet shows the
 * desktop (AppStream guide, "Attribute-based application entitlements"; domain-facts 2.4).
 */
export type Protection = 'entitlements' | 'none' | 'ignored entitlements';

/** A stack that a wildcard grant reaches, or may reach. */
export interface CatalogStack {
  readonly stack: Stack;
  /** Never false: what the grant does not reach is left out. */
  readonly reached: Truth;
  /** A request that reaches it. */
  readonly request?: StreamRequest;
  readonly protection: Fact<Protection>;
}

/** The stacks of one Region that a pattern of a grant reaches, every Deny and the permissions boundary counted. */
export function catalogOf(
  grant: StreamGrant,
  pattern: string,
  region: string,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): Fact<readonly CatalogStack[]> {
  return mapFact(account.stacks(region), (stacks) =>
    stacks
      .filter(({ arn }) => resourcePatternMatches(pattern, arn) === true)
      .map((stack) => ({
        stack,
        ...reach(grant, stack.arn, role, account, documents),
        protection: protectionOf(stack, account),
      }))
      .filter(({ reached }) => reached !== false),
  );
}

function reach(
  grant: StreamGrant,
  resource: string,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): Pick<CatalogStack, 'reached' | 'request'> {
  const answer = findSession(account, {
    role,
    documents: grantAlone(grant, documents),
    service: grant.service,
    resource,
    ...(role.boundary.state === 'known' ? { boundary: role.boundary.value } : {}),
    session: 'any',
    outcome: 'opened',
  });
  if (answer.kind === 'none') return { reached: false };
  if (answer.kind === 'unclear') return { reached: unclear(answer.reason) };
  if (role.boundary.state === 'unreadable') return { reached: unclear(role.boundary.detail) };
  return { reached: true, request: answer.found };
}

function protectionOf(stack: Stack, account: Account): Fact<Protection> {
  if (stack.entitlements.state === 'unreadable') return stack.entitlements;
  if (stack.entitlements.state === 'absent' || stack.entitlements.value.length === 0) return known('none');
  if (stack.fleets.state === 'unreadable') return stack.fleets;
  const names = stack.fleets.state === 'known' ? stack.fleets.value : [];
  if (names.length === 0) return known('entitlements');
  const fleets = account.fleets(stack.region);
  if (fleets.state === 'unreadable') return fleets;
  const desktop =
    fleets.state === 'known' &&
    fleets.value.some(({ name, streamView }) => names.includes(name) && streamView === 'DESKTOP');
  return known(desktop ? 'ignored entitlements' : 'entitlements');
}
