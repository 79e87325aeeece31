// Parsing a certificate is computation: it opens nothing and asks nobody.
import { X509Certificate } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { ProviderMetadata, SigningCertificate } from '../model/snapshot.ts';
import { clip } from '../text/clip.ts';

/**
 * Sums up the metadata of a SAML identity provider: one EntityDescriptor, or an EntitiesDescriptor with any number, in
 * namespaces of any prefix. Whatever the text is, the answer is a summary, if only of what is wrong with it.
 */
export function readMetadata(xml: string): ProviderMetadata {
  try {
    const entities = entityDescriptors(parse(xml));
    if (entities.length === 0) return unusable('not SAML metadata: it has no EntityDescriptor');
    const idps = entities.flatMap((entity) => list(entity, 'IDPSSODescriptor'));
    return {
      entityIds: entities.flatMap((entity) => attribute(entity, 'entityID') ?? []),
      describesIdp: idps.length > 0,
      signingCertificates: idps.filter(isElement).flatMap(signingCertificates),
    };
  } catch (error) {
    return unusable(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Why a document is not even looked through: IAM takes 10,000,000 characters, and a parser takes a minute for as many of
 * them as are tags and attributes. A federation of a thousand identity providers stays below these limits.
 */
export function tooLarge(xml: string): string | undefined {
  for (const [what, pattern] of Object.entries({ tags: /</g, attributes: /=\s*["']/g })) {
    if (holdsMore(xml, pattern)) return `it holds more than ${partLimit.toLocaleString('en')} ${what}`;
  }
  return undefined;
}

const partLimit = 250_000;

function holdsMore(xml: string, pattern: RegExp): boolean {
  let count = 0;
  for (const _ of xml.matchAll(pattern)) if (++count > partLimit) return true;
  return false;
}

const unusable = (problem: string): ProviderMetadata => ({
  problem: clip(problem, 200),
  entityIds: [],
  describesIdp: false,
  signingCertificates: [],
});

type Element = Readonly<Record<string, unknown>>;

/** Each of them always as a list, also where the document has one. */
const listed = new Set([
  'EntitiesDescriptor',
  'EntityDescriptor',
  'IDPSSODescriptor',
  'KeyDescriptor',
  'KeyInfo',
  'X509Data',
  'X509Certificate',
]);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities are how XML is made to grow; metadata needs none but the predefined five.
  processEntities: false,
  isArray: (name) => listed.has(name),
});

/** The parser alone accepts tags that are never closed; the validator alone gives no values. */
function parse(xml: string): Element {
  if (/<!DOCTYPE/i.test(xml)) throw new Error('a document type declaration (DOCTYPE) is not allowed in SAML metadata');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new Error(`not well-formed XML: line ${valid.err.line}: ${valid.err.msg}`);
  const document: unknown = parser.parse(xml);
  return isElement(document) ? document : {};
}

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null;

const elements = (parent: Element, name: string): readonly Element[] => list(parent, name).filter(isElement);

function list(parent: Element, name: string): readonly unknown[] {
  const value = parent[name];
  return Array.isArray(value) ? value : [];
}

function attribute(element: Element, name: string): string | undefined {
  const value = element[`@${name}`];
  return typeof value === 'string'
    ? value.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name) => predefined[name] ?? '')
    : undefined;
}

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const entityDescriptors = (parent: Element): readonly Element[] => [
  ...elements(parent, 'EntityDescriptor'),
  ...elements(parent, 'EntitiesDescriptor').flatMap(entityDescriptors),
];

/** A key without a `use` serves signing as well as encryption (SAML metadata 2.4.1.1). */
const signingCertificates = (idp: Element): readonly SigningCertificate[] =>
  elements(idp, 'KeyDescriptor')
    .filter((key) => (attribute(key, 'use') ?? 'signing') === 'signing')
    .flatMap((key) => elements(key, 'KeyInfo'))
    .flatMap((info) => elements(info, 'X509Data'))
    .flatMap((data) => list(data, 'X509Certificate'))
    .map(readCertificate);

function readCertificate(value: unknown): SigningCertificate {
  const base64 = textOf(value);
  try {
    return { notAfter: new X509Certificate(Buffer.from(base64, 'base64')).validToDate.toISOString() };
  } catch {
    return { problem: 'not an X.509 certificate' };
  }
}

/** An element with attributes is an object that keeps its text under `#text`. */
function textOf(value: unknown): string {
  const text = isElement(value) ? value['#text'] : value;
  return typeof text === 'string' ? text : '';
}
