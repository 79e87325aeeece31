import { severities, type Finding, type ResourceRef, type Severity } from '../model/finding.ts';
import type { ResourceType } from '../model/resource-types.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { accountOf, type Account } from '../federation/account.ts';
import { appliesTo, type Rule } from '../rule/rule.ts';
import { outOfScope } from '../rule/scope.ts';
import { defaultSettings, type Settings } from '../rule/settings.ts';
import { Unread, unknown, unread, type Verdict } from '../rule/verdict.ts';
import { linkConsequences, type Evaluated } from './consequences.ts';
import { listSubjects } from './subjects.ts';

export interface EvaluateOptions {
  readonly settings?: Settings;
  /** By rule id, the severity of all that the rule finds, whatever it would say itself. */
  readonly severities?: Readonly<Record<string, Severity>>;
  /** Told of a rule that threw: the verdict is unknown, and somebody should know. */
  readonly onRuleError?: (rule: Rule, resource: ResourceRef, error: unknown) => void;
}

/**
 * Judges a snapshot: every rule against every resource of its type. Pure; the same snapshot gives the same findings in
 * the same order (severity, rule id, resource ARN).
 *
 * Where the resources of a type could not be listed, each rule for them gives one unknown finding that stands for all.
 */
export const evaluate = (
  snapshot: Snapshot,
  rules: readonly Rule[],
  options: EvaluateOptions = {},
): readonly Finding[] => evaluateAccount(accountOf(snapshot), rules, options);

/** As `evaluate`, where more is asked of the account than findings: what was derived for one serves the other. */
export function evaluateAccount(
  account: Account,
  rules: readonly Rule[],
  options: EvaluateOptions = {},
): readonly Finding[] {
  const evaluated = rules.flatMap((rule) =>
    appliesTo(rule).flatMap((type) => judge(rule, type, rule.evaluate[type], account, options)),
  );
  return linkConsequences(evaluated).toSorted(compareFindings);
}

function judge<K extends ResourceType>(
  rule: Rule,
  type: K,
  evaluate: Rule['evaluate'][K],
  account: Account,
  options: EvaluateOptions,
): Evaluated[] {
  if (evaluate === undefined) return [];
  const { subjects, unlisted } = listSubjects(type, account);
  const settings = options.settings ?? defaultSettings;
  const severity = options.severities?.[rule.id];
  const judged = subjects.map(({ value, resource }) => {
    try {
      const verdict = outOfScope(evaluate.scope, value) ?? evaluate.judge(value, account, settings);
      return finding(rule, account, resource, verdict, severity);
    } catch (error) {
      if (error instanceof Unread) return finding(rule, account, resource, unread(error.fact), severity);
      options.onRuleError?.(rule, resource, error);
      return finding(
        rule,
        account,
        resource,
        unknown('This rule failed on the resource; that is a fault of the tool, please report it.'),
        severity,
      );
    }
  });
  const blind = unlisted.map(({ resource, fact }) => finding(rule, account, resource, unread(fact), severity));
  return [...judged, ...blind];
}

function finding(
  rule: Rule,
  account: Account,
  resource: ResourceRef,
  verdict: Verdict,
  severity: Severity | undefined,
): Evaluated {
  const gap = verdict.status === 'unknown' ? verdict.unread : undefined;
  const failure = verdict.status === 'fail' ? verdict : undefined;
  const finding: Finding = {
    id: `${account.id}/${rule.id}/${resource.arn}`,
    ruleId: rule.id,
    status: verdict.status,
    severity: severity ?? failure?.severity ?? rule.severity,
    resource,
    message: verdict.message,
    evidence: 'evidence' in verdict ? verdict.evidence : [],
    ...(failure === undefined ? {} : consequences(rule, failure)),
    ...(gap === undefined
      ? {}
      : { unread: { call: gap.call, region: gap.region, reason: gap.reason, action: gap.call } }),
    remediation: failure?.remediation ?? rule.remediation,
    sources: rule.sources.map(({ title, url }) => `${title}: ${url}`),
  };
  return failure?.because === undefined ? { finding } : { finding, because: failure.because };
}

/** What only failures have: the verdict's own word, else the rule's. */
function consequences(rule: Rule, failure: Failure): Partial<Finding> {
  const { otherCauses, witness, statement, suggestion, userSees = rule.userSees } = failure;
  return {
    effect: failure.effect ?? rule.effect,
    cause: failure.cause ?? { kind: rule.id, parameters: {} },
    ...(otherCauses === undefined || otherCauses.length === 0 ? {} : { otherCauses }),
    ...(statement === undefined ? {} : { statement }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(userSees === undefined ? {} : { userSees }),
    ...(witness === undefined ? {} : { witness }),
  };
}

type Failure = Extract<Verdict, { status: 'fail' }>;

const compareFindings = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compareText(a.ruleId, b.ruleId) ||
  compareText(a.resource.arn, b.resource.arn);

/** By code unit: the same everywhere, whatever the locale. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
