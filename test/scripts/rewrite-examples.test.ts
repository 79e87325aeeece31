import { describe, expect, it } from 'vitest';
import { rewrite } from '../../scripts/examples/rewrite.ts';
import { format } from '../../scripts/generate/format.ts';

const explanation = (pass: string, fail: string): string =>
  `export default defineExplanation({
  rationale: 'Because.',
  examples: {
    pass: [${pass}],
    fail: [${fail}],
    notApplicable: [],
    unknown: [],
  },
});
`;

const formatted = (text: string): string => format('rules/role/some-rule.explain.ts', text);

describe('examples', () => {
  it('get what the rule says, in place of what stood there', () => {
    const before = explanation(
      "{ name: 'fine', given: {} }",
      "{ name: 'broken', says: 'Once.', witness: 'an old one', given: { roles: [] }, settings },\n{ name: 'worse', given: {} }",
    );
    const after = rewrite(before, (kind, name) =>
      kind === 'pass'
        ? { says: "It's fine." }
        : { severity: 'high', says: `The ${name} one.`, ...(name === 'worse' ? { witness: 'a new one' } : {}) },
    );
    expect(formatted(after)).toBe(
      formatted(
        explanation(
          `{ name: 'fine', says: "It's fine.", given: {} }`,
          `{ name: 'broken', severity: 'high', says: 'The broken one.', given: { roles: [] }, settings },
           { name: 'worse', severity: 'high', says: 'The worse one.', witness: 'a new one', given: {} }`,
        ),
      ),
    );
  });

  it('stay as they are when it says the same, or nothing', () => {
    const before = formatted(explanation("{ name: 'fine', says: ['One.', 'Two.'], given: {} }", ''));
    expect(formatted(rewrite(before, () => ({ says: ['One.', 'Two.'] })))).toBe(before);
    expect(rewrite(before, () => undefined)).toBe(before);
  });

  it('need a name that is written out', () => {
    expect(() => rewrite(explanation('{ name: call(), given: {} }', ''), () => undefined)).toThrow(
      'The name of an example is a string, written out.',
    );
  });
});
