import { describe, expect, it } from 'vitest';
import { printable, visible } from '../../../lib/report/visible.ts';

describe('visible', () => {
  it.each([
    ['a terminal escape', '\u001b[31mred', String.raw`\u{1b}[31mred`],
    ['a C1 control', 'a\u009b31mb', String.raw`a\u{9b}31mb`],
    ['a text-direction override', 'a\u202eb', String.raw`a\u{202e}b`],
    ['what nobody sees', 'a\u200bb\u{e0041}', String.raw`a\u{200b}b\u{e0041}`],
    ['a line of its own', 'a\n::error::b', String.raw`a \u{3a}:error::b`],
    ['a command to GitHub', '::error file=x::b', String.raw`\u{3a}:error file=x::b`],
    ['an older command', 'a ##[error]b', String.raw`a \u{23}#[error]b`],
    ['an ARN', 'arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/a'],
    ['an address of IPv6', 'from ::/0 and ::1 to 2001:db8::a', 'from ::/0 and ::1 to 2001:db8::a'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

it('printable keeps the spaces of a line', () => {
  expect(printable('    at file.ts:1\t2')).toBe(String.raw`    at file.ts:1\u{9}2`);
  expect(printable('  ::stop-commands::x')).toBe(String.raw`  \u{3a}:stop-commands::x`);
});
