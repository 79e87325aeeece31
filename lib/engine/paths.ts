import { causeKey } from '../model/cause-key.ts';
import type { Finding } from '../model/finding.ts';
import type { ResourceType } from '../model/resource-types.ts';
import { worstStatus, type FederationPath, type PathStep, type StepName } from '../model/path.ts';
import type { Account } from '../federation/account.ts';
import { signInPaths } from '../path/sign-in-paths.ts';
import type { Rule } from '../rule/rule.ts';

/** The step of a path that a rule is about, unless it says otherwise. */
const usualStep: Readonly<Partial<Record<ResourceType, StepName>>> = {
  'iam.saml-provider': 'assertion',
  'iam.role': 'role',
  'workspaces.directory': 'target',
  'appstream.stack': 'target',
};

/**
 * The sign-in paths of the account, with what the findings add: the finding that reports each cause, and whether a path
 * that works is safe. A step is unsafe when a finding of at least medium severity says that something is exposed there,
 * and unknown when a rule about exposure could not be evaluated: nothing is called safe that was not
 * checked. Sorted by provider, role and target.
 */
export function federationMap(
  account: Account,
  findings: readonly Finding[],
  rules: readonly Rule[],
): readonly FederationPath[] {
  const paths = signInPaths(account);
  if (paths.state !== 'known') return [];
  const reported = new Map(
    findings.flatMap(({ status, cause, otherCauses = [], resource, id }) =>
      status !== 'fail' || cause === undefined
        ? []
        : [cause, ...otherCauses].map((one) => [`${causeKey(one)} ${resource.arn}`, id] as const),
    ),
  );
  const safety = safetyByResource(findings, rules);
  return paths.value
    .map((path) => ({ ...withFindings(path, reported, safety), ...use(path, account) }))
    .toSorted(byNames);
}

/** Whether records of sign-ins show that the path is used. */
function use({ role, provider }: FederationPath, { snapshot }: Account): Pick<FederationPath, 'inUse'> {
  const signIns = snapshot.signIns?.state === 'known' ? snapshot.signIns.value : undefined;
  const admitted = (signIns?.roles[role]?.admitted ?? []).filter((one) => one.provider === provider);
  const last = admitted
    .map((one) => one.last)
    .toSorted()
    .at(-1);
  if (last === undefined) return {};
  return { inUse: { signIns: admitted.reduce((sum, { count }) => sum + count, 0), last } };
}

/** A finding that says something of the safety of one step. */
interface SafetyFinding {
  readonly step: StepName;
  readonly finding: Finding;
}

const serious = new Set(['critical', 'high', 'medium']);

function safetyByResource(
  findings: readonly Finding[],
  rules: readonly Rule[],
): ReadonlyMap<string, readonly SafetyFinding[]> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const found = new Map<string, SafetyFinding[]>();
  for (const finding of findings) {
    const rule = byId.get(finding.ruleId);
    const step = rule?.step ?? usualStep[finding.resource.type];
    if (rule === undefined || step === undefined || !concernsSafety(finding, rule)) continue;
    const { arn } = finding.resource;
    found.set(arn, [...(found.get(arn) ?? []), { step, finding }]);
  }
  return found;
}

const concernsSafety = ({ status, severity, effect, accepted }: Finding, rule: Rule): boolean =>
  status === 'unknown'
    ? rule.effect === 'exposed'
    : status === 'fail' && accepted === undefined && serious.has(severity) && effect === 'exposed';

function withFindings(
  path: FederationPath,
  reported: ReadonlyMap<string, string>,
  safety: ReadonlyMap<string, readonly SafetyFinding[]>,
): FederationPath {
  const about = [path.provider, path.role, path.target].flatMap((arn) => safety.get(arn) ?? []);
  const steps = path.steps.map((step) => {
    const causes = step.causes?.map((cause) => {
      const finding = reported.get(`${causeKey(cause.cause)} ${cause.resource}`);
      return finding === undefined ? cause : { ...cause, finding };
    });
    return withSafety(
      causes === undefined ? step : { ...step, causes },
      about.filter((one) => one.step === step.step).map(({ finding }) => finding),
    );
  });
  return { ...path, steps, status: worstStatus(steps.map(({ status }) => status)) };
}

function withSafety(step: PathStep, about: readonly Finding[]): PathStep {
  if (step.status !== 'works' && step.status !== 'limited') return step;
  const failed = about.filter(({ status }) => status === 'fail').map(({ ruleId }) => ruleId);
  if (failed.length > 0) return { ...step, status: 'works-unsafe', rules: [...new Set(failed)].toSorted() };
  const [unknown] = about;
  if (unknown === undefined) return step;
  const { message, unread } = unknown;
  return {
    ...step,
    status: 'unknown',
    uncertainties: [{ message, ...(unread === undefined ? {} : { call: unread.call, region: unread.region }) }],
  };
}

const byNames = (a: FederationPath, b: FederationPath): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
