import { allCalls, requiredActions, roleActions, type Call } from '../../lib/collect/calls.ts';
import type { Kept, KeptMembers } from '../../lib/collect/kept.ts';
import { filled } from './filled.ts';
import type { Generated } from './generated.ts';
import { table } from './table.ts';

const markers = (name: string): readonly [string, string] => [
  `# <${name}: written by npm run generate>`,
  `# </${name}>`,
];
const comments = (name: string): readonly [string, string] => [
  `<!-- ${name}: written by npm run generate -->`,
  `<!-- end of ${name} -->`,
];

/** What follows from the table of calls outside of the code: the script and the document about exports, permissions. */
export const callTables = async (root: URL): Promise<readonly Generated[]> => [
  await filled(root, 'scripts/make-export.sh', [
    { between: markers('kept'), text: keptForScript() },
    { between: markers('calls'), text: saves((call) => call.perResource === undefined, '  ') },
    { between: markers('calls for each stack'), text: saves((call) => call.perResource?.each === 'stack', '    ') },
  ]),
  await filled(root, 'docs/export.md', [
    { between: comments('files'), text: `\n${table([['File', 'Command that prints it'], ...allCalls.map(row)])}\n` },
    { between: comments('kept'), text: `\n${keptForDocument()}\n` },
  ]),
  await filled(root, 'infrastructure/statements.yml', [
    { between: markers('actions'), text: listed(requiredActions, 4) },
  ]),
  await filled(root, 'infrastructure/member-accounts/audit-role.yml', [
    { between: markers('actions'), text: listed([...requiredActions, ...roleActions].toSorted(), 18) },
  ]),
];

/** As a list of YAML, this far in. */
const listed = (items: readonly string[], indent: number): string =>
  items.map((item) => `${' '.repeat(indent)}- ${item}`).join('\n');

/** Lines of the script that save the answers of Regional calls; those of IAM and AWS Private CA are written by hand. */
const saves = (isAmong: (call: Call) => boolean, indent: string): string =>
  allCalls
    .filter((call) => call.scope === 'region' && call.service !== 'acm-pca' && isAmong(call))
    .map(({ service, command, perResource, cli }) => {
      const name = perResource === undefined ? '' : '.$stack';
      const options = [perResource === undefined ? undefined : '--stack-name "$stack"', cli?.options]
        .filter((option) => option !== undefined)
        .map((option) => ` ${option}`)
        .join('');
      return `${indent}save "$r/${service}.${command}${name}" ${service} ${command}${options} "\${in[@]}"`;
    })
    .join('\n');

function row(call: Call): readonly [string, string] {
  const { service, command, scope, perResource, cli } = call;
  const folder = scope === 'global' ? 'global' : 'REGION';
  const resource = perResource === undefined ? '' : `.${perResource.file}`;
  const file = service === 'sts' ? 'account.json' : `${folder}/${service}.${command}${resource}.json`;
  const options = [perResource?.option, cli?.options].flatMap((option) => (option === undefined ? [] : ` ${option}`));
  const each = perResource === undefined ? '' : `, for each ${perResource.each}`;
  const notes = [cli?.onePage === true ? ' (pages)' : '', cli?.note === undefined ? '' : ` (${cli.note})`];
  return [`\`${file}\``, `\`aws ${service} ${command}${options.join('')}\`${each}${notes.join('')}`];
}

const keptForScript = (): string =>
  `kept='{\n${allCalls
    .map(({ service, command, keeps }) => `  ${JSON.stringify(`${service} ${command}`)}: ${JSON.stringify(keeps)}`)
    .join(',\n')}\n}'`;

const keptForDocument = (): string =>
  allCalls.map(({ service, command, keeps }) => `- \`${service} ${command}\`: ${namesOf(keeps)}`).join('\n');

function namesOf(members: KeptMembers): string {
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
