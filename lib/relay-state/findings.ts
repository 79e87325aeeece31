import type { Fact } from '../model/fact.ts';
import type { RelayStatePart, RelayStateProblem } from '../model/relay-state-check.ts';
import type { Severity } from '../model/finding.ts';
import { clip } from '../text/clip.ts';

/** What one part of the URL turned out to be: problems, and whether something about it could not be determined. */
export interface PartResult {
  readonly problems: readonly RelayStateProblem[];
  readonly undetermined?: true;
}

export const problem = (
  part: RelayStatePart,
  severity: Severity,
  message: string,
  { actual, expected }: { readonly actual: string; readonly expected: string },
): RelayStateProblem => ({ part, severity, message, actual: clip(actual, 200), expected });

/** Something that neither the URL nor what was read of the account decides. */
export const undetermined = (
  part: RelayStatePart,
  message: string,
  compared: { readonly actual: string; readonly expected: string },
): PartResult => ({ problems: [problem(part, 'informational', message, compared)], undetermined: true });

export const found = (...problems: readonly RelayStateProblem[]): PartResult => ({ problems });

export const together = (results: readonly PartResult[]): PartResult => ({
  problems: results.flatMap(({ problems }) => problems),
  ...(results.some((result) => result.undetermined === true) ? { undetermined: true } : {}),
});

/** Why a list of a Region is not there to compare with; `undefined` when it is. */
export function whyUnread(what: string, region: string, fact: Fact<unknown> | undefined): string | undefined {
  if (fact === undefined) return `The ${what} in ${region} were not read.`;
  if (fact.state !== 'unreadable') return undefined;
  return `The ${what} in ${region} could not be read (${fact.call}: ${fact.reason}).`;
}

/** What was read of a list; nothing where it could not be read. */
export const listOf = <T>(fact: Fact<readonly T[]> | undefined): readonly T[] =>
  fact?.state === 'known' ? fact.value : [];
