import { evaluate } from '../engine/evaluate.ts';
import type { Status } from '../model/finding.ts';
import { exampleSnapshot } from './example.ts';
import type { Rule } from '../rule/rule.ts';
import { defaultSettings } from '../rule/settings.ts';
import { compactJson } from './compact-json.ts';
import type { Case } from './document.ts';
import type { Example } from './explanation.ts';
import { withGuidePoliciesNamed } from './guide-policies.ts';

/** Characters in a line of JSON. */
const width = 110;

/** The examples of one kind, with what the rule says of them. */
export const casesOf = (rule: Rule, examples: readonly Example[], status: Status): readonly Case[] =>
  examples.map((example) => ({ name: example.name, messages: messagesOf(rule, example, status) }));

/** As `casesOf`, with the examples themselves. */
export const shownCasesOf = (rule: Rule, examples: readonly Example[], status: Status): readonly Case[] =>
  examples.map((example) => ({
    name: example.name,
    messages: messagesOf(rule, example, status),
    json: compactJson(withGuidePoliciesNamed({ settings: example.settings, ...example.given }), width),
  }));

/** The findings with this verdict that a rule gives on an example. */
export const findingsOf = (rule: Rule, { given, settings }: Pick<Example, 'given' | 'settings'>, status: Status) =>
  evaluate(exampleSnapshot(given), [rule], { settings: { ...defaultSettings, ...settings } }).filter(
    (finding) => finding.status === status,
  );

function messagesOf(rule: Rule, example: Example, status: Status): readonly string[] {
  const messages = findingsOf(rule, example, status).flatMap(({ message, witness }) =>
    witness === undefined || message.includes(witness.sentence)
      ? [message]
      : [message, `Shown by: ${witness.sentence}`],
  );
  return [...new Set(messages)];
}
