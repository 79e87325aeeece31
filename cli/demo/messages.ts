import type { Finding } from '../../lib/model/finding.ts';
import type { ChatNotification } from '../../lib/report/chat.ts';
import type { Page } from '../../lib/report/page.ts';
import { wrap } from '../../lib/report/wrap.ts';
import type { PublishedMessage } from '../../local-aws/emulators/published.ts';

/** A message of the alerts topic, as it arrives by mail and (its beginning) in a chat channel. */
export function alertLines({ subject = '', message }: PublishedMessage, { width, paint }: Page): string[] {
  const { email, https }: { email: string; https: string } = JSON.parse(message);
  const { content }: ChatNotification = JSON.parse(https);
  const paragraphs = content.description.split('\n\n');
  return [
    paint('title', 'By mail'),
    ...indented(`Subject: ${subject}\n\n${email}`, width),
    '',
    paint('title', 'In Slack or Microsoft Teams, through Amazon Q Developer in chat applications'),
    ...indented(`${content.title}\n\n${paragraphs[0]}\n\n… and ${paragraphs.length - 1} more paragraphs`, width),
    '',
    ...indented(`Next steps:\n${content.nextSteps.map((step) => `• ${step}`).join('\n')}`, width),
  ];
}

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
