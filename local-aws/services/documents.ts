import { isObject } from '../json.ts';

const documentMembers = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

/**
 * Writes every policy document, at any depth, as IAM sends it: JSON text, URL-encoded per RFC 3986. An export may hold
 * it as an object (as the CLI prints it) or already encoded, which is kept.
 */
export function encodeDocuments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encodeDocuments);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      documentMembers.has(name) ? encodeDocument(member) : encodeDocuments(member),
    ]),
  );
}

function encodeDocument(document: unknown): unknown {
  if (document === undefined || document === null) return document;
  if (typeof document !== 'string') return rfc3986(JSON.stringify(document));
  return document.startsWith('%') ? document : rfc3986(document);
}

/** `encodeURIComponent` leaves five characters alone that RFC 3986 reserves. */
const rfc3986 = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
