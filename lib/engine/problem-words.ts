import type { Cause, Effect, Finding } from '../model/finding.ts';

/** What is wrong, as a clause without a full stop. */
export function problemTitle(cause: Cause, roots: readonly Finding[]): string {
  const [first] = roots;
  return (first?.message ?? cause.kind).split(/(?<=[^.])\.(?:\s|$)/u)[0] ?? cause.kind;
}

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

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** At most four names. */
const nameList = (names: readonly string[]): string => {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  const [last = ''] = shown.slice(-1);
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')}${shown.length > 2 ? ',' : ''} and ${last}`;
};
