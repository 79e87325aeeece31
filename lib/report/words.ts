import type { ChangeKind } from '../model/change.ts';
import { severities } from '../model/finding.ts';
import type { Severity } from '../model/finding.ts';
import { resourceKinds, type ResourceType } from '../model/resource-types.ts';

/** What people call each type of resource. */
export const resourceLabel = (type: ResourceType): string => resourceKinds[type].label;

/** What people call each kind of change; docs/history.md says what each means. */
export const changeLabels: Readonly<Record<ChangeKind, string>> = {
  opened: 'New',
  reopened: 'New again',
  worsened: 'Severity increased',
  'lost-sight': 'No longer verifiable',
  regained: 'Verified again',
  eased: 'Severity decreased',
  resolved: 'Fixed',
  gone: 'No longer in scope',
  accepted: 'Risk accepted',
};

/** `1 finding`, `2 findings`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `2 high, 1 low`, worst first, zeros left out; the empty string when all are zero. */
export const severityCounts = (counts: Readonly<Record<Severity, number>>): string =>
  severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
    .join(', ');

/** `2026-11-21T20:08:11.123Z` → `2026-11-21 20:08:11 UTC`. */
export const readableTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

/** `2026-11-21T20:08:11.123Z` → `2026-11-21 20:08 UTC`. */
export const readableMinute = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

const serviceLabels: Readonly<Record<string, string>> = {
  workspaces: 'WorkSpaces',
  appstream: 'AppStream',
  ds: 'Directory Service',
  'acm-pca': 'AWS Private CA',
};

/** What people call a service, from its IAM prefix. */
export const serviceLabel = (prefix: string): string => serviceLabels[prefix] ?? prefix;
