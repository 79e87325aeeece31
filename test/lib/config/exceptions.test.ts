import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../lib/config/parse.ts';
import { defaultConfig } from '../../../lib/config/config.ts';
import { rules } from '../../../rules/index.ts';

const ids = rules.map(({ id }) => id);
const parsed = (...exceptions: readonly unknown[]) => parseConfig(JSON.stringify({ exceptions }), 'config.json', ids);

const right = {
  rule: 'stream-role-in-use',
  resource: 'arn:aws:iam::111122223333:role/Desktops-*',
  owner: 'Desktop team',
  reason: 'Kept for the move of the Paris office.',
  expires: '2027-02-28',
};

const without = (member: keyof typeof right) =>
  Object.fromEntries(Object.entries(right).filter(([name]) => name !== member));

describe('exceptions in the configuration file', () => {
  it('are taken with their place', () => {
    const other = { ...right, resource: '*' };
    expect(parsed(right, other)).toEqual({
      ...defaultConfig,
      exceptions: [
        [0, right],
        [1, other],
      ],
    });
  });

  it.each<[string, unknown, string]>([
    [
      'a rule that does not exist',
      { ...right, rule: 'stream-role-in-us' },
      'rule: expected the id of a rule (did you mean stream-role-in-use?), got "stream-role-in-us"',
    ],
    ['a rule that resembles none', { ...right, rule: 'x' }, 'rule: expected the id of a rule, got "x"'],
    ['no rule', without('rule'), 'rule: expected the id of a rule, got nothing'],
    [
      'a bare name',
      { ...right, resource: 'Desktops' },
      'resource: expected an ARN, or a pattern of ARNs with * and ?, got "Desktops"',
    ],
    ['no owner', without('owner'), 'owner: expected who accepts the risk, got nothing'],
    ['a blank reason', { ...right, reason: ' ' }, 'reason: expected why it is accepted, got " "'],
    [
      'another form of date',
      { ...right, expires: '28.02.2027' },
      'expires: expected a date such as 2027-03-31, got "28.02.2027"',
    ],
    [
      'a day that does not exist',
      { ...right, expires: '2027-02-29' },
      'expires: expected a day that exists, got "2027-02-29"',
    ],
    ['no end', without('expires'), 'expires: expected a date such as 2027-03-31, got nothing'],
    [
      'a member that does not exist',
      { ...right, until: '2027-02-28' },
      'until: unknown; Known are rule, resource, owner, reason, expires',
    ],
    ['no object', 'Desktops', 'expected an object with rule, resource, owner, reason and expires, got "Desktops"'],
    [
      'several faults at once',
      { ...without('owner'), expires: 'never' },
      'owner: expected who accepts the risk, got nothing; expires: expected a date such as 2027-03-31, got "never"',
    ],
  ])('are told when they have %s, and the others stay', (_what, wrong, problem) => {
    expect(parsed(wrong, right)).toEqual({
      ...defaultConfig,
      exceptions: [[1, right]],
      notices: [{ kind: 'exception-invalid', index: 0, message: `exceptions[0] is not used: ${problem}.` }],
    });
  });

  it('may end on a leap day', () => {
    const leap = { ...right, expires: '2028-02-29' };
    expect(parsed(leap).exceptions).toEqual([[0, leap]]);
  });
});
