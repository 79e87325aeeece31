import { readFile } from 'node:fs/promises';
import { type Call, calls } from '../../lib/collect/calls.ts';
import { type Kept, kept } from '../../lib/collect/kept.ts';
import type { Generated } from './generated.ts';

/** What is kept of each answer, in the script that makes an export and in the document about exports. */
export async function keptTables(root: URL): Promise<readonly Generated[]> {
  const table = Object.values<Call>(calls).map(
    ({ service, operation, command }) => [`${service} ${command}`, kept[`${service}:${operation}`] ?? {}] as const,
  );
  const script = `kept='{\n${table.map(([name, what]) => `  ${JSON.stringify(name)}: ${JSON.stringify(what)}`).join(',\n')}\n}'`;
  const list = table.map(([name, what]) => `- \`${name}\`: ${namesOf(what)}`).join('\n');
  return [
    await filled(root, 'scripts/make-export.sh', ['# <kept: written by npm run generate>', '# </kept>'], script),
    await filled(
      root,
      'docs/export.md',
      ['<!-- kept: written by npm run generate -->', '<!-- end of kept -->'],
      `\n${list}\n`,
    ),
  ];
}

/** The file as it is, with its part between the two lines written anew. */
async function filled(
  root: URL,
  path: string,
  [start, end]: readonly [start: string, end: string],
  part: string,
): Promise<Generated> {
  const text = await readFile(new URL(path, root), 'utf8');
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`${path} has no lines "${start}" and "${end}".`);
  return { path, text: `${text.slice(0, from + start.length)}\n${part}\n${text.slice(to)}` };
}

function namesOf(members: Exclude<Kept, string>): string {
  return Object.entries(members)
    .map(([name, what]) => `\`${name}\`${suffixOf(what)}`)
    .join(', ');
}

function suffixOf(what: Kept): string {
  if (what === 'value') return '';
  if (what === 'document') return ' (as it is)';
  if (what === 'person') return ' (a pseudonym)';
  return ` (${namesOf(what)})`;
}
