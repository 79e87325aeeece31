import type { Fact } from '../model/fact.ts';
import { parseArn } from '../model/arn.ts';
import type { Directory } from '../model/snapshot.ts';
import type { Account } from '../federation/account.ts';
import type { Service, StreamRole } from '../federation/stream-role.ts';
import { resourcePatternMatches } from '../policy/evaluate.ts';
import { hasWildcard } from '../policy/wildcard.ts';

/**
 * Directories or stacks of the account within the patterns of a role, and ARNs that it specifies although nothing is
 * there. A wildcard means what users can sign in to with SAML; what is written out is meant, whatever its state.
 */
export function targetsOf(role: StreamRole, service: Service, account: Account): readonly string[] {
  const real = account.regions.flatMap((region) => candidates(service, region, account));
  const patterns = role.grants.flatMap(({ service: granted, statement }) =>
    granted !== service
      ? []
      : statement.resources === undefined || statement.resources.negated
        ? ['*']
        : statement.resources.patterns,
  );
  const covered = real.filter((arn) => patterns.some((pattern) => resourcePatternMatches(pattern, arn) !== false));
  const named = patterns.filter((pattern) => isWrittenOut(pattern, service));
  return [...new Set([...covered, ...named])].toSorted();
}

const candidates = (service: Service, region: string, account: Account): readonly string[] => {
  if (service === 'appstream') return known(account.stacks(region)).map(({ arn }) => arn);
  return known(account.directories(region))
    .filter((directory) => directory.saml.status !== 'DISABLED' && !isLeaving(directory))
    .map(({ arn }) => arn);
};

const isLeaving = ({ state }: Directory): boolean => state === 'DEREGISTERING' || state === 'DEREGISTERED';

const known = <T>(listed: Fact<readonly T[]>): readonly T[] => (listed.state === 'known' ? listed.value : []);

/** An ARN of something that can be streamed, without wildcards and variables. */
const isWrittenOut = (pattern: string, service: Service): boolean =>
  !hasWildcard(pattern) &&
  !pattern.includes('${') &&
  parseArn(pattern)?.resource.startsWith(service === 'workspaces' ? 'directory/' : 'stack/') === true;

/** The role writes the ARN out. */
export const isSpecified = (role: StreamRole, service: Service, target: string): boolean =>
  role.grants.some(
    ({ service: granted, statement: { resources } }) =>
      granted === service && resources?.negated === false && resources.patterns.includes(target),
  );
