import { expect, it } from 'vitest';
import { selectRules, UnknownRuleError } from '../../../lib/scan/select-rules.ts';
import { rules } from '../../../rules/index.ts';

const ids = rules.map(({ id }) => id);
const selected = (...args: [ids?: readonly string[], config?: { off: readonly string[] }]): readonly string[] =>
  selectRules(rules, ...args).map(({ id }) => id);

it('selects all that are not off, in their own order', () => {
  expect(selected()).toEqual(ids);
  expect(selected([], { off: ['stream-role-in-use'] })).toEqual(ids.filter((id) => id !== 'stream-role-in-use'));
});

it('selects what is asked for by name, off or not', () => {
  const asked = ['workspaces-region-supports-saml', 'stream-role-in-use'];
  expect(selected(asked, { off: ['stream-role-in-use'] })).toEqual(asked.toReversed());
});

it('knows no rule that does not exist', () => {
  expect(() => selected(['stream-role-in-used'])).toThrow(
    new UnknownRuleError(
      'There is no rule "stream-role-in-used". Did you mean "stream-role-in-use"? "euc-saml-audit rules" lists them all.',
    ),
  );
});
