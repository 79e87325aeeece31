import { describe, expect, it } from 'vitest';
import { nearest } from '../../../lib/text/nearest.ts';

describe('nearest', () => {
  it.each([
    ['eu-centrl-1', ['eu-central-1', 'eu-central-2'], 'eu-central-1'],
    ['us-esat-1', ['us-west-1', 'us-east-1'], 'us-east-1'],
    ['--fromat', ['--format', '--fail-on'], '--format'],
    ['SCAN', ['scan', 'rules'], 'scan'],
    ['', ['a'], 'a'],
    ['region', ['regions', 'rules'], 'regions'],
  ])('takes %j for what was meant', (word, candidates, meant) => {
    expect(nearest(word, candidates)).toBe(meant);
  });

  it('offers nothing when nothing is close', () => {
    expect(nearest('frobnicate', ['scan', 'export', 'rules', 'demo'])).toBeUndefined();
    expect(nearest('xyz', [])).toBeUndefined();
  });

  it('prefers the first of equally near candidates', () => {
    expect(nearest('eu-west-9', ['eu-west-1', 'eu-west-2'])).toBe('eu-west-1');
  });

  it('counts a swap of neighbours as one mistake', () => {
    expect(nearest('ab', ['ba'])).toBe('ba');
    expect(nearest('abcd', ['dcba'])).toBeUndefined();
  });
});
