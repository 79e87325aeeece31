import type { Cause, Effect, Finding } from '../model/finding.ts';
import { problemTitles } from './problem-titles.ts';

/** What is wrong, as a clause without a full stop. */
export function problemTitle({ kind, parameters }: Cause, roots: readonly Finding[]): string {
  const title = problemTitles[kind];
  // What only one resource has is best said in the words of its finding.
  const [only, ...others] = roots;
  const isShared = others.length > 0 || Object.keys(parameters).length > 0;
  if (title === undefined || (only !== undefined && !isShared)) return firstSentence(only?.message ?? kind);
  return title.replaceAll(/\{(\w+)\}/g, (_, name: string) => lastPart(parameters[name] ?? ''));
}

/** Without its full stop; a stop within a name or number is none. */
const firstSentence = (text: string): string => text.split(/(?<=[^.])\.(?:\s|$)/u)[0] ?? text;

const consequence: Readonly<Record<Effect, (targets: string) => string>> = {
  'locked-out': (targets) => `Users cannot sign in to ${targets}.`,
  exposed: (targets) => `More than the intended sign-ins or sessions are allowed for ${targets}.`,
  'at-risk': (targets) => `Sign-in to ${targets} might fail, or allow more than intended.`,
  advice: (targets) => `Sign-in to ${targets} is not affected.`,
};

/** Who is affected, in one sentence. */
export function problemSummary(effect: Effect, findings: readonly Finding[], targets: readonly string[]): string {
  if (targets.length > 0) return consequence[effect](nameList(targets.map(lastPart)));
  const names = [...new Set(findings.map(({ resource }) => resource.name))];
  return effect === 'advice' ? `Concerns ${nameList(names)}.` : `Concerns ${nameList(names)}; no sign-in path uses it.`;
}

/** The name in an ARN; any other text as it is. */
const lastPart = (text: string): string => (text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text);

/** At most four names, as prose. */
export const nameList = (names: readonly string[]): string => {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  const [last = ''] = shown.slice(-1);
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')}${shown.length > 2 ? ',' : ''} and ${last}`;
};
