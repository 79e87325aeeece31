import type { FederationPath } from '../model/path.ts';
import type { ChangeEvent } from './events.ts';

/** What a person should know about a change besides what is wrong now. */
export interface ChangeNote {
  /** Who did what and when, one line each. */
  readonly writes: readonly string[];
  /** Paths that worked before and do not any more, one line each. */
  readonly blocked: readonly string[];
}

const most = 10;

/**
 * @param before paths of the last scan; empty when nothing is remembered.
 * @param lastUsed by the ARN of a role, ISO 8601 UTC.
 */
export function changeNote(
  events: readonly ChangeEvent[],
  before: readonly FederationPath[],
  after: readonly FederationPath[],
  lastUsed: (roleArn: string) => string | undefined,
): ChangeNote {
  const statuses = new Map(after.map(({ id, status }) => [id, status]));
  const blocked = before
    .filter(({ id, status }) => works.has(status) && statuses.has(id) && !works.has(statuses.get(id) ?? ''))
    .map(({ provider, role, target, id }) => {
      const used = lastUsed(role);
      const state = statuses.get(id) === 'blocked' ? 'is blocked now' : 'can no longer be verified';
      const use = used === undefined ? '' : ` The role was last used on ${used.slice(0, 10)}.`;
      return `${lastPart(provider)} → ${lastPart(role)} → ${lastPart(target)} worked before this change and ${state}.${use}`;
    });
  return { writes: capped(unique(events.map(lineOf))), blocked: capped(blocked) };
}

const works: ReadonlySet<string> = new Set(['works', 'works-unsafe', 'limited']);

const lineOf = ({ name, at, by, region, touches }: ChangeEvent): string => {
  const names = touches.flatMap((touch) => {
    if (touch.kind === 'role') return [touch.name];
    return touch.kind === 'policy' ? [touch.arn] : (touch.resource ?? []);
  });
  const what = names.length === 0 ? name : `${name} of ${unique(names).join(', ')}`;
  return `${at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')} ${what} in ${region} by ${by}`;
};

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const unique = (lines: readonly string[]): readonly string[] => [...new Set(lines)];

const capped = (lines: readonly string[]): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most), `and ${lines.length - most} more`];
