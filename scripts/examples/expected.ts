import { findingsOf } from '../../lib/explain/cases.ts';
import type { Example, ExplainedRule } from '../../lib/explain/explanation.ts';
import type { Status } from '../../lib/model/finding.ts';

/** The lists of an explanation's examples, and the verdict that each is for. */
const verdictOf = {
  pass: 'pass',
  fail: 'fail',
  notApplicable: 'not-applicable',
  unknown: 'unknown',
} as const satisfies Record<keyof ExplainedRule['examples'], Status>;

export type Kind = keyof typeof verdictOf;

/** The members of an example that follow from the rule. */
export interface Expected {
  readonly severity?: string;
  readonly says: string | readonly string[];
  readonly witness?: string;
}

/** What the rule says of an example; `undefined` where it does not give the verdict that the example is for. */
export function expectedOf(rule: ExplainedRule, kind: Kind, example: Pick<Example, 'given' | 'settings'>) {
  const findings = findingsOf(rule, example, verdictOf[kind]);
  const [first] = findings;
  if (first === undefined) return undefined;
  const messages = [...new Set(findings.map(({ message }) => message))];
  const expected: Expected = {
    ...(kind === 'fail' ? { severity: first.severity } : {}),
    says: messages.length === 1 ? first.message : messages,
    ...(first.witness === undefined ? {} : { witness: first.witness.sentence }),
  };
  return expected;
}
