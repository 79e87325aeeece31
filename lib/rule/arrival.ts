import type { Account } from '../federation/account.ts';
import type { FederationPath } from '../model/path.ts';
import { fail, list, need, pass, unknown, type Verdict } from './verdict.ts';

/**
 * Whether any way of the federation map reaches a directory or stack from end to end.
 * @throws {Unread} when none is known to, and a policy that could not be read may
 */
export function judgeArrival(target: string, called: string, account: Account): Verdict {
  const paths = (need(account.paths()) ?? []).filter((path) => path.target === target);
  const working = paths.find(({ status }) => status === 'works');
  if (working !== undefined) {
    return pass(`Role ${nameOf(working.role)} reaches it through ${nameOf(working.provider)}.`, {
      path: 'paths',
      actual: working.role,
    });
  }
  const doubt = paths.find(({ status }) => status === 'unknown');
  if (doubt !== undefined) {
    return unknown(
      `Whether role ${nameOf(doubt.role)} reaches ${called} cannot be told: ${causeOf(doubt, 'unknown')}.`,
    );
  }
  // A policy that nobody could read leads nowhere on the map, and may lead here.
  for (const { scope, policies } of list(account.streamRoles)) if (scope !== 'no-saml') need(policies);
  const [first] = paths;
  const actual =
    first === undefined
      ? 'no streaming role names or covers it'
      : `role ${nameOf(first.role)}: ${causeOf(first, 'blocked')}`;
  return fail(`No SAML user reaches ${called}: ${actual}.`, [
    { path: 'paths', actual, expected: 'a role that works from provider to target' },
  ]);
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const causeOf = ({ steps }: FederationPath, status: 'blocked' | 'unknown'): string =>
  steps.find((step) => step.status === status)?.cause?.replace(/[.\s]+$/, '') ?? status;
