import type { PolicyVersion } from '../policy/document.ts';
import { completeArn } from '../policy/evaluate.ts';
import { accepts, representatives, type TextPattern } from '../policy/representatives.ts';
import { resourceTokens } from '../policy/resource-variables.ts';
import { globTokens, matchTokens, type Token } from '../policy/wildcard.ts';

/** What a Stream action is authorized on (Service Authorization Reference, domain-facts 1.7 and 2.6). */
export const resourceKind = { workspaces: 'directory', appstream: 'stack' } as const;

/**
 * Whether a `Resource` pattern can cover anything that the service streams from: `workspace/*` covers no directory, so a
 * statement on it allows no streaming whatever its actions are.
 */
export function coversStreamable(
  pattern: string,
  version: PolicyVersion | undefined,
  service: keyof typeof resourceKind,
): boolean {
  const parts = partsOf(completeArn(resourceTokens(pattern, version)));
  const [, , ofService = [], , , resource = []] = parts;
  const streamed: TextPattern = { tokens: globTokens(`${resourceKind[service]}/?*`), ignoreCase: false };
  return matchTokens(ofService, service) && overlap({ tokens: resource, ignoreCase: false }, streamed);
}

/** Some text matches both patterns. */
const overlap = (a: TextPattern, b: TextPattern): boolean =>
  representatives([a, b], []).values.some((text) => accepts(a, text) && accepts(b, text));

/** The six parts of an ARN pattern; a bare `*` is any of them. */
function partsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'char' && token.char === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
