import type { Fact } from '../model/fact.ts';
import { parseArn } from '../model/arn.ts';
import type { Account } from '../federation/account.ts';
import type { Service, StreamRole } from '../federation/stream-role.ts';
import { resourcePatternMatches } from '../policy/evaluate.ts';
import { hasWildcard } from '../policy/wildcard.ts';

/** Directories or stacks of the account within the patterns of a role, and ARNs that it names although nothing is there. */
export function targetsOf(role: StreamRole, service: Service, account: Account): readonly string[] {
  const real = account.regions.flatMap((region) => knownArns(listOf(service, region, account)));
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

/** An ARN of something that can be streamed, without wildcards and variables. */
const isWrittenOut = (pattern: string, service: Service): boolean =>
  !hasWildcard(pattern) &&
  !pattern.includes('${') &&
  parseArn(pattern)?.resource.startsWith(service === 'workspaces' ? 'directory/' : 'stack/') === true;

const listOf = (service: Service, region: string, account: Account): Fact<readonly { readonly arn: string }[]> =>
  service === 'workspaces' ? account.directories(region) : account.stacks(region);

const knownArns = (listed: Fact<readonly { readonly arn: string }[]>): readonly string[] =>
  listed.state === 'known' ? listed.value.map(({ arn }) => arn) : [];
