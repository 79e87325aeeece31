import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, formatAddress, parseCidr } from '../../lib/policy/network.ts';

const size = (text: string): bigint | undefined => {
  const range = parseCidr(text);
  return range && range.last - range.first + 1n;
};

describe('an address range', () => {
  it.each([
    ['192.0.2.7', 1n],
    ['192.0.2.0/24', 256n],
    ['10.0.0.0/8', 1n << 24n],
    ['0.0.0.0/0', 1n << 32n],
    ['::/0', 1n << 128n],
    ['2001:DB8:1234:5678::/64', 1n << 64n],
    ['2001:db8::1', 1n],
    ['1:2:3:4:5:6:7:8', 1n],
    [' 192.0.2.0/30 ', 4n],
    ['::1/128', 1n],
  ])('%s holds %s addresses', (text, expected) => expect(size(text)).toBe(expected));

  it.each([
    '',
    'x',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.0/33',
    '192.0.2.0/-1',
    '192.0.2.0/',
    '192.0.2.0/24/8',
    '1.2.3.4.5',
    '::1::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    '::/129',
    '::ffff:192.0.2.1',
    '*',
  ])('%j is none', (text) => expect(parseCidr(text)).toBeUndefined());

  it('is cut at its prefix, whatever address it is written with', () => {
    expect(parseCidr('192.0.2.77/24')).toEqual(parseCidr('192.0.2.0/24'));
  });

  it('covers what lies in it, of its own family', () => {
    const inside = (range: string, address: string) => {
      const [outer, inner] = [parseCidr(range), parseCidr(address)];
      return outer !== undefined && inner !== undefined && covers(outer, inner);
    };
    expect(inside('192.0.2.0/24', '192.0.2.255')).toBe(true);
    expect(inside('192.0.2.0/24', '192.0.3.0')).toBe(false);
    expect(inside('192.0.2.0/24', '192.0.1.255')).toBe(false);
    expect(inside('192.0.2.0/24', '192.0.2.0/23')).toBe(false);
    expect(inside('::/0', '192.0.2.1')).toBe(false);
    expect(inside('0.0.0.0/0', '::1')).toBe(false);
  });

  it('holds exactly the addresses that share its first bits', () => {
    const word = fc.nat({ max: 0xffff_ffff });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 32 }), (base, other, prefix) => {
        const range = parseCidr(`${formatAddress(4, BigInt(base))}/${prefix}`);
        const address = parseCidr(formatAddress(4, BigInt(other)));
        const same = prefix === 0 || base >>> (32 - prefix) === other >>> (32 - prefix);
        expect(range && address && covers(range, address)).toBe(same);
      }),
    );
  });

  it('is read back from what is written, in both families', () => {
    const value = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });
    fc.assert(
      fc.property(value(32), value(128), (four, six) => {
        expect(parseCidr(formatAddress(4, four))).toEqual({ family: 4, first: four, last: four });
        expect(parseCidr(formatAddress(6, six))).toEqual({ family: 6, first: six, last: six });
      }),
    );
  });
});
