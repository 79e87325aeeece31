import type { Case, Document, Part } from './document.ts';

/** A document as GitHub-flavoured Markdown; examples are folded, their names and messages stay in sight. */
export function asMarkdown({ title, summary, sections }: Document): string {
  const blocks = [
    `# ${prose(title)}`,
    summary.map(prose).join('\n\n'),
    ...sections.flatMap(({ heading, parts }) => [`## ${prose(heading)}`, ...parts.map(blockOf)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function blockOf(part: Part): string {
  switch (part.kind) {
    case 'text':
      return withCode(part.text);
    case 'list':
      return part.items.map((item) => `- ${withCode(item)}`).join('\n');
    case 'commands':
      return fenced('sh', part.text);
    case 'links':
      return part.links.map(({ title, url }) => `- [${prose(title)}](${url})`).join('\n');
    case 'cases':
      return part.cases.every(({ json }) => json === undefined)
        ? part.cases
            .map(({ name, messages }) => `- ${[`**${prose(name)}**`, ...messages.map(prose)].join('\\\n  ')}`)
            .join('\n')
        : part.cases.map(folded).join('\n\n');
  }
}

/** Name and messages stay in sight, the example itself opens on a click. */
const folded = ({ name, messages, json = '' }: Case): string =>
  [
    `<details><summary>${[`<b>${html(name)}</b>`, ...messages.map(html)].join('<br>')}</summary>`,
    fenced('json', json),
    '</details>',
  ].join('\n\n');

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** Text whose pieces between backticks are code, and nothing else is markup. */
export const withCode = (text: string): string =>
  text
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? `\`${piece}\`` : prose(piece)))
    .join('');

/** Text in which nothing is markup. */
const prose = (text: string): string => text.replaceAll(/[\\`*_[\]<>|~&]/gu, String.raw`\$&`);

const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
