import { nearest } from '../lib/text/nearest.ts';

/** The caller asked for something that cannot be done as asked: the message says what, and what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `unknown rule "x"; did you mean "y"?`, or the list of what there is when nothing is close. */
export function unknownWord(kind: string, word: string, known: readonly string[]): UsageError {
  const meant = nearest(word, known);
  const help = meant === undefined ? `expected one of ${known.join(', ')}` : `did you mean "${meant}"?`;
  return new UsageError(`unknown ${kind} "${word}"; ${help}`);
}
