import { describe, expect, it } from 'vitest';
import { isoTime } from '../../../lib/text/iso-time.ts';

describe('isoTime', () => {
  it.each([
    ['2026-11-25', '2026-11-25T00:00:00.000Z'],
    ['2026-11-25T08:30Z', '2026-11-25T08:30:00.000Z'],
    ['2026-11-25T08:30:15.5Z', '2026-11-25T08:30:15.500Z'],
    ['2026-11-25T08:30:15+01:00', '2026-11-25T07:30:15.000Z'],
  ])('reads %s', (text, time) => expect(isoTime(text)).toBe(time));

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-11',
    '2026-13-01',
    '25.11.2026',
    '2026-11-25 08:30',
    '2026-11-25T08:30',
    '0',
  ])('refuses %j', (text) => expect(isoTime(text)).toBeUndefined());
});
