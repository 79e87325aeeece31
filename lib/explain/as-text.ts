import type { Page } from '../report/page.ts';
import { wrap } from '../report/wrap.ts';
import type { Case, Document, Part } from './document.ts';

/** A document for a terminal. Commands and JSON keep their own lines, so that they can be copied. */
export function asText({ title, summary, sections }: Document, page: Page): string {
  const blocks = [
    [page.paint('title', title), ...summary.flatMap((line) => wrap(line, page.width))],
    ...sections.map(({ heading, parts }) => [
      page.paint('title', heading),
      ...parts.flatMap((part) => linesOf(part, page)),
    ]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function linesOf(part: Part, page: Page): readonly string[] {
  switch (part.kind) {
    case 'text':
      return wrap(plain(part.text), page.width, '  ');
    case 'list':
      return part.items.flatMap((item) => wrap(plain(item), page.width, '  - '));
    case 'commands':
      return verbatim(part.text, '    ');
    case 'links':
      return part.links.flatMap(({ title, url }) => [...wrap(title, page.width, '  - '), `    ${url}`]);
    case 'cases':
      return part.cases.flatMap((example) => caseLines(example, page));
  }
}

const caseLines = ({ name, messages, json }: Case, { width, paint }: Page): readonly string[] => [
  ...wrap(name, width, '  - '),
  ...messages.flatMap((message) => wrap(message, width, '      ')),
  ...(json === undefined ? [] : verbatim(json, '      ')).map((line) => paint('muted', line)),
];

const plain = (text: string): string => text.replaceAll('`', '');

const verbatim = (text: string, indent: string): readonly string[] => text.split('\n').map((line) => indent + line);
