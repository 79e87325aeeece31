import { expect, it } from 'vitest';
import { evaluate } from '../../../lib/engine/evaluate.ts';
import { exampleSnapshot } from '../../../lib/explain/example.ts';
import { defineRule, type Rule } from '../../../lib/rule/rule.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../../lib/rule/verdict.ts';
import { rules } from '../../../rules/index.ts';

const [any] = rules;
const evidence = [{ path: 'Name', actual: 'seen' }] as const;

const ruleOf = (id: string, evaluate: Rule['evaluate']): Rule =>
  defineRule({
    ...any!,
    id,
    severity: 'medium',
    evaluate,
  });

const snapshot = exampleSnapshot({
  directories: ['d-1', 'd-2', 'd-3', 'd-4', 'd-5'].map((id) => ({ id })),
});

const verdicts: Readonly<Record<string, Verdict>> = {
  1: fail('By itself critical.', evidence, { severity: 'critical' }),
  2: fail('Medium as the rule.', evidence),
  3: pass('Fine.'),
  4: notApplicable('Not judged.'),
};
const mixed = ruleOf('mixed', {
  'workspaces.directory': { scope: [], judge: ({ arn }) => verdicts[arn.at(-1) ?? ''] ?? unknown('Not told.') },
});
const other = ruleOf('other', { account: { scope: [], judge: () => fail('Medium.', evidence) } });

const severities = (configured?: Record<string, 'low' | 'critical'>): readonly string[] =>
  evaluate(snapshot, [mixed, other], configured === undefined ? {} : { severities: configured }).map(
    ({ severity, ruleId, resource, status }) => `${severity} ${ruleId} ${resource.arn.at(-1)} ${status}`,
  );

it('are those of the verdicts, else of the rule', () => {
  expect(severities()).toEqual([
    'critical mixed 1 fail',
    'medium mixed 2 fail',
    'medium mixed 3 pass',
    'medium mixed 4 not-applicable',
    'medium mixed 5 unknown',
    expect.stringMatching(/^medium other \S+ fail$/),
  ]);
});

it('are the configured one for all that a rule finds, and sort the findings', () => {
  expect(severities({ mixed: 'low' })).toEqual([
    expect.stringMatching(/^medium other \S+ fail$/),
    'low mixed 1 fail',
    'low mixed 2 fail',
    'low mixed 3 pass',
    'low mixed 4 not-applicable',
    'low mixed 5 unknown',
  ]);
});
