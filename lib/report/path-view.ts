import type { FederationPath, PathStatus, PathStep, StepName } from '../model/path.ts';
import type { Problem } from '../model/problem.ts';

/** A sign-in path as reports show it. */
export interface PathView {
  readonly provider: string;
  readonly role: string;
  readonly target: string;
  /** ARN of the target. */
  readonly targetArn: string;
  readonly region: string;
  readonly status: PathStatus;
  /** Recorded sign-ins through its provider with its role; absent: none, or no records. */
  readonly inUse?: { readonly signIns: number; readonly last: string };
  /** Numbers of the problems on it. */
  readonly problems: readonly number[];
  /** What stops or limits it, or could not be determined, step by step. */
  readonly reasons: readonly { readonly step: string; readonly text: string; readonly userSees?: string }[];
}

/** As reports list them: what users notice first. */
export const displayOrder = [
  'blocked',
  'works-unsafe',
  'unknown',
  'limited',
  'works',
] as const satisfies readonly PathStatus[];

export const pathLabels: Readonly<Record<PathStatus, string>> = {
  blocked: 'BLOCKED',
  unknown: 'UNKNOWN',
  'works-unsafe': 'EXPOSED',
  limited: 'LIMITED',
  works: 'WORKS',
};

/** The paths of a report, worst first, with the numbers of their problems. */
export function pathViews(paths: readonly FederationPath[], problems: readonly Problem[]): readonly PathView[] {
  const numbers = new Map<string, number[]>();
  for (const { number, paths: ids } of problems)
    for (const id of ids) numbers.set(id, [...(numbers.get(id) ?? []), number]);
  const views = paths.map((path): PathView => ({
    provider: last(path.provider),
    role: last(path.role),
    target: last(path.target),
    targetArn: path.target,
    region: path.region,
    status: path.status,
    ...(path.inUse === undefined ? {} : { inUse: path.inUse }),
    problems: numbers.get(path.id) ?? [],
    reasons: path.steps.flatMap(reasonsOf),
  }));
  return displayOrder.flatMap((status) => views.filter((view) => view.status === status));
}

const stepLabels: Readonly<Record<StepName, string>> = {
  start: 'Start',
  assertion: 'SAML provider',
  role: 'Sign-in',
  permission: 'Permission',
  target: 'Target',
  network: 'Network',
  session: 'Session',
};

/** Causes first; what an unread call left open is said as such, never as a cause of its own. */
function reasonsOf({ step: name, causes = [], uncertainties = [], rules = [] }: PathStep): PathView['reasons'] {
  const step = stepLabels[name];
  return [
    ...causes.map(({ message, userSees }) => ({
      step,
      text: message,
      ...(userSees === undefined ? {} : { userSees }),
    })),
    ...uncertainties.map(({ message, call, region, reason }) => ({
      step,
      text: call === undefined ? message : `not checked: ${call} (${reason}, ${region})`,
    })),
    ...(rules.length === 0 ? [] : [{ step, text: `failed: ${rules.join(', ')}` }]),
  ];
}

/** What comes last in an ARN: the name that people know. */
export const last = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
