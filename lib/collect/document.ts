import { type Fact, known, unreadable } from '../model/fact.ts';
import { parseJson } from './json.ts';
import { isRecord } from './shape.ts';

/** Where a policy document came from, for people: `trust policy of role X`. */
export interface Origin {
  readonly call: string;
  readonly what: string;
}

/**
 * A policy document as JSON: an object as the AWS CLI prints it, URL-encoded text as IAM answers it (decoded once), or
 * plain JSON text. Unreadable (`unparseable`) when it is none of these.
 */
export function readDocument(value: unknown, origin: Origin): Fact<unknown> {
  if (isRecord(value)) return known(value);
  const fault = (problem: string): Fact<unknown> =>
    unreadable(origin.call, 'global', 'unparseable', `${origin.what} is not JSON: ${problem}`);
  if (typeof value !== 'string') return fault('it is neither an object nor text');
  const text = decoded(value);
  if (text === undefined) return fault('its URL encoding is broken');
  const parsed = parseJson(text);
  if ('problem' in parsed) return fault(parsed.problem);
  return isRecord(parsed.value) ? known(parsed.value) : fault('it is not an object');
}

/** An encoded document starts with `%7B`; one that starts with a brace is plain, and may hold any percent sign. */
function decoded(text: string): string | undefined {
  if (text.trimStart().startsWith('{')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
