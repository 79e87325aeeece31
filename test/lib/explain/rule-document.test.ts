import { describe, expect, it } from 'vitest';
import { calls, callName, type Call } from '../../../lib/collect/calls.ts';
import { asMarkdown } from '../../../lib/explain/as-markdown.ts';
import { asText } from '../../../lib/explain/as-text.ts';
import { ruleDocument } from '../../../lib/explain/rule-document.ts';
import { pageOf } from '../../../lib/report/page.ts';
import { defineExplanation } from '../../../lib/explain/explanation.ts';
import { guideTrustWith, guideWorkspacesPolicy } from '../../../lib/explain/example.ts';
import { defineRule } from '../../../lib/rule/rule.ts';
import { fail, need, notApplicable, pass } from '../../../lib/rule/verdict.ts';
import { explainedRules as rules } from '../../../rules/explained.ts';

const inline = { Stream: guideWorkspacesPolicy };

const rule = {
  ...defineRule({
    id: 'role-name-short',
    title: 'Role has a short name',
    severity: 'low',
    effect: 'advice',
    sources: [{ title: 'Names [draft]', url: 'https://docs.example.com/names.html' }],
    statements: ['R15'],
    reads: ['iam:GetAccountAuthorizationDetails'],
    userSees: 'A name that ends in *.',
    remediation: 'Rename it.',
    evaluate: {
      'iam.role': {
        scope: [
          {
            is: 'without a path',
            outside: ({ role }) => (role.path === '/' ? undefined : notApplicable('Roles with a path are not judged.')),
          },
        ],
        judge: ({ role }, _account, { unusedRoleDays }) => {
          need(role.tags);
          if (role.name.length < unusedRoleDays) return pass('The name is short.');
          return fail(`The name ${role.name} has ${role.name.length} characters, expected < ${unusedRoleDays}.`, [
            { path: 'RoleName', actual: role.name },
          ]);
        },
      },
    },
  }),
  ...defineExplanation({
    rationale: 'Long <names> are hard to say.',
    cli: 'aws iam one\naws iam two',
    console: 'IAM → Roles.',
    examples: {
      pass: [{ name: 'short', says: 'The name is short.', given: { roles: [{ name: 'Desk', inline }] } }],
      fail: [
        {
          name: 'long & wide',
          severity: 'low',
          says: 'The name Desktops has 8 characters, expected < 3.',
          settings: { unusedRoleDays: 3 },
          given: { roles: [{ name: 'Desktops', inline, trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }) }] },
        },
      ],
      notApplicable: [
        {
          name: 'in a path',
          says: 'Roles with a path are not judged.',
          given: { roles: [{ name: 'Desktops', path: '/x/', inline }] },
        },
      ],
      unknown: [
        { name: 'unlisted', says: 'Could not be judged.', given: { unread: ['iam:GetAccountAuthorizationDetails'] } },
      ],
    },
  }),
};

const trust = (indent: string): string[] =>
  [
    '"trust": {',
    '  "Version": "2012-10-17",',
    '  "Statement": [{',
    '    "Effect": "Allow",',
    '    "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/ExampleIdP" },',
    '    "Action": "sts:AssumeRoleWithSAML",',
    '    "Condition": { "StringEquals": { "SAML:sub_type": "persistent" } }',
    '  }]',
    '}',
  ].map((line) => indent + line);

/** The section of a rule of this name in which its failing examples stand. */
const fails = (id: string): string =>
  JSON.stringify(
    ruleDocument(rules.find((rule) => rule.id === id)!).sections.find(({ heading }) => heading === 'What fails'),
  );

describe('a rule, explained', () => {
  it('becomes a page on which nothing of a text is markup, and the messages are those of the tool', () => {
    expect(asMarkdown(ruleDocument(rule)).split('\n')).toEqual([
      '# role-name-short',
      '',
      'Role has a short name.',
      '',
      'Severity: low. Judges: IAM role (without a path).',
      '',
      '## Why it matters',
      '',
      String.raw`Long \<names\> are hard to say.`,
      '',
      '## What users see at sign-in',
      '',
      String.raw`A name that ends in \*.`,
      '',
      '## How to fix it',
      '',
      'Rename it.',
      '',
      '```sh',
      'aws iam one',
      'aws iam two',
      '```',
      '',
      'In the console: IAM → Roles.',
      '',
      '## What fails',
      '',
      String.raw`Examples are accounts of which only what matters is written down: all else is as the guides set it up, and \<…\> stands for a policy that is exactly theirs.`,
      '',
      '<details><summary><b>long &amp; wide</b><br>The name Desktops has 8 characters, expected &lt; 3.</summary>',
      '',
      '```json',
      '{',
      '  "settings": { "unusedRoleDays": 3 },',
      '  "roles": [{',
      '    "name": "Desktops",',
      '    "inline": { "Stream": "<WorkSpaces policy of the guide>" },',
      ...trust('    '),
      '  }]',
      '}',
      '```',
      '',
      '</details>',
      '',
      '## What passes',
      '',
      '<details><summary><b>short</b><br>The name is short.</summary>',
      '',
      '```json',
      '{ "roles": [{ "name": "Desk", "inline": { "Stream": "<WorkSpaces policy of the guide>" } }] }',
      '```',
      '',
      '</details>',
      '',
      '## When it does not apply',
      '',
      '- **in a path**\\',
      '  Roles with a path are not judged.',
      '',
      '## When it cannot be told',
      '',
      '- **unlisted**\\',
      '  Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
      '',
      '## What it reads',
      '',
      'The verdict rests on these calls, each allowed by the IAM action of its name; without one that matters it is unknown.',
      '',
      '- `iam:GetAccountAuthorizationDetails`',
      '',
      '## What can be configured',
      '',
      '- `unusedRoleDays` (default: 90): Days without use after which a streaming role counts as unused.',
      '',
      '## What it decides',
      '',
      '- R15: The name of the role tells its purpose. (WorkSpaces 2.11, AppStream 2.11)',
      '',
      '## Sources',
      '',
      String.raw`- [Names \[draft\]](https://docs.example.com/names.html)`,
      '',
    ]);
  });

  it('becomes text for a terminal, with commands and policies that can be copied', () => {
    const lines = asText(ruleDocument(rule), pageOf({ width: 80 })).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'role-name-short',
      'Role has a short name.',
      'Severity: low. Judges: IAM role (without a path).',
      '',
      'Why it matters',
    ]);
    expect(lines.slice(lines.indexOf('How to fix it'), lines.indexOf('What passes'))).toEqual([
      'How to fix it',
      '  Rename it.',
      '    aws iam one',
      '    aws iam two',
      '  In the console: IAM → Roles.',
      '',
      'What fails',
      '  Examples are accounts of which only what matters is written down: all else is',
      '  as the guides set it up, and <…> stands for a policy that is exactly theirs.',
      '  - long & wide',
      '      The name Desktops has 8 characters, expected < 3.',
      '      {',
      '        "settings": { "unusedRoleDays": 3 },',
      '        "roles": [{',
      '          "name": "Desktops",',
      '          "inline": { "Stream": "<WorkSpaces policy of the guide>" },',
      ...trust('          '),
      '        }]',
      '      }',
      '',
    ]);
    expect(lines.slice(-4)).toEqual(['Sources', '  - Names [draft]', '    https://docs.example.com/names.html', '']);
  });

  it('shows the sign-in that proves a fault where the message does not, and once only', () => {
    expect(fails('stream-role-allows-tag-session')).toContain('"Shown by: an assertion');
    expect(fails('stream-role-requires-persistent-subject')).not.toContain('Shown by');
  });
});

it('may say that each call is allowed by the IAM action of its name', () => {
  const asked = Object.values<Call>(calls).filter(({ service }) => service !== 'sts');
  expect(asked.map(({ actions }) => actions)).toEqual(asked.map((call) => [callName(call)]));
});
