import { layers, pureLayers } from '../layers.ts';
import { filled } from './filled.ts';
import type { Generated } from './generated.ts';
import { table } from './table.ts';

/** The table of layers in docs/architecture.md: what lint holds, in its own words. */
export async function layerTable(root: URL): Promise<readonly Generated[]> {
  const rows = layers.map(({ files, why }) => [`\`${files}\``, inTable(why)] as const);
  const pure = pureLayers.map((files) => `\`${files}\``).join(', ');
  const text = [
    table([['Files', 'What they are, and what they can import'], ...rows]),
    `Pure, so that the same arguments always give the same answer: ${pure}.`,
  ].join('\n\n');
  return [
    await filled(root, 'docs/architecture.md', [
      { between: ['<!-- layers: written by npm run generate -->', '<!-- end of layers -->'], text: `\n${text}\n` },
    ]),
  ];
}

const inTable = (text: string): string => text.replaceAll('|', String.raw`\|`);
