import { describe, expect, it } from 'vitest';
import { painterFor } from '../../cli/colour.ts';
import { terminal } from '../support/terminal.ts';

const bold = '\u001b[1mx\u001b[22m';

describe('painterFor', () => {
  it.each([
    ['a terminal', terminal({ isTTY: true }), bold],
    ['a pipe', terminal(), 'x'],
    ['NO_COLOR', terminal({ isTTY: true, env: { NO_COLOR: '1' } }), 'x'],
    ['an empty NO_COLOR', terminal({ isTTY: true, env: { NO_COLOR: '' } }), bold],
    ['a dumb terminal', terminal({ isTTY: true, env: { TERM: 'dumb' } }), 'x'],
  ])('paints for %s as it should', (_where, where, text) => {
    expect(painterFor(where)('title', 'x')).toBe(text);
  });
});
