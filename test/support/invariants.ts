import { assess } from '../../lib/engine/assess.ts';
import { accountOf } from '../../lib/federation/account.ts';
import type { Finding } from '../../lib/model/finding.ts';
import type { FederationPath } from '../../lib/model/path.ts';
import type { Snapshot } from '../../lib/model/snapshot.ts';
import { rules } from '../../rules/index.ts';

/**
 * What must hold of every account, whatever is wrong with it (the sign-in path is the one truth): empty, or a sentence
 * for each contradiction between findings, sign-in paths and problems.
 */
export function contradictions(snapshot: Snapshot): readonly string[] {
  const { findings, paths, problems, advice } = assess(accountOf(snapshot), rules);
  const failing = findings.filter(({ status }) => status === 'fail');
  return [
    ...paths.flatMap((path) => lockOutOnOpenPath(path, failing)),
    ...paths.flatMap(blockedWithoutFinding),
    ...findings.flatMap((finding) => disagreesWithMap(finding, paths)),
    ...notCountedOnce(failing, [...problems, ...advice]),
    ...danglingConsequence(failing),
  ];
}

const passes = new Set(['works', 'works-unsafe', 'limited']);

/** A provider, directory or stack that locks users out cannot be on a path that works. */
const lockOutOnOpenPath = ({ id, status, provider, target }: FederationPath, failing: readonly Finding[]): string[] =>
  passes.has(status)
    ? failing
        .filter(({ effect, resource: { arn } }) => effect === 'locked-out' && (arn === provider || arn === target))
        .map(({ ruleId }) => `path ${id} is ${status}, and ${ruleId} says that its users are locked out`)
    : [];

const blockedWithoutFinding = ({ id, status, steps }: FederationPath): string[] => {
  const causes = steps.filter((step) => step.status === 'blocked').flatMap((step) => step.causes ?? []);
  if (status !== 'blocked' || causes.some(({ finding }) => finding !== undefined)) return [];
  return [`path ${id} is blocked by ${causes.map(({ cause }) => cause.kind).join(', ')}, which no finding reports`];
};

const servedBy = /-served-by-stream-role$/;

/** The rule passes exactly where a path leads from end to end. */
function disagreesWithMap(
  { ruleId, status, message, resource: { arn } }: Finding,
  paths: readonly FederationPath[],
): string[] {
  // A stack can also be reached by users of the user pool, without SAML.
  if (!servedBy.test(ruleId) || status === 'not-applicable' || /user pool/.test(message)) return [];
  const reaching = paths.filter(({ target }) => target === arn);
  const open = reaching.some((path) => passes.has(path.status));
  const unknown = reaching.some((path) => path.status === 'unknown');
  const agrees = status === 'pass' ? open || unknown : status === 'unknown' ? !open : !open && !unknown;
  return agrees
    ? []
    : [
        `${ruleId} says ${status} of ${arn}, and its paths are ${reaching.map((path) => path.status).join(', ') || 'none'}`,
      ];
}

const notCountedOnce = (
  failing: readonly Finding[],
  problems: readonly { findings: readonly string[] }[],
): string[] => {
  const counted = problems.flatMap(({ findings }) => findings);
  return failing
    .filter(({ id }) => counted.filter((one) => one === id).length !== 1)
    .map(({ id }) => `finding ${id} is part of no problem, or of several`);
};

const danglingConsequence = (failing: readonly Finding[]): string[] => {
  const roots = new Map(failing.map((finding) => [finding.id, finding]));
  return failing
    .filter(({ because, remediation }) => because !== undefined && roots.get(because)?.remediation !== remediation)
    .map(({ id }) => `finding ${id} follows from another one, and does not carry its fix`);
};
