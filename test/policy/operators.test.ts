import { describe, expect, it } from 'vitest';
import { isNegated, operators, readOperator } from '../../lib/policy/operators.ts';
import { outcome, decide, trust } from './support.ts';

describe('an operator', () => {
  it.each([
    ['StringEquals', { base: 'StringEquals', ifExists: false }],
    ['StringNotLikeIfExists', { base: 'StringNotLike', ifExists: true }],
    ['ForAnyValue:StringEquals', { base: 'StringEquals', quantifier: 'ForAnyValue', ifExists: false }],
    ['ForAllValues:ArnLikeIfExists', { base: 'ArnLike', quantifier: 'ForAllValues', ifExists: true }],
    ['Null', { base: 'Null', ifExists: false }],
    ['NullIfExists', { base: undefined, ifExists: true }],
    ['ForAnyValue:Null', { base: undefined, quantifier: 'ForAnyValue', ifExists: false }],
    ['StringMatches', { base: undefined, ifExists: false }],
    ['toString', { base: undefined, ifExists: false }],
  ])('%s is read', (asWritten, expected) => expect(readOperator(asWritten)).toEqual({ asWritten, ...expected }));

  it.each([
    ['stringEquals', 'StringEquals'],
    ['STRINGLIKEIFEXISTS', 'StringLikeIfExists'],
    ['forAnyValue:StringEquals', 'ForAnyValue:StringEquals'],
    ['StringEqualsifexists', 'StringEqualsIfExists'],
    ['ipaddress', 'IpAddress'],
  ])('%s is one that IAM refuses: it is %s', (asWritten, meant) => {
    expect(readOperator(asWritten)).toMatchObject({ base: undefined, meant });
    expect(outcome(decide(trust({ [asWritten]: { 'saml:sub_type': 'persistent' } })))).toBe(
      `unclear: IAM refuses the operator ${asWritten}: it is spelled ${meant}`,
    );
  });

  it('is negated exactly where its name says so', () => {
    const negated = Object.keys(operators).filter((name) => name.includes('Not'));
    expect(Object.keys(operators).filter((name) => isNegated(name as keyof typeof operators))).toEqual(negated);
  });

  it('is listed with what IAM documents: 27 of them', () => expect(Object.keys(operators)).toHaveLength(27));
});
