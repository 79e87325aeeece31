import type { RuleReference } from '../model/report.ts';
import type { Severity } from '../model/finding.ts';
import { controlsOf } from './controls.ts';
import type { Rule } from './rule.ts';

/** What a report says of the rules that it was made with, by id. */
export const ruleReferences = (
  rules: readonly Rule[],
  severities: Readonly<Record<string, Severity>> = {},
): readonly RuleReference[] =>
  rules
    .map(({ id, title, severity, sources: [{ url }], statements }) => ({
      id,
      title,
      severity: severities[id] ?? severity,
      url,
      statements,
      controls: controlsOf(id),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
