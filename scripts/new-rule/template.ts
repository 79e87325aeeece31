import type { ResourceType } from '../../lib/model/resource-types.ts';

export interface NewFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** What rules of a group usually judge, and how the judgement names it. */
const subjects: Readonly<Record<string, { readonly type: ResourceType; readonly name: string }>> = {
  appstream: { type: 'appstream.stack', name: 'stack' },
  permission: { type: 'iam.role', name: 'streamRole' },
  provider: { type: 'iam.saml-provider', name: 'provider' },
  role: { type: 'iam.role', name: 'streamRole' },
  workspaces: { type: 'workspaces.directory', name: 'directory' },
};

/** The group of the rules whose ids begin most like this one; `undefined` where none begins like it. */
export function groupOf(
  id: string,
  rules: readonly { readonly id: string; readonly group: string }[],
): string | undefined {
  const words = id.split('-');
  const alike = (other: string): number => {
    const theirs = other.split('-');
    const differs = words.findIndex((word, index) => word !== theirs[index]);
    return differs === -1 ? words.length : differs;
  };
  const nearest = rules.toSorted((a, b) => alike(b.id) - alike(a.id)).at(0);
  return nearest === undefined || alike(nearest.id) === 0 ? undefined : nearest.group;
}

/** A rule that compiles and says of every resource that it was not written yet, so that its own examples fail. */
export function newRule(id: string, group: string): readonly NewFile[] {
  const { type, name } = subjects[group] ?? { type: 'account', name: 'account' };
  return [
    {
      path: `rules/${group}/${id}.ts`,
      text: `import type { Subjects } from '../../lib/rule/rule.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: '${id}',
  title: 'The compliant condition, as a sentence without a full stop',
  severity: 'medium',
  effect: 'advice',
  sources: [workspacesGuide('Step 1')],
  statements: [],
  reads: [],
  remediation: 'What to do, in one sentence.',
  evaluate: { '${type}': { scope: [], judge } },
});

function judge(${name}: Subjects['${type}']): Verdict {
  return unknown(\`\${JSON.stringify(${name}).length} characters were read, and no judgement is written.\`);
}
`,
    },
    {
      path: `rules/${group}/${id}.explain.ts`,
      text: `import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale: 'Why it matters: what goes wrong, and for which users.',
  cli: 'aws iam get-role --role-name ROLE',
  console: 'IAM → Roles → the role.',
  examples: {
    pass: [{ name: 'as the guide sets it up', says: '', given: {} }],
    fail: [{ name: 'with the fault', severity: 'medium', says: '', given: {} }],
    notApplicable: [{ name: 'out of scope', says: '', given: {} }],
    unknown: [{ name: 'not read', says: '', given: { unread: ['iam:ListSAMLProviders'] } }],
  },
});
`,
    },
  ];
}
