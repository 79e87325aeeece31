import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allCalls, callName } from '../../lib/collect/calls.ts';
import type { Example, ExplainedRule } from '../../lib/explain/explanation.ts';
import { lookupEvents } from '../../lib/rule/sign-ins.ts';
import { explainedRules } from '../../rules/explained.ts';
import { rules } from '../../rules/index.ts';
import { blinded, findingsOn } from '../support/judging.ts';

const allExamples = (rule: ExplainedRule): readonly Example[] => [
  ...rule.examples.pass,
  ...rule.examples.fail,
  ...rule.examples.notApplicable,
  ...rule.examples.unknown,
];

/** The worst verdict of a rule on an example, and what it says with that verdict. */
function outcomes(rule: ExplainedRule, { given, settings }: Example): readonly [string, string | readonly string[]] {
  const findings = findingsOn(rule, given, settings);
  const worst = (['fail', 'unknown', 'pass', 'not-applicable'] as const).find((status) =>
    findings.some((finding) => finding.status === status),
  );
  const messages = [...new Set(findings.filter(({ status }) => status === worst).map(({ message }) => message))];
  return [worst ?? 'nothing judged', messages.length === 1 ? String(messages[0]) : messages];
}

describe('the rules', () => {
  it('are every file under rules/, each under its own id, in order', () => {
    const files = readdirSync(new URL('../../rules', import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.includes('/'))
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.explain.ts'))
      .map((path) => path.replace(/^.*\//, '').replace(/\.ts$/, ''));
    expect(rules.map(({ id }) => id)).toEqual(files.toSorted());
    expect(new Set(files).size).toBe(files.length);
    expect(explainedRules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  });
});

describe.each(explainedRules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  it.each(rule.examples.pass)('passes: $name', (example) =>
    expect(outcomes(rule, example)).toEqual(['pass', example.says]),
  );
  it.each(rule.examples.fail)('fails: $name', (example) => {
    expect(outcomes(rule, example)).toEqual(['fail', example.says]);
    const failures = findingsOn(rule, example.given, example.settings).filter(({ status }) => status === 'fail');
    for (const { severity, witness } of failures) {
      expect([severity, witness?.sentence]).toEqual([example.severity, example.witness]);
    }
  });
  it.each(rule.examples.notApplicable)('does not apply: $name', (example) =>
    expect(outcomes(rule, example)).toEqual(['not-applicable', example.says]),
  );
  it.each(rule.examples.unknown)('cannot tell: $name', (example) =>
    expect(outcomes(rule, example)).toEqual(['unknown', example.says]),
  );

  it('has an example of every verdict, each with a name of its own', () => {
    const { notApplicable, unknown } = rule.examples;
    expect([notApplicable.length, unknown.length].map((count) => count > 0)).toEqual([true, true]);
    const names = allExamples(rule).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('declares exactly the calls whose answers its verdicts depend on', () => {
    const calls = [...allCalls.map(callName), lookupEvents];
    const used = calls.filter((call) =>
      allExamples(rule).some(({ given, settings }) => {
        return (
          JSON.stringify(findingsOn(rule, given, settings)) !==
          JSON.stringify(findingsOn(rule, blinded(given, call), settings))
        );
      }),
    );
    expect([...rule.reads].toSorted()).toEqual(used.toSorted());
  });

  it('never turns a call that was refused into a verdict it did not have', () => {
    for (const { given, settings } of allExamples(rule)) {
      const seen = new Map(findingsOn(rule, given, settings).map((finding) => [finding.id, finding.status]));
      for (const call of rule.reads) {
        for (const finding of findingsOn(rule, blinded(given, call), settings)) {
          expect([seen.get(finding.id) ?? 'unknown', 'unknown']).toContain(finding.status);
        }
      }
    }
  });

  it('gives the same findings twice, with a message and evidence for every failure', () => {
    for (const { given, settings } of allExamples(rule)) {
      const findings = findingsOn(rule, given, settings);
      expect(findingsOn(rule, given, settings)).toEqual(findings);
      for (const finding of findings) {
        expect(finding.message).toMatch(/^\S.*[.?)]$/s);
        expect(finding.status === 'fail' ? finding.evidence.length : 1).toBeGreaterThan(0);
      }
    }
  });
});
