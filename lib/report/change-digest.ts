import type { Change } from '../model/change.ts';
import type { Occasion } from '../model/history.ts';
import { clip } from '../text/clip.ts';
import type { ChatNotification } from './chat.ts';
import type { DigestOptions } from './chat.ts';
import { type Digest, digest } from './digest.ts';
import { visible } from './visible.ts';

/** What led to the changes, and what they mean for sign-ins that worked. */
export interface Writes {
  /** Who did what and when. */
  readonly writes: readonly string[];
  /** Sign-in paths that worked before. */
  readonly blocked: readonly string[];
}

/** Together with a digest of 20,000 characters it stays under the limit of SNS. */
const limits = { line: 400, chat: 8_000 };

/** The message for people after writes to an account: who did what, and what is wrong since. */
export function changeDigest(
  occasion: Occasion,
  changes: readonly Change[],
  { writes, blocked }: Writes,
  options: DigestOptions = {},
): Digest {
  const { subject, text, chat } = digest(occasion, changes, options);
  const lines = (title: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [title, ...items.map((item) => `- ${clip(visible(item), limits.line)}`), ''];
  const head = [...lines('Checked after these writes:', writes), ...lines('Sign-in paths:', blocked)].join('\n');
  const notification: ChatNotification = JSON.parse(chat);
  const { content } = notification;
  const description = `\`\`\`\n${inert(head.trimEnd())}\n\`\`\`\n${content.description}`;
  return {
    subject,
    text: `${head}\n${text}`,
    chat: JSON.stringify({ ...notification, content: { ...content, description: clip(description, limits.chat) } }),
  };
}

/** In a code block neither Slack nor Teams reads markup; Slack's three control characters become entities. */
const inert = (text: string): string =>
  text.replaceAll('`', "'").replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
