import type { Finding } from '../model/finding.ts';
import type { FederationPath } from '../model/path.ts';

/** Says of each failing finding which sign-in paths, directories and stacks it concerns. */
export function withAffected(findings: readonly Finding[], paths: readonly FederationPath[]): readonly Finding[] {
  return findings.map((finding) => {
    if (finding.status !== 'fail') return finding;
    const concerned = paths.filter((path) => concerns(finding, path));
    const own = isTarget(finding) ? [finding.resource.arn] : [];
    return {
      ...finding,
      affects: {
        paths: concerned.map(({ id }) => id),
        targets: [...new Set([...own, ...concerned.map(({ target }) => target)])].toSorted(),
      },
    };
  });
}

const isTarget = ({ resource: { type } }: Finding): boolean =>
  type === 'workspaces.directory' || type === 'appstream.stack';

/** The finding explains a step of the path, or is about a resource on it. */
const concerns = ({ id, resource: { arn } }: Finding, { provider, role, target, steps }: FederationPath): boolean =>
  arn === provider ||
  arn === role ||
  arn === target ||
  steps.some(({ causes }) => causes?.some((cause) => cause.finding === id || cause.resource === arn) === true);
