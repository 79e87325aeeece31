import { evaluate } from '../../lib/engine/evaluate.ts';
import type { Finding } from '../../lib/model/finding.ts';
import type { Snapshot } from '../../lib/model/snapshot.ts';
import { exampleSnapshot, type ExampleAccount } from '../../lib/explain/example.ts';
import { defaultSettings, type Settings } from '../../lib/rule/settings.ts';
import type { Rule } from '../../lib/rule/rule.ts';

/** Freezes all the way down, so that a rule which changes what it is given fails. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

/** All findings of one rule on an example account. */
export function findingsOn(
  rule: Rule,
  given: ExampleAccount | Snapshot,
  settings: Partial<Settings> = {},
): readonly Finding[] {
  const snapshot = deepFreeze('byRegion' in given ? given : exampleSnapshot(given));
  const crashes: unknown[] = [];
  const findings = evaluate(snapshot, [rule], {
    settings: { ...defaultSettings, ...settings },
    onRuleError: (_rule, _resource, error) => crashes.push(error),
  });
  if (crashes.length > 0) throw crashes[0];
  return findings;
}

/** The finding of a rule on an account with one resource of its type. */
export function onlyFinding(rule: Rule, given: ExampleAccount | Snapshot, settings?: Partial<Settings>): Finding {
  const findings = findingsOn(rule, given, settings);
  const [finding] = findings;
  if (finding === undefined || findings.length > 1) throw new Error(`expected one finding, got ${findings.length}`);
  return finding;
}

/** That finding in a line: `fail (high): …`. */
export function said(rule: Rule, given: ExampleAccount | Snapshot, settings?: Partial<Settings>): string {
  const { status, severity, message } = onlyFinding(rule, given, settings);
  return `${status === 'fail' ? `fail (${severity})` : status}: ${message}`;
}

/** The account as it would be had this call been refused everywhere. */
export const blinded = (given: ExampleAccount, call: string): ExampleAccount => ({
  ...given,
  unread: [...(given.unread ?? []), call],
});
