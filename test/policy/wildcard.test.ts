import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasWildcard, matchAction, matchGlob } from '../../lib/policy/wildcard.ts';

/** The definition, as slow as it is plain. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (first === '*') return naive(rest, text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text.charAt(0)) && naive(rest, text.slice(1));
}

describe('a wildcard pattern', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['?', '', false],
    ['?', 'ä', true],
    ['?', '😀', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'acb', false],
    ['**?', 'x', true],
    ['*.amazon.com', 'signin.aws.amazon.com', true],
    ['persistent', 'Persistent', false],
  ])('%j matches %j: %s', (pattern, text, expected) => expect(matchGlob(pattern, text)).toBe(expected));

  it('agrees with the recursive definition', () => {
    const letters = (alphabet: string, maxLength: number) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(letters('ab*?', 7), letters('ab', 9), (pattern, text) => {
        expect(matchGlob(pattern, text)).toBe(naive(pattern, text));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes no exponential time', () => {
    expect(matchGlob(`${'a*'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
  });

  it('ignores letter case in action names only', () => {
    expect(matchAction('STS:assumerole*', 'sts:AssumeRoleWithSAML')).toBe(true);
    expect(matchGlob('STS:*', 'sts:TagSession')).toBe(false);
  });

  it('is told from plain text', () => {
    expect(['a', 'a*', 'a?', ''].map(hasWildcard)).toEqual([false, true, true, false]);
  });
});
