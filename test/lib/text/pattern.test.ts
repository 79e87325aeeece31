import { expect, it } from 'vitest';
import { patternOf } from '../../../lib/text/pattern.ts';

const found = (pattern: string, text: string): boolean | string => {
  const made = patternOf(pattern);
  return 'problem' in made ? made.problem : made.isFoundIn(text);
};

it.each([
  ['^Stream-[A-Z]', 'Stream-Lab', true],
  ['^Stream-[A-Z]', 'My-Stream-Lab', false],
  ['stream', 'my-stream-lab', true],
  ['(?i)^STREAM', 'stream', true],
  [String.raw`^\w+\.\p{Lu}$`, 'a.Ä', true],
  ['(a)\\1', 'aa', 'invalid escape sequence'],
  ['(', '', 'missing closing )'],
])('%s in %s: %s', (pattern, text, expected) => {
  expect(found(pattern, text)).toBe(expected);
});

it('needs no time for nested quantifiers', () => {
  expect(found('^(([a-z]+)+)+$', `${'a'.repeat(10_000)}!`)).toBe(false);
});
