import type { Exception, ExceptionNotice } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import type { FederationPath } from '../model/path.ts';
import type { Account } from '../federation/account.ts';
import type { Rule } from '../rule/rule.ts';
import { defaultSettings } from '../rule/settings.ts';
import { withAffected } from './affected.ts';
import { evaluateAccount, type EvaluateOptions } from './evaluate.ts';
import { applyExceptions } from './exceptions.ts';
import { federationMap } from './paths.ts';
import { groupProblems, type Problems } from './problems.ts';

export interface AssessOptions extends EvaluateOptions {
  /** Accepted risks, each with its place in the configuration file. */
  readonly exceptions?: readonly (readonly [index: number, exception: Exception])[];
}

/** What there is to say of an account: findings and sign-in paths that refer to each other, and problems made of both. */
export interface Assessment extends Problems {
  readonly findings: readonly Finding[];
  readonly paths: readonly FederationPath[];
  readonly notices: readonly ExceptionNotice[];
}

/** Evaluates an account. Pure: the same account, rules and options give the same assessment, byte for byte. */
export function assess(account: Account, rules: readonly Rule[], options: AssessOptions = {}): Assessment {
  const { exceptions = [], settings = defaultSettings } = options;
  const { findings: decided, notices } = applyExceptions(
    {
      findings: evaluateAccount(account, rules, options),
      accountId: account.id,
      regions: account.regions,
      ruleIds: rules.map(({ id }) => id),
      asOf: account.asOf,
    },
    exceptions,
    settings.exceptionWarningDays,
  );
  const paths = federationMap(account, decided, rules);
  const findings = withAffected(decided, paths);
  return { findings, paths, notices, ...groupProblems(account.id, findings, paths) };
}
