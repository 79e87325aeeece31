import { known, type Fact } from '../model/fact.ts';
import type { Stack } from '../model/snapshot.ts';
import type { Account } from './account.ts';

/** Session tags that sign-ins to a stack carry because of how it is set up, and what makes them. */
export interface NeededTags {
  /** Names of `PrincipalTag:` attributes; empty: none is needed. */
  readonly tags: readonly string[];
  readonly because: string;
}

/**
 * Entitlements are matched against session tags, and certificate-based authentication takes the user principal name
 * from one (AppStream guide, Step 2.14; domain-facts C4). Session context needs a tag too, but leaves no trace in AWS.
 */
export function tagsNeededByStack(stack: Stack, account: Account): Fact<NeededTags> {
  const entitlements = stack.entitlements;
  if (entitlements.state === 'unreadable') return entitlements;
  const attributes =
    entitlements.state === 'known' ? entitlements.value.flatMap(({ attributeNames }) => attributeNames) : [];
  if (attributes.length > 0) {
    return known({ tags: [...new Set(attributes)].toSorted(), because: `Stack ${stack.name} has entitlements` });
  }
  const domain = certificateDomainOf(stack, account);
  if (domain.state === 'unreadable') return domain;
  return known(
    domain.state === 'known'
      ? { tags: certificateTags, because: `Stack ${stack.name} signs in to ${domain.value} with certificates` }
      : { tags: [], because: '' },
  );
}

/** The certificate is made out to the user principal name, and since 2025-09-10 must carry the ObjectSid (domain-facts 1.9). */
export const certificateTags: readonly string[] = ['UserPrincipalName', 'ObjectSid'];

/** The domain that a fleet of the stack joins with certificate-based authentication on; absent: there is none. */
function certificateDomainOf(stack: Stack, account: Account): Fact<string> {
  const none: Fact<string> = { state: 'absent' };
  if (stack.fleets.state !== 'known') return stack.fleets;
  const names = stack.fleets.value;
  if (names.length === 0) return none;
  const fleets = account.fleets(stack.region);
  if (fleets.state !== 'known') return fleets;
  const domains = fleets.value.flatMap((fleet) =>
    names.includes(fleet.name) && fleet.directoryName !== undefined ? [fleet.directoryName.toLowerCase()] : [],
  );
  if (domains.length === 0) return none;
  const configs = account.directoryConfigs(stack.region);
  if (configs.state !== 'known') return configs;
  const config = configs.value.find(
    ({ certificateAuth, directoryName }) =>
      certificateAuth.status !== 'DISABLED' && domains.includes(directoryName.toLowerCase()),
  );
  return config === undefined ? none : known(config.directoryName);
}
