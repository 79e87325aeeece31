import type { Change } from '../model/change.ts';
import type { ResourceRef } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { clip } from '../text/clip.ts';
import { type ChangeGroup, countKinds, groupChanges, isBadNews } from './change-groups.ts';
import { chatNotification } from './chat.ts';
import { fitting } from './fitting.ts';
import { unreadCalls } from './unread.ts';
import { visible } from './visible.ts';
import { counted, readableTime, resourceLabels } from './words.ts';

/** One scan's changes as people get them. */
export interface Digest {
  /** At most 99 characters, no control characters: what SNS takes as a subject. */
  readonly subject: string;
  /** Plain text for mail and phones. */
  readonly text: string;
  /** JSON for Amazon Q Developer in chat applications. */
  readonly chat: string;
}

/** SNS: "fewer than 100 characters". */
const subjectLength = 99;

/** Small enough that text (sent twice), chat and their JSON escapes stay under the 262,144 bytes of an SNS message. */
const textLength = 20_000;

const linesPerList = 10;

/** The message for people about these changes of the report's scan, worst first; there must be at least one. */
export function digest(report: Report, changes: readonly Change[]): Digest {
  const groups = groupChanges(changes);
  const subject = subjectOf(report, groups);
  return {
    subject,
    text: textOf(report, changes, groups),
    chat: JSON.stringify(chatNotification(report, subject, groups)),
  };
}

function subjectOf({ scan }: Report, groups: readonly ChangeGroup[]): string {
  const worst = groups.find(({ kind }) => isBadNews(kind))?.severity;
  const detail = worst === undefined ? '' : `, worst ${worst}`;
  return clip(`SAML sign-in of ${scan.accountId}: ${countKinds(groups)}${detail}`, subjectLength);
}

function textOf(report: Report, changes: readonly Change[], groups: readonly ChangeGroup[]): string {
  const { scan } = report;
  const head = [
    `SAML sign-in to WorkSpaces and AppStream 2.0, account ${scan.accountId}`,
    `${counted(changes.length, 'change')}: ${countKinds(groups)}`,
  ].join('\n');
  const foot = [...unreadable(report), `Scan ${visible(scan.id)}, ${readableTime(scan.finishedAt)}`].join('\n\n');
  return [head, ...fitting(groups, textLength - head.length - foot.length, paragraph), foot].join('\n\n');
}

function paragraph(group: ChangeGroup): string {
  const { kind, severity, ruleId, resourceType, changes } = group;
  const [{ finding }] = changes;
  const message = clip(visible(finding.message), 500);
  return [
    `${severity.toUpperCase()} ${kind}: ${ruleId}`,
    ...(changes.length === 1
      ? [`${resourceLabels[resourceType]} ${place(finding.resource)}`, message]
      : [`${changes.length} × ${resourceLabels[resourceType]}, for example: ${message}`]),
    ...(isBadNews(kind) ? [`To do: ${clip(visible(finding.remediation), 500)}`] : []),
    ...(changes.length === 1 ? [] : list(changes, ({ finding }) => place(finding.resource))),
  ].join('\n');
}

const place = ({ name, region }: ResourceRef): string =>
  `${clip(visible(name), 120)}${region === 'global' ? '' : ` (${region})`}`;

function unreadable({ coverage, findings }: Report): readonly string[] {
  const calls = unreadCalls(coverage, findings);
  if (calls.length === 0) return [];
  const lines = list(calls, ({ call, outcome, regions }) => {
    const where = regions.length > 3 ? counted(regions.length, 'Region') : regions.join(', ');
    return `${call} (${outcome}): ${where}`;
  });
  return [['Could not be read, so what depends on it is unknown:', ...lines].join('\n')];
}

function list<T>(items: readonly T[], line: (item: T) => string): readonly string[] {
  const shown = items.slice(0, linesPerList).map((item) => `- ${line(item)}`);
  return items.length <= linesPerList ? shown : [...shown, `- and ${items.length - linesPerList} more`];
}
