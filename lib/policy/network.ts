/** An inclusive range of addresses of one family. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads `a.b.c.d/n`, `::/n` or a single address (IAM's default prefix is the whole address); undefined if it is neither. */
export function parseCidr(text: string): AddressRange | undefined {
  const [address = '', prefixText, ...rest] = text.trim().split('/');
  if (rest.length > 0) return undefined;
  const parsed = parseV4(address) ?? parseV6(address);
  if (parsed === undefined) return undefined;
  const bits = parsed.family === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? bits : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  if (!(prefix >= 0 && prefix <= bits)) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = (parsed.value / size) * size;
  return { family: parsed.family, first, last: first + size - 1n };
}

export const covers = (range: AddressRange, address: AddressRange): boolean =>
  range.family === address.family && range.first <= address.first && address.last <= range.last;

/** Whether the ranges together hold every address of a family: `0.0.0.0/0`, or both its halves. */
export const coverEverything = (ranges: readonly AddressRange[]): boolean =>
  ([4, 6] as const).some((family) => {
    const ofFamily = ranges.filter((range) => range.family === family);
    let next = 0n;
    for (const { first, last } of ofFamily.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
      if (first > next) return false;
      if (last >= next) next = last + 1n;
    }
    return next === 1n << (family === 4 ? 32n : 128n);
  });

/** Writes an address back, IPv6 uncompressed. */
export function formatAddress(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  return Array.from({ length: 8 }, (_, group) => ((value >> BigInt(112 - 16 * group)) & 0xffffn).toString(16)).join(
    ':',
  );
}

function parseV4(text: string): { family: 4; value: bigint } | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return { family: 4, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) };
}

function parseV6(text: string): { family: 6; value: bigint } | undefined {
  if (!text.includes(':')) return undefined;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { family: 6, value: all.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n) };
}

const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
