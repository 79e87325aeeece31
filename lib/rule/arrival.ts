import type { Account } from '../federation/account.ts';
import { unreadable, type Unreadable } from '../model/fact.ts';
import type { FederationPath, PathCause, PathUncertainty } from '../model/path.ts';
import { resourcePatternMatches } from '../policy/evaluate.ts';
import { signInPaths } from '../path/sign-in-paths.ts';
import { fail, list, need, pass, unknown, type Verdict } from './verdict.ts';

/**
 * Whether any way of the federation map reaches a directory or stack from end to end.
 * @throws {Unread} when none is known to, and a policy that could not be read may
 */
export function judgeArrival(target: string, called: string, account: Account): Verdict {
  const paths = (need(signInPaths(account)) ?? []).filter((path) => path.target === target);
  const working = paths.find(({ status }) => status === 'works') ?? paths.find(({ status }) => status === 'limited');
  if (working !== undefined) {
    return pass(`Role ${nameOf(working.role)} reaches it through ${nameOf(working.provider)}.`, {
      path: 'paths',
      actual: working.role,
    });
  }
  const doubt = paths.find(({ status }) => status === 'unknown');
  if (doubt !== undefined) {
    const [reason] = doubt.steps.flatMap(({ uncertainties }) => uncertainties ?? []);
    return unknown(
      `Cannot determine whether role ${nameOf(doubt.role)} reaches ${called}: ${clause(reason?.message ?? '')}.`,
      unreadOf(reason),
    );
  }
  // A policy that could not be read leads nowhere on the map, and could lead here.
  for (const { scope, policies } of list(account.streamRoles)) if (scope !== 'no-saml') need(policies);
  const [cause = notForSaml(target, account)] = easiest(paths.length > 0 ? paths : meantPaths(target, account));
  const actual = cause === undefined ? 'no streaming role specifies or covers it' : clause(cause.message);
  return fail(
    `No SAML user reaches ${called}: ${actual}.`,
    [{ path: 'paths', actual, expected: 'a role that works from provider to target' }],
    cause === undefined ? {} : { because: { cause: cause.cause, resource: cause.resource } },
  );
}

/** The causes of the path that the fewest of them block: one fix is enough there sooner than elsewhere. */
const easiest = (paths: readonly FederationPath[]): readonly PathCause[] =>
  paths
    .map(({ steps }) => steps.flatMap(({ status, causes = [] }) => (status === 'blocked' ? causes : [])))
    .toSorted((a, b) => a.length - b.length)[0] ?? [];

/** A role that allows streaming on the target, and that no SAML sign-in can assume. */
function notForSaml(target: string, account: Account): Pick<PathCause, 'cause' | 'resource' | 'message'> | undefined {
  const found = list(account.streamRoles).find(
    ({ scope, grants }) =>
      scope === 'no-saml' &&
      grants.some(({ statement: { resources } }) =>
        resources?.patterns.some((pattern) => resourcePatternMatches(pattern, target) === true),
      ),
  );
  return found === undefined
    ? undefined
    : {
        cause: { kind: 'saml-not-allowed', parameters: {} },
        resource: found.role.arn,
        message: `role ${found.role.name} allows streaming, but its trust policy does not allow SAML sign-ins`,
      };
}

/** Paths to an ARN that does not exist, and that was probably meant for the target. */
const meantPaths = (target: string, account: Account): readonly FederationPath[] =>
  (need(signInPaths(account)) ?? []).filter(({ steps }) =>
    steps.some(({ causes = [] }) => causes.some(({ suggestion }) => suggestion === target)),
  );

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

function unreadOf(reason: PathUncertainty | undefined): Unreadable | undefined {
  if (reason?.call === undefined || reason.region === undefined || reason.reason === undefined) return undefined;
  return unreadable(reason.call, reason.region, reason.reason, reason.message);
}

const clause = (sentence: string): string => sentence.replace(/[.\s]+$/, '');
