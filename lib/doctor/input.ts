// Decompression is computation: it opens nothing and asks nobody.
import { inflateRawSync } from 'node:zlib';

/** A SAML response that somebody captured, and the relay state that came with it. */
export interface Captured {
  /** The response as XML, or what looks like it. */
  readonly xml: string;
  /** Characters of the response in the form that a browser posts. */
  readonly encodedLength: number;
  readonly relayState?: string;
  /** How it was encoded, where AWS does not accept that. */
  readonly binding?: 'HTTP-Redirect';
}

/** A text in which there is no SAML response. The message repeats none of it. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
}

/** A browser's export of a morning is some tens of megabytes. */
export const largestCapture = 100_000_000;

/**
 * Finds the SAML response in a captured text: XML, base64, a form body (`SAMLResponse=…&RelayState=…`), a page with the
 * form, or a HAR export of a browser.
 *
 * @throws {CaptureError}
 */
export function readCapture(text: string): Captured {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') throw new CaptureError('There is no SAML response in it: the input is empty.');
  if (trimmed.length > largestCapture) throw new CaptureError('The input is too large: more than 100 MB.');
  const captured = isJson(trimmed) ? fromHar(trimmed) : (fromForm(trimmed) ?? fromPage(trimmed) ?? fromText(trimmed));
  if (captured === undefined) {
    throw new CaptureError(
      'There is no SAML response in it. Expected XML, base64, a form body with SAMLResponse, or a HAR export of a browser.',
    );
  }
  return captured;
}

const isJson = (text: string): boolean => text.startsWith('{') || text.startsWith('[');

// ---------------------------------------------------------------- a HAR export

/** The last response that was posted to AWS, else the last that was posted at all. */
function fromHar(text: string): Captured | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new CaptureError('There is no SAML response in it: it looks like JSON and is not.');
  }
  const posts = entriesOf(parsed).flatMap((entry) => fromEntry(entry) ?? []);
  return (posts.findLast(({ toAws }) => toAws) ?? posts.at(-1))?.captured;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const member = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const textMember = (value: unknown, name: string): string => {
  const found = member(value, name);
  return typeof found === 'string' ? found : '';
};

function entriesOf(har: unknown): readonly unknown[] {
  const entries = member(member(har, 'log'), 'entries');
  if (Array.isArray(entries)) return entries;
  // The body of one request, as some tools save it.
  return member(har, 'SAMLResponse') === undefined ? [] : [{ request: { postData: { params: pairsOf(har) } } }];
}

const pairsOf = (value: unknown) =>
  ['SAMLResponse', 'RelayState'].flatMap((name) => {
    const text = textMember(value, name);
    return text === '' ? [] : [{ name, value: text }];
  });

function fromEntry(entry: unknown): { captured: Captured; toAws: boolean } | undefined {
  const request = member(entry, 'request');
  const toAws = /^https:\/\/(?=[^/?#]*signin)[^/?#]*\//i.test(textMember(request, 'url'));
  const post = member(request, 'postData');
  const params = member(post, 'params');
  const param = (name: string): string => {
    const found = Array.isArray(params) ? params.find((one) => textMember(one, 'name') === name) : undefined;
    return textMember(found, 'value');
  };
  const response = param('SAMLResponse');
  const captured =
    response === ''
      ? fromForm(textMember(post, 'text'))
      : withRelayState(fromText(percentDecoded(response)), percentDecoded(param('RelayState')));
  if (captured !== undefined) return { captured, toAws };
  const page = fromPage(textMember(member(member(entry, 'response'), 'content'), 'text'));
  return page === undefined ? undefined : { captured: page, toAws: false };
}

const withRelayState = (captured: Captured | undefined, relayState: string): Captured | undefined =>
  captured === undefined || relayState === '' ? captured : { ...captured, relayState };

// ---------------------------------------------------------------- a form, as it is sent or shown

function fromForm(text: string): Captured | undefined {
  const field = (name: string): string | undefined =>
    new RegExp(`(?:^|[?&\\s"'])${name}=([^&\\s"'<>]*)`).exec(text)?.[1];
  const response = field('SAMLResponse');
  if (response === undefined) return undefined;
  const relayState = field('RelayState');
  // In a form body, a plus sign stands for a space; the response itself never holds one.
  return withRelayState(
    fromText(percentDecoded(response)),
    relayState === undefined ? '' : percentDecoded(relayState.replaceAll('+', ' ')),
  );
}

function fromPage(text: string): Captured | undefined {
  const field = (name: string): string | undefined => {
    const tag = new RegExp(`<input\\b[^<>]*\\bname=["']?${name}\\b[^<>]*>`, 'i').exec(text)?.[0];
    const value = tag === undefined ? undefined : /\bvalue=(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    return value?.[1] ?? value?.[2];
  };
  const response = field('SAMLResponse');
  if (response === undefined) return undefined;
  return withRelayState(fromText(htmlDecoded(response)), htmlDecoded(field('RelayState') ?? ''));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const htmlDecoded = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return entities[name.toLowerCase()] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// ---------------------------------------------------------------- the response itself

function fromText(text: string): Captured | undefined {
  if (text.startsWith('<')) {
    return /^<!doctype html|^<html/i.test(text)
      ? undefined
      : { xml: text, encodedLength: Math.ceil(Buffer.byteLength(text) / 3) * 4 };
  }
  const compact = percentDecoded(text)
    .replaceAll(/\s+/g, (space, at: number) => (space === ' ' && at > 0 ? ' ' : ''))
    .trim();
  // A form that was read as text has spaces where the plus signs were.
  const base64 = compact.replaceAll(' ', '+').replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]{8,}={0,3}$/.test(base64)) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  const decoded = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (decoded.trimStart().startsWith('<')) return { xml: decoded.trim(), encodedLength: base64.length };
  const inflated = inflate(bytes);
  return inflated?.startsWith('<') === true
    ? { xml: inflated, encodedLength: base64.length, binding: 'HTTP-Redirect' }
    : undefined;
}

/** The HTTP-Redirect binding compresses messages. */
function inflate(bytes: Uint8Array): string | undefined {
  try {
    return inflateRawSync(bytes, { maxOutputLength: 10_000_000 }).toString('utf8');
  } catch {
    return undefined;
  }
}
