import { parseArn } from '../model/arn.ts';
import { known, type Fact } from '../model/fact.ts';
import type { Directory, Stack } from '../model/snapshot.ts';
import { resourcePatternMatches } from '../policy/evaluate.ts';
import type { Account } from './account.ts';
import type { Service, StreamRole } from './stream-role.ts';

/** A directory with SAML or a stack that statements of a role speak about. */
export type ServedTarget =
  | { readonly service: 'workspaces'; readonly name: string; readonly directory: Directory }
  | { readonly service: 'appstream'; readonly name: string; readonly stack: Stack };

/**
 * The directories and stacks that the streaming statements of a role name; conditions and Denies are not asked.
 * Unreadable where one of the lists that could hold one is.
 */
export function servedTargets(role: StreamRole, account: Account): Fact<readonly ServedTarget[]> {
  const speaksOf = (service: Service, arn: string): boolean =>
    role.grants.some(
      ({ service: granted, statement: { resources } }) =>
        granted === service &&
        (resources === undefined ||
          resources.negated !== resources.patterns.some((pattern) => resourcePatternMatches(pattern, arn) === true)),
    );
  const targets: ServedTarget[] = [];
  for (const region of [...account.regions, ...namedElsewhere(role, account)]) {
    const directories = account.directories(region);
    const stacks = account.stacks(region);
    if (role.services.includes('workspaces')) {
      if (directories.state === 'unreadable') return directories;
      for (const directory of directories.state === 'known' ? directories.value : []) {
        if (directory.saml.status !== 'DISABLED' && speaksOf('workspaces', directory.arn)) {
          targets.push({ service: 'workspaces', name: `directory ${directory.id}`, directory });
        }
      }
    }
    if (role.services.includes('appstream')) {
      if (stacks.state === 'unreadable') return stacks;
      for (const stack of stacks.state === 'known' ? stacks.value : []) {
        if (speaksOf('appstream', stack.arn))
          targets.push({ service: 'appstream', name: `stack ${stack.name}`, stack });
      }
    }
  }
  return known(targets);
}

/** Regions that the statements write out and that were not scanned: what is there is not known. */
const namedElsewhere = ({ grants }: StreamRole, { regions }: Account): readonly string[] =>
  grants
    .flatMap(({ statement: { resources } }) => resources?.patterns ?? [])
    .flatMap((pattern) => parseArn(pattern)?.region ?? [])
    .filter((region) => /^[a-z0-9-]+$/.test(region) && !regions.includes(region));
