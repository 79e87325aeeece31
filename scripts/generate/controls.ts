import { frameworks } from '../../lib/model/control.ts';
import { controls, frameworkSources } from '../../lib/rule/controls.ts';
import type { Rule } from '../../lib/rule/rule.ts';
import type { Generated } from './generated.ts';

/** docs/controls.md: for each control of the frameworks its rules, or why there is none. */
export function controlsPage(rules: readonly Rule[]): Generated {
  const sections = frameworks.flatMap((framework) => {
    const own = controls.filter((control) => control.framework === framework);
    if (own.length === 0) return [];
    const { title, url } = frameworkSources[framework];
    return [
      '',
      `## ${title}`,
      '',
      `Source: <${url}>`,
      '',
      '| Control | Title | Rules that support it |',
      '| --- | --- | --- |',
      ...own.map((control) => {
        const text =
          'rules' in control
            ? [control.rules.map(link).join('<br>'), control.limits ?? ''].filter((part) => part !== '').join('<br>')
            : `Not covered: ${control.notCovered}`;
        return `| ${control.id} | ${control.title} | ${text} |`;
      }),
    ];
  });
  const mapped = new Set(controls.flatMap((control) => ('rules' in control ? control.rules : [])));
  const without = rules.map(({ id }) => id).filter((id) => !mapped.has(id));
  const text = [
    '<!-- Made by scripts/generate.ts from lib/rule/controls.ts: do not edit. -->',
    '',
    '# Controls',
    '',
    'Which controls of public frameworks the rules support. A rule that passes is evidence for a control. It never shows',
    'that an account complies with it: a control asks for more than AWS settings. The mapping was made for this tool, and',
    'no publisher of a framework has reviewed it. Numbers and short titles only; read the controls at their source.',
    '',
    'HTML, CSV, OCSF, ASFF, and JSON reports carry the controls of each rule.',
    ...sections,
    '',
    '## Rules without a control',
    '',
    'These rules keep sign-in working, which is not a control of these frameworks.',
    '',
    ...without.map((id) => `- ${link(id)}`),
    '',
  ];
  return { path: 'docs/controls.md', text: text.join('\n') };
}

const link = (id: string): string => `[${id}](rules/${id}.md)`;
