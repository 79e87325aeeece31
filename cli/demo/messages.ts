import type { Finding } from '../../lib/model/finding.ts';
import type { ChatNotification } from '../../lib/report/chat.ts';
import type { Page } from '../../lib/report/page.ts';
import { wrap } from '../../lib/report/wrap.ts';
import type { PublishedMessage } from '../../local-aws/emulators/published.ts';

/** A message of the alerts topic, as it arrives by mail (so many groups of changes) and, its beginning, in a chat channel. */
export function alertLines(
  { subject = '', message }: PublishedMessage,
  { width, paint }: Page,
  groups: number,
): string[] {
  const { email, https }: { email: string; https: string } = JSON.parse(message);
  const { content }: ChatNotification = JSON.parse(https);
  const mail = shortened(email.split('\n\n'), groups + 1, 'paragraphs').join('\n\n');
  const chat = shortened(content.description.split('\n\n'), 1, 'paragraphs').join('\n\n');
  const steps = shortened(content.nextSteps, Number.isFinite(groups) ? 1 : 5, 'steps');
  return [
    paint('title', 'Email'),
    ...indented(`Subject: ${subject}\n\n${mail}`, width),
    '',
    paint('title', 'In Slack or Microsoft Teams, through Amazon Q Developer in chat applications'),
    ...indented(`${content.title}\n\n${chat}`, width),
    '',
    ...indented(`Next steps:\n${steps.map((step) => `• ${step}`).join('\n')}`, width),
  ];
}

/** The first of some texts, and how many the demo does not show. */
export const shortened = (texts: readonly string[], most: number, what: string): readonly string[] =>
  texts.length <= most ? texts : [...texts.slice(0, most), `(demo: ${texts.length - most} more ${what} not shown)`];

/** Every message of the findings topic in one line. */
export function findingLines(messages: readonly PublishedMessage[], { paint }: Page): string[] {
  const columns = ['change', 'severity', 'ruleId'].map((name) => ({
    name,
    width: Math.max(...messages.map(({ attributes }) => attributes[name]?.length ?? 0)),
  }));
  return messages.map(({ attributes, message }) => {
    const { finding }: { finding: Finding } = JSON.parse(message);
    const cells = columns.map(({ name, width }) => (attributes[name] ?? '').padEnd(width));
    return `  ${cells.join('  ')}  ${paint('muted', finding.resource.name)}`;
  });
}

/** The first message in full. */
export function firstFinding([first]: readonly PublishedMessage[], { paint }: Page): string[] {
  if (first === undefined) return [];
  return [
    '',
    paint('title', 'The first one'),
    '  Attributes, for filter policies:',
    ...Object.entries(first.attributes).map(([name, value]) => `    ${name} = ${value}`),
    '  Body:',
    ...JSON.stringify(JSON.parse(first.message), undefined, 2)
      .split('\n')
      .map((line) => `    ${line}`),
  ];
}

const indented = (text: string, width: number): string[] =>
  text.split('\n').flatMap((line) => (line === '' ? [''] : wrap(line, width, '  ', '    ')));
