import { evaluate } from '../engine/evaluate.ts';
import type { ResourceType } from '../model/resource-types.ts';
import { resourceLabel } from '../report/words.ts';
import { exampleSnapshot } from './example.ts';
import { appliesTo } from '../rule/rule.ts';
import { defaultSettings, settingDescriptions, type Settings } from '../rule/settings.ts';
import { statements } from './statements.ts';
import { casesOf, shownCasesOf } from './cases.ts';
import type { Case, Document, Part, Section } from './document.ts';
import type { ExplainedRule } from './explanation.ts';

const text = (text: string): Part => ({ kind: 'text', text });
const list = (items: readonly string[]): Part => ({ kind: 'list', items });
const cases = (cases: readonly Case[]): Part => ({ kind: 'cases', cases });
const section = (heading: string, ...parts: readonly (Part | undefined)[]): Section => ({
  heading,
  parts: parts.filter((part) => part !== undefined),
});

/** All there is to say about a rule, worked out from the rule itself. */
export function ruleDocument(rule: ExplainedRule): Document {
  const { id, title, severity, rationale, userSees, remediation, sources, examples, cli } = rule;
  const settings = settingLines(rule);
  const decided = statementLines(rule);
  return {
    title: id,
    summary: [
      `${title}.`,
      `Severity: ${severity}. Judges: ${appliesTo(rule)
        .map((type) => judged(rule, type))
        .join('; ')}.`,
    ],
    sections: [
      section('Why it matters', text(rationale)),
      section('What users see at sign-in', text(userSees ?? 'Nothing: their sign-in works as before.')),
      section(
        'How to fix it',
        text(remediation),
        cli === undefined ? undefined : { kind: 'commands', text: cli },
        rule.console === undefined ? undefined : text(`In the console: ${rule.console}`),
      ),
      section(
        'What fails',
        text(
          'Examples are accounts of which only what matters is written down: all else is as the guides set it up, and <…> stands for a policy that is exactly theirs.',
        ),
        cases(shownCasesOf(rule, examples.fail, 'fail')),
      ),
      section('What passes', cases(shownCasesOf(rule, examples.pass, 'pass'))),
      section('When it does not apply', cases(casesOf(rule, examples.notApplicable, 'not-applicable'))),
      section('When it cannot be told', cases(casesOf(rule, examples.unknown, 'unknown'))),
      section(
        'What it reads',
        text(
          'The verdict rests on these calls, each allowed by the IAM action of its name; without one that matters it is unknown.',
        ),
        list(rule.reads.map((call) => `\`${call}\``)),
      ),
      ...(settings.length === 0 ? [] : [section('What can be configured', list(settings))]),
      ...(decided.length === 0 ? [] : [section('What it decides', list(decided))]),
      section('Sources', { kind: 'links', links: sources }),
    ],
  };
}

/** The type of resource, and which of them: "WorkSpaces directory (registered)". */
function judged({ evaluate }: ExplainedRule, type: ResourceType): string {
  const conditions = (evaluate[type]?.scope ?? []).map(({ is }) => is);
  return conditions.length === 0 ? resourceLabel(type) : `${resourceLabel(type)} (${conditions.join(', ')})`;
}

/** The settings that the rule looks at in any of its examples. */
function settingLines(rule: ExplainedRule): readonly string[] {
  const read = new Set<PropertyKey>();
  for (const { given, settings } of Object.values(rule.examples).flat()) {
    const watched = new Proxy<Settings>(
      { ...defaultSettings, ...settings },
      {
        get(target, name) {
          read.add(name);
          return Reflect.get(target, name) as unknown;
        },
      },
    );
    evaluate(exampleSnapshot(given), [rule], { settings: watched });
  }
  const presets = new Map<string, unknown>(Object.entries(defaultSettings));
  return Object.entries(settingDescriptions)
    .filter(([name]) => read.has(name))
    .map(([name, description]) => {
      const preset = presets.get(name);
      return `\`${name}\` (default: ${preset === undefined ? 'not set' : JSON.stringify(preset)}): ${description}`;
    });
}

const statementLines = ({ statements: ids }: ExplainedRule): readonly string[] =>
  statements.filter(({ id }) => ids.includes(id)).map(({ id, says, where }) => `${id}: ${says} (${where})`);
