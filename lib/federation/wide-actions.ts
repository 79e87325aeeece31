import type { Cause } from '../model/finding.ts';
import { hasWildcard, matchAction } from '../policy/wildcard.ts';
import { streamAction, type StreamGrant } from './stream-role.ts';

/** The patterns that allow the Stream action without naming it. */
export function widePatterns({ service, statement: { actions } }: StreamGrant): readonly string[] {
  if (actions.negated) return actions.patterns;
  return actions.patterns.filter((pattern) => hasWildcard(pattern) && matchAction(pattern, streamAction(service)));
}

/** The fault of statements that allow streaming along with other actions. */
export function wideActionsCause(grants: readonly StreamGrant[]): Cause | undefined {
  const patterns = [...new Set(grants.flatMap(widePatterns))];
  return patterns.length === 0
    ? undefined
    : { kind: 'stream-allowed-by-wildcard', parameters: { actions: patterns.join(', ') } };
}
