import { type Severity, severities } from '../model/finding.ts';
import {
  type AccountProblem,
  type AccountResult,
  type OrganizationProblem,
  type OrganizationReport,
  type Plan,
  resourceCount,
} from '../model/organization.ts';

export interface ResultsOptions {
  readonly plan: Plan;
  /** What the accounts themselves put down. */
  readonly results: readonly AccountResult[];
  /** Why the engine took an account for failed, by account id: it may have ended without a word. */
  readonly failures: ReadonlyMap<string, string>;
  /** ISO 8601 UTC. */
  readonly finishedAt: string;
}

/**
 * One report over all accounts of a plan. The plan decides who is in it: an account without a result is incomplete, and
 * a result of an account that was not planned counts for nothing.
 */
export function organizationReport({ plan, results, failures, finishedAt }: ResultsOptions): OrganizationReport {
  const byAccount = new Map(results.map((result) => [result.accountId, result]));
  const accounts = plan.accounts.map(({ accountId, name, path }): AccountResult => {
    const result = byAccount.get(accountId);
    const failure = failures.get(accountId);
    if (result === undefined) {
      const why = failure ?? 'Its scan ended without a result.';
      return { accountId, name, path, outcome: 'incomplete', why, problems: [] };
    }
    return failure === undefined ? result : { ...result, outcome: 'incomplete', why: failure };
  });
  const count = (outcome: AccountResult['outcome']): number =>
    accounts.filter((account) => account.outcome === outcome).length;
  return {
    schemaVersion: '1',
    runId: plan.runId,
    startedAt: plan.startedAt,
    finishedAt,
    accounts: accounts.toSorted(
      (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || (a.accountId < b.accountId ? -1 : 1),
    ),
    leftOut: plan.leftOut,
    problems: overAccounts(accounts),
    summary: {
      scanned: count('scanned'),
      incomplete: count('incomplete'),
      left: count('left'),
      fail: failuresOf(accounts),
      unknown: accounts.reduce((sum, { summary }) => sum + (summary?.unknown ?? 0), 0),
    },
  };
}

const order: readonly AccountResult['outcome'][] = ['incomplete', 'scanned', 'left'];

function failuresOf(accounts: readonly AccountResult[]): Readonly<Record<Severity, number>> {
  const of = (severity: Severity): number =>
    accounts.reduce((sum, { summary }) => sum + (summary?.fail[severity] ?? 0), 0);
  return {
    critical: of('critical'),
    high: of('high'),
    medium: of('medium'),
    low: of('low'),
    informational: of('informational'),
  };
}

/** The same cause in several accounts is one problem: its parameters may differ in the account's own id only. */
function overAccounts(accounts: readonly AccountResult[]): readonly OrganizationProblem[] {
  const groups = Map.groupBy(
    accounts.flatMap((account) => account.problems.map((problem) => ({ account, problem }))),
    ({ account, problem }) => keyOf(problem, account.accountId),
  );
  return [...groups.values()]
    .flatMap((group): OrganizationProblem[] => {
      const [first] = group.toSorted((a, b) => rank(a.problem) - rank(b.problem));
      if (first === undefined) return [];
      const { title, effect, severity, cause, fix } = first.problem;
      return [
        {
          title,
          effect,
          severity,
          kind: cause.kind,
          fix,
          accounts: group
            .map(({ account: { accountId, name }, problem: { resources } }) => ({ accountId, name, resources }))
            .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)),
        },
      ];
    })
    .toSorted(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        resourceCount(b) - resourceCount(a) ||
        (a.title < b.title ? -1 : Number(a.title > b.title)),
    );
}

const rank = ({ severity }: AccountProblem): number => severities.indexOf(severity);

const keyOf = ({ cause: { kind, parameters } }: AccountProblem, accountId: string): string =>
  JSON.stringify([kind, Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1))]).replaceAll(
    accountId,
    '*',
  );
