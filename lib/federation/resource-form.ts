import { parseArn, type Arn } from '../model/arn.ts';
import type { PolicyVersion } from '../policy/document.ts';
import { splitVariables } from '../policy/variables.ts';
import { hasWildcard } from '../policy/wildcard.ts';
import { resourceKind } from './streamable.ts';
import type { Service } from './stream-role.ts';

/** What one entry of a `Resource` element says about the directories or stacks of a service. */
export type ResourceForm =
  /** One directory or stack. */
  | { readonly kind: 'one'; readonly arn: Arn; readonly name: string }
  /** Wildcards in the last part only: some or all directories or stacks of one account and Region. */
  | { readonly kind: 'some'; readonly arn: Arn }
  /** Wildcards before that. */
  | { readonly kind: 'wide' }
  /** Depends on the session. */
  | { readonly kind: 'variable' }
  /** An ARN of something that no Stream action is authorised on. */
  | { readonly kind: 'other' }
  | { readonly kind: 'no-arn' };

export function resourceForm(pattern: string, version: PolicyVersion | undefined, service: Service): ResourceForm {
  if (splitVariables(pattern, version).some(({ kind }) => kind === 'variable' || kind === 'malformed'))
    return { kind: 'variable' };
  const arn = parseArn(pattern);
  if (arn === undefined) return { kind: hasWildcard(pattern) ? 'wide' : 'no-arn' };
  if (hasWildcard(arn.service)) return { kind: 'wide' };
  if (arn.service !== service) return { kind: 'other' };
  const slash = arn.resource.indexOf('/');
  const type = slash < 0 ? arn.resource : arn.resource.slice(0, slash);
  const name = slash < 0 ? '' : arn.resource.slice(slash + 1);
  if (hasWildcard(type)) return { kind: 'wide' };
  if (type !== resourceKind[service] || name === '') return { kind: 'other' };
  if ([arn.partition, arn.region, arn.account].some(hasWildcard)) return { kind: 'wide' };
  return hasWildcard(name) ? { kind: 'some', arn } : { kind: 'one', arn, name };
}
