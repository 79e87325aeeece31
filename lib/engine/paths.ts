import type { Finding } from '../model/finding.ts';
import type { FederationPath, PathStep } from '../model/path.ts';
import type { Account } from '../federation/account.ts';
import { worst } from '../federation/paths.ts';

/**
 * Rules that make a step unsafe although it works, and the resource of the path that they judge. A failure of `low` or
 * less is advice and leaves the step as it is.
 */
export const safetyRules: Readonly<
  Record<PathStep['edge'], { readonly judges: 'role' | 'target'; readonly rules: readonly string[] }>
> = {
  'provider-role': {
    judges: 'role',
    rules: [
      'stream-role-requires-persistent-subject',
      'stream-role-audience-restricted',
      'stream-role-trusts-existing-provider',
      'stream-role-trusts-only-saml',
      'stream-role-trust-least-privilege',
    ],
  },
  'role-permission': {
    judges: 'role',
    rules: [
      'stream-permission-bound-to-saml-subject',
      'stream-permission-exact-action',
      'stream-permission-scoped-to-resource',
      'stream-role-permissions-least-privilege',
    ],
  },
  'permission-target': {
    judges: 'target',
    rules: [
      'workspaces-directory-login-fallback-disabled',
      'workspaces-directory-ip-restricted',
      'appstream-user-pool-disabled',
    ],
  },
};

const serious = new Set(['critical', 'high', 'medium']);

/**
 * The federation map: every way from a provider to a directory or stack, with what the findings say of its safety.
 * A step that works is "works but unsafe" when a safety rule fails on it, and unknown when one could not be judged:
 * nothing is called safe that was not looked at. Sorted by provider, role and target.
 */
export function federationMap(account: Account, findings: readonly Finding[]): readonly FederationPath[] {
  const paths = account.paths();
  if (paths.state !== 'known') return [];
  const byResource = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.status !== 'fail' && finding.status !== 'unknown') continue;
    const list = byResource.get(finding.resource.arn) ?? [];
    list.push(finding);
    byResource.set(finding.resource.arn, list);
  }
  return paths.value.map((path) => judged(path, byResource)).toSorted(byNames);
}

function judged(path: FederationPath, byResource: ReadonlyMap<string, readonly Finding[]>): FederationPath {
  const judge = (step: PathStep): PathStep => {
    if (step.status !== 'works') return step;
    const { judges, rules } = safetyRules[step.edge];
    const about = (byResource.get(judges === 'role' ? path.role : path.target) ?? []).filter(({ ruleId }) =>
      rules.includes(ruleId),
    );
    const failed = about
      .filter(({ status, severity }) => status === 'fail' && serious.has(severity))
      .map(({ ruleId }) => ruleId);
    if (failed.length > 0) return { ...step, status: 'works-unsafe', rules: [...new Set(failed)].toSorted() };
    const doubt = about.find(({ status }) => status === 'unknown');
    if (doubt === undefined) return step;
    return {
      ...step,
      status: 'unknown',
      cause: doubt.message,
      ...(doubt.unread === undefined ? {} : { call: doubt.unread.call }),
    };
  };
  const [entry, permission, arrival] = path.steps;
  const steps = [judge(entry), judge(permission), judge(arrival)] as const;
  return { ...path, steps, status: worst(steps) };
}

const byNames = (a: FederationPath, b: FederationPath): number => {
  const [left, right] = [a, b].map(({ provider, role, target }) => `${provider} ${role} ${target}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
};
