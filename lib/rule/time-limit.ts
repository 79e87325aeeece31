import { fail, pass, unknown, type Verdict } from './verdict.ts';

/** Whether a time limit is set, and is no longer than it may be. `seconds` of 0 means that there is none. */
export function timeLimit(
  fleet: string,
  what: string,
  path: string,
  seconds: number | undefined,
  longest: { readonly seconds: number; readonly text: string },
): Verdict {
  if (seconds === undefined) return unknown(`AWS did not say what the ${what} of this fleet is.`);
  const seen = { path, actual: String(seconds), expected: `1 to ${longest.seconds}` };
  const remediation = `Set the ${what} of fleet ${fleet} to ${longest.text} or less.`;
  if (seconds === 0) return fail(`The fleet has no ${what}.`, [seen], { remediation });
  return seconds <= longest.seconds
    ? pass(`The ${what} is ${seconds} seconds.`, seen)
    : fail(`The ${what} is ${seconds} seconds: more than ${longest.text}.`, [seen], { remediation });
}
