import type { Finding } from '../model/finding.ts';
import type { FederationPath } from '../model/path.ts';

/**
 * Says of each failing finding which sign-in paths, directories and stacks it concerns: the paths with a cause that it
 * reports; where there is none, those that its resource is on.
 */
export function withAffected(findings: readonly Finding[], paths: readonly FederationPath[]): readonly Finding[] {
  const reportedBy = new Map<string, Set<FederationPath>>();
  const through = new Map<string, Set<FederationPath>>();
  for (const path of paths) {
    for (const arn of [path.provider, path.role, path.target]) add(through, arn, path);
    for (const { causes = [] } of path.steps) {
      for (const { finding, resource } of causes) {
        add(through, resource, path);
        if (finding !== undefined) add(reportedBy, finding, path);
      }
    }
  }
  return findings.map((finding) => {
    if (finding.status !== 'fail') return finding;
    const { type, arn } = finding.resource;
    const concerned = [...(reportedBy.get(finding.id) ?? through.get(arn) ?? [])];
    const own = type === 'workspaces.directory' || type === 'appstream.stack' ? [arn] : [];
    return {
      ...finding,
      affects: {
        paths: concerned.map(({ id }) => id),
        targets: [...new Set([...own, ...concerned.map(({ target }) => target)])].toSorted(),
      },
    };
  });
}

function add(index: Map<string, Set<FederationPath>>, key: string, path: FederationPath): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([path]));
  else known.add(path);
}
