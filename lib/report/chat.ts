import type { Occasion } from '../model/history.ts';
import { clip } from '../text/clip.ts';
import { acceptedBy } from './accepted.ts';
import { blindSpots } from './blind-spots.ts';
import { type ChangeGroup, countKinds, isBadNews, toDo } from './change-groups.ts';
import { fieldsOf, headingOf } from './change-words.ts';
import { fitting, whereTheRestIs } from './fitting.ts';
import { rulePage } from './rule-page.ts';
import { visible } from './visible.ts';
import { readableTime } from './words.ts';

export interface DigestOptions {
  /** Told to people, so that they know a digest that comes again. Default: the scan's id. */
  readonly id?: string;
  /** The URL of the folder `docs`: rules are then linked to their pages. */
  readonly docs?: string | undefined;
  /** Where the whole report is kept. */
  readonly reportUrl?: string | undefined;
}

/**
 * A custom notification of Amazon Q Developer in chat applications, which posts it to Slack or Microsoft Teams.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    /** At most 250 characters. */
    readonly title: string;
    /** At most 8,000 characters. */
    readonly description: string;
    /** At most 350 characters each. */
    readonly nextSteps: readonly string[];
    /** At most 75 characters each. */
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    readonly summary: string;
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

const limits = { title: 250, description: 8_000, nextStep: 350, keyword: 75 };
const namesPerGroup = 5;
const steps = 5;

/**
 * The groups as a chat message, worst first. Only code spans and bare links are used: Slack and Teams agree on no other
 * markup.
 */
export function chatNotification(
  occasion: Occasion,
  title: string,
  groups: readonly ChangeGroup[],
  { id, docs, reportUrl }: DigestOptions = {},
): ChatNotification {
  const { scan } = occasion;
  const foot = [
    ...unreadable(occasion),
    ...(reportUrl === undefined ? [] : [`Full report: ${code(reportUrl)}`]),
    `Scan ${code(scan.id)}, ${readableTime(scan.finishedAt)}`,
  ].join('\n\n');
  const room = limits.description - foot.length;
  return {
    version: '1.0',
    source: 'custom',
    id: id ?? scan.id,
    content: {
      textType: 'client-markdown',
      title: escaped(title, limits.title),
      description: [...fitting(groups, room, (group) => paragraph(group, scan.accountId, docs)), foot].join('\n\n'),
      nextSteps: nextSteps(groups),
      keywords: [`account ${scan.accountId}`, ...new Set(groups.map(({ ruleId }) => ruleId))]
        .slice(0, steps)
        .map((keyword) => clip(visible(keyword), limits.keyword)),
    },
    metadata: {
      summary: title,
      additionalContext: { accountId: scan.accountId, scanId: scan.id, changes: countKinds(groups) },
    },
  };
}

function paragraph(group: ChangeGroup, accountId: string, docs: string | undefined): string {
  const { ruleId, changes } = group;
  const [{ finding }] = changes;
  const names = changes.slice(0, namesPerGroup).map(({ finding: { resource } }) => {
    return `• ${code(clip(visible(resource.name), 120))}${resource.region === 'global' ? '' : ` in ${resource.region}`}`;
  });
  return [
    escaped(headingOf(group), 200),
    ...fieldsOf(group, accountId).map(([name, text]) => escaped(name === 'What' ? text : `${name}: ${text}`, 500)),
    ...names,
    ...(changes.length > namesPerGroup ? [`• and ${changes.length - namesPerGroup} more: ${whereTheRestIs}`] : []),
    ...(finding.accepted === undefined ? [] : [`Accepted ${escaped(visible(acceptedBy(finding.accepted)), 500)}`]),
    docs === undefined ? `Rule: ${code(ruleId)}` : rulePage(docs, ruleId),
  ].join('\n');
}

function unreadable(occasion: Occasion): readonly string[] {
  const spots = blindSpots(occasion);
  if (spots === undefined) return [];
  const lines = spots.calls.slice(0, namesPerGroup).map(({ call, rest }) => `• ${code(call)} ${rest}`);
  const left = spots.calls.length - lines.length;
  return [[spots.title, ...lines, ...(left > 0 ? [`• and ${left} more`] : [])].join('\n')];
}

/** What to do about the worst rules, each once. */
function nextSteps(groups: readonly ChangeGroup[]): readonly string[] {
  const byRule = new Map<string, string>();
  for (const { kind, ruleId, changes } of groups) {
    if (isBadNews(kind) && !byRule.has(ruleId)) byRule.set(ruleId, `${ruleId}: ${toDo(changes[0])}`);
  }
  return [...byRule.values()].slice(0, steps).map((step) => escaped(visible(step), limits.nextStep));
}

/**
 * Text from elsewhere as at most `length` characters of chat. Slack's three control characters become entities, which
 * takes the life out of `<@user>`, `<!channel>` and `<url|text>`; a word that could be markup, a mention or a link in
 * Slack or Teams becomes a code span, where neither reads markup.
 */
function escaped(text: string, length: number): string {
  let room = length;
  for (;;) {
    const result = clip(text, room).split(' ').map(inert).join(' ');
    if (result.length <= length) return result;
    room -= Math.ceil((result.length - length) / 6);
  }
}

/** One word; punctuation around a code span stays outside. */
function inert(word: string): string {
  const [, before = '', core = '', after = ''] = /^([("']*)(.*?)([)"'.,;:!?…]*)$/u.exec(word) ?? [];
  return /[*_~`[\]<>@#|]|:\/\//u.test(core) ? `${before}${code(core)}${after}` : entities(word);
}

const code = (text: string): string => `\`${entities(text.replaceAll('`', "'"))}\``;

const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
