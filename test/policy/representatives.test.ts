import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accepts, representatives, type TextPattern } from '../../lib/policy/representatives.ts';
import { globTokens, literalTokens } from '../../lib/policy/wildcard.ts';

const glob = (text: string): TextPattern => ({ tokens: globTokens(text), ignoreCase: false });
const folded = (text: string): TextPattern => ({ tokens: literalTokens(text), ignoreCase: true });
const vector = (patterns: readonly TextPattern[], text: string) =>
  patterns.map((pattern) => (accepts(pattern, text) ? '1' : '0')).join('');

/** All texts over the letters, from one letter up to `length`. */
function texts(letters: readonly string[], length: number): string[] {
  let layer = [''];
  const all: string[] = [];
  for (let i = 0; i < length; i++) {
    layer = layer.flatMap((text) => letters.map((letter) => text + letter));
    all.push(...layer);
  }
  return all;
}

describe('representative texts', () => {
  it('are the literals and one other text, familiar ones first', () => {
    expect(representatives([glob('persistent')], ['transient', 'persistent'])).toEqual({
      values: ['transient', 'persistent'],
      complete: true,
    });
    expect(representatives([glob('persistent')], [])).toEqual({
      values: ['persistent', 'unlisted-value'],
      complete: true,
    });
    expect(representatives([], [])).toEqual({ values: ['unlisted-value'], complete: true });
  });

  it('have another text even where the usual other text is a literal', () => {
    const patterns = [glob('unlisted-value'), glob('unlisted-value-2')];
    expect(representatives(patterns, []).values).toEqual(['unlisted-value', 'unlisted-value-2', 'unlisted-value-2-2']);
  });

  it('meet every combination of patterns', () => {
    const patterns = [glob('a*'), glob('*b'), glob('???')];
    const { values, complete } = representatives(patterns, []);
    expect(complete).toBe(true);
    expect(new Set(values.map((text) => vector(patterns, text)))).toEqual(
      new Set(['000', '001', '010', '011', '100', '101', '110', '111']),
    );
  });

  it('meet what is left when the usual other text is accepted', () => {
    const patterns = [glob('*a*')];
    expect(new Set(representatives(patterns, []).values.map((text) => vector(patterns, text)))).toEqual(
      new Set(['0', '1']),
    );
  });

  it('tell texts apart that mean something to whoever asks', () => {
    const patterns = [glob('persisten?')];
    expect(representatives(patterns, ['persistent']).values).toEqual(['persistent', 'unlisted-value']);
    expect(representatives(patterns, ['persistent'], { apart: ['persistent'] }).values).toEqual([
      'persistent',
      'persistenx',
      'unlisted-value',
    ]);
  });

  it('tell letter case only where a pattern does', () => {
    const patterns = [folded('ab'), glob('AB')];
    const { values } = representatives(patterns, []);
    expect(new Set(values.map((text) => vector(patterns, text)))).toEqual(new Set(['00', '10', '11']));
  });

  it('say so when there are too many to tell apart', () => {
    const patterns = Array.from({ length: 14 }, (_, index) => glob(`*${String.fromCodePoint(97 + index)}*`));
    expect(representatives(patterns, []).complete).toBe(false);
  });

  it('miss no combination that any short text reaches', () => {
    const pattern = fc.oneof(
      fc.array(fc.constantFrom('a', 'b', 'B', '*', '?'), { maxLength: 4 }).map((chars) => glob(chars.join(''))),
      fc.array(fc.constantFrom('a', 'b', 'A'), { maxLength: 3 }).map((chars) => folded(chars.join(''))),
    );
    const all = texts(['a', 'A', 'b', 'B', 'c'], 4);
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), fc.constantFrom([], ['a'], ['zz', 'ab']), (patterns, seeds) => {
        const { values, complete } = representatives(patterns, seeds);
        if (!complete) return;
        const met = new Set(values.map((text) => vector(patterns, text)));
        const missed = all.filter((text) => !met.has(vector(patterns, text)));
        expect(missed).toEqual([]);
        expect(values).not.toContain('');
      }),
      { numRuns: Math.round(1000 * Number(process.env['POLICY_SCALE'] ?? 1)) },
    );
  });
});
