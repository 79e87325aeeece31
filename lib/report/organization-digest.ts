import type { Change } from '../model/change.ts';
import type { KnownAccount, OrganizationReport } from '../model/organization.ts';
import { clip } from '../text/clip.ts';
import { type ChangeGroup, countKinds, groupChanges, isBadNews } from './change-groups.ts';
import type { ChatNotification } from './chat.ts';
import type { Digest } from './digest.ts';
import { visible } from './visible.ts';
import { changeLabels, counted, resourceLabel } from './words.ts';
import { organizationText } from './organization-text.ts';
import { accountLabel, few } from './organization-words.ts';

/** The changes of one account. */
interface AccountChanges {
  readonly account: KnownAccount;
  readonly changes: readonly Change[];
}

export interface OrganizationDigestOptions {
  /** The same for the same digest, however often it is sent. */
  readonly id: string;
  readonly report: OrganizationReport;
  readonly changed: readonly AccountChanges[];
}

/** SNS: "fewer than 100 characters" for a subject; a message has 262,144 bytes, and this text is in it twice. */
const limits = { subject: 99, text: 20_000, chat: 7_500, groups: 20, perList: 10 };

/** One message for people about a run over an organization: what changed where, and how things are. */
export function organizationDigest({ id, report, changed }: OrganizationDigestOptions): Digest {
  const groups = groupChanges(changed.flatMap(({ changes }) => changes));
  const { incomplete } = report.summary;
  const worst = groups.find(({ kind }) => isBadNews(kind))?.severity;
  const detail = [
    groups.length === 0 ? 'no changes' : countKinds(groups),
    ...(incomplete > 0 ? [`${counted(incomplete, 'account')} incomplete`] : []),
  ].join(', ');
  const subject = `[euc-saml-audit] organization: ${detail}${worst === undefined ? '' : ` (highest: ${worst})`}`;
  const whereOf = accountsBy(changed);
  const text = [
    `CHANGES since the last run: ${groups.length === 0 ? 'none' : countKinds(groups)}`,
    ...groups.slice(0, limits.groups).map((group) => groupText(group, whereOf)),
    ...(groups.length > limits.groups ? [`and ${groups.length - limits.groups} more groups of changes`] : []),
    '',
    organizationText(report, { limit: limits.perList }),
    `Message ${id.slice(0, 12)}`,
  ].join('\n');
  return {
    subject: clip(subject, limits.subject),
    text: clip(text, limits.text),
    chat: JSON.stringify(chatOf(id, report, clip(subject, 250), text)),
  };
}

const accountsBy =
  (changed: readonly AccountChanges[]) =>
  (change: Change): KnownAccount | undefined =>
    changed.find(({ changes }) => changes.includes(change))?.account;

function groupText(
  { kind, severity, ruleId, resourceType, changes }: ChangeGroup,
  accountOf: (change: Change) => KnownAccount | undefined,
): string {
  const accounts = [...new Set(changes.flatMap((change) => accountOf(change) ?? []))];
  const names = few(changes, 5, ({ finding }) => clip(visible(finding.resource.name), 80));
  return [
    `${changeLabels[kind].toUpperCase()}, ${severity}: ${ruleId}`,
    `  ${changes.length} × ${resourceLabel(resourceType)} in ${few(accounts, 5, accountLabel)}: ${names}`,
    `  ${clip(visible(changes[0].finding.message), 300)}`,
  ].join('\n');
}

/** A code block: neither Slack nor Teams reads markup, mentions or links in it. */
function chatOf(id: string, report: OrganizationReport, title: string, text: string): ChatNotification {
  const inert = clip(text, limits.chat)
    .replaceAll('`', "'")
    .replaceAll('&', '+')
    .replaceAll('<', '(')
    .replaceAll('>', ')');
  return {
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title,
      description: `\`\`\`\n${inert}\n\`\`\``,
      nextSteps: report.problems.slice(0, 3).map(({ fix }) => clip(visible(fix).replaceAll(/[<>&`]/g, ' '), 350)),
      keywords: ['organization'],
    },
    metadata: { summary: title, additionalContext: { runId: report.runId } },
  };
}
