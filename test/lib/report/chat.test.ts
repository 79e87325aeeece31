import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../lib/model/change.ts';
import { groupChanges } from '../../../lib/report/change-groups.ts';
import { chatNotification } from '../../../lib/report/chat.ts';
import { directory, finding, report, role } from '../../support/report.ts';

const opened = (changes: Parameters<typeof finding>[0]): Change => ({ kind: 'opened', finding: finding(changes) });
const notification = (changes: readonly Change[]) => chatNotification(report([]), 'title', groupChanges(changes));

describe('chatNotification', () => {
  it('is a custom notification of Amazon Q Developer in chat applications', () => {
    const changes = [
      opened({}),
      opened({ resource: role('other') }),
      opened({ ruleId: 'b-rule', severity: 'low', resource: directory('d-1') }),
    ];
    expect(notification(changes)).toStrictEqual({
      version: '1.0',
      source: 'custom',
      id: '00000000-0000-4000-8000-000000000001',
      content: {
        textType: 'client-markdown',
        title: 'title',
        description: `NEW, high
No statement of the trust policy allows sts:TagSession.
Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.
• \`desktops\`
• \`other\`
Rule: \`stream-role-allows-tag-session\`

NEW, low
No statement of the trust policy allows sts:TagSession.
Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.
• \`d-1\` in eu-central-1
Rule: \`b-rule\`

Scan \`00000000-0000-4000-8000-000000000001\`, 2026-11-21 20:09:00 UTC`,
        nextSteps: [
          'stream-role-allows-tag-session: Add sts:TagSession next to sts:AssumeRoleWithSAML.',
          'b-rule: Add sts:TagSession next to sts:AssumeRoleWithSAML.',
        ],
        keywords: ['account 111122223333', 'stream-role-allows-tag-session', 'b-rule'],
      },
      metadata: {
        summary: 'title',
        additionalContext: {
          accountId: '111122223333',
          scanId: '00000000-0000-4000-8000-000000000001',
          changes: '3 new',
        },
      },
    });
  });

  it('names five resources of a group and counts the rest', () => {
    const changes = Array.from({ length: 46 }, (_, index) => opened({ resource: role(`role-${index + 10}`) }));
    expect(notification(changes).content.description).toBe(`NEW, high
No statement of the trust policy allows sts:TagSession.
Fix: Add sts:TagSession next to sts:AssumeRoleWithSAML.
• \`role-10\`
• \`role-11\`
• \`role-12\`
• \`role-13\`
• \`role-14\`
• and 41 more: the findings topic has all changes
Rule: \`stream-role-allows-tag-session\`

Scan \`00000000-0000-4000-8000-000000000001\`, 2026-11-21 20:09:00 UTC`);
  });

  it.each([
    ['wakes nobody', '<!channel> and <@U123> and @here', '`&lt;!channel&gt;` and `&lt;@U123&gt;` and `@here`'],
    [
      'links nowhere',
      'see [this](https://evil.example) or <https://a.example|b>',
      'see `[this](https://evil.example`) or `&lt;https://a.example|b&gt;`',
    ],
    ['formats nothing', 'key saml:sub_type, *bold* ~gone~ (_em_)', 'key `saml:sub_type`, `*bold*` `~gone~` (`_em_`)'],
    ['ends no code span', 'a`b` c', "`a'b'` c"],
    ['keeps entities', 'R&D', 'R&amp;D'],
  ])('%s', (_, message, shown) => {
    const { description } = notification([opened({ message })]).content;
    expect(description.split('\n')[1]).toBe(shown);
  });

  it('escapes names the same way', () => {
    const { description } = notification([opened({ resource: role('a`<@U1>&b') })]).content;
    expect(description.split('\n')[3]).toBe("• `a'&lt;@U1&gt;&amp;b`");
  });

  it('says how many changes did not fit', () => {
    const changes = Array.from({ length: 60 }, (_, index) =>
      opened({ ruleId: `rule-${index + 10}`, message: 'x'.repeat(500) }),
    );
    const paragraphs = notification(changes).content.description.split('\n\n');
    expect(paragraphs.at(-2)).toBe('and 47 more: the findings topic has all changes.');
    expect(paragraphs).toHaveLength(13 + 2);
  });

  it('stays within every documented limit whatever the account is called like', () => {
    const word = fc.string({ unit: fc.constantFrom('<', '&', '`', '*', ' ', 'a', '😀', '\n'), maxLength: 900 });
    const change = fc
      .record({
        ruleId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
        name: word,
        message: word,
        remediation: word,
      })
      .map(({ ruleId, name, message, remediation }) => opened({ ruleId, message, remediation, resource: role(name) }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 30 }), word, (changes, title) => {
        const { content } = chatNotification(report([]), title, groupChanges(changes));
        expect(content.title.length).toBeLessThanOrEqual(250);
        expect(content.description.length).toBeLessThanOrEqual(8_000);
        expect(Math.max(...content.nextSteps.map((step) => step.length))).toBeLessThanOrEqual(350);
        expect(Math.max(...content.keywords.map((keyword) => keyword.length))).toBeLessThanOrEqual(75);
        expect([content.title, content.description, ...content.nextSteps].join('\n')).not.toMatch(
          /[<>]|&(?!amp;|lt;|gt;)/,
        );
      }),
      { numRuns: 100 },
    );
  });
});
