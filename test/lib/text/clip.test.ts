import { describe, expect, it } from 'vitest';
import { clip } from '../../../lib/text/clip.ts';

describe('clip', () => {
  it('leaves alone what fits', () => {
    expect(clip('four', 4)).toBe('four');
  });

  it('ends what it cut with an ellipsis, inside the limit', () => {
    expect(clip('fives', 4)).toBe('fiv…');
  });

  it('never leaves half of a character', () => {
    expect(clip('ab😀cd', 4)).toBe('ab…');
  });
});
