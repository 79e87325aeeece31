// Parsing a certificate is computation: it opens nothing and asks nobody.
import { X509Certificate } from 'node:crypto';
import { readXml, XmlError, type XmlElement } from '../saml/xml.ts';

/** A certificate with which a SAML provider lets its identity provider sign. */
export interface ProviderKey {
  /** The entity ID that it belongs to. */
  readonly issuer: string;
  /** PEM. */
  readonly certificate: string;
}

const metadata = 'urn:oasis:names:tc:SAML:2.0:metadata';
const signature = 'http://www.w3.org/2000/09/xmldsig#';

/** Every certificate of the metadata document that may sign; none where the document cannot be read. */
export function providerKeys(document: string): readonly ProviderKey[] {
  try {
    return entities(readXml(document)).flatMap((entity) =>
      find(entity, metadata, 'IDPSSODescriptor')
        .flatMap((idp) => find(idp, metadata, 'KeyDescriptor'))
        .filter((key) => (key.attributes.get('use') ?? 'signing') === 'signing')
        .flatMap((key) => find(key, signature, 'KeyInfo'))
        .flatMap((info) => find(info, signature, 'X509Data'))
        .flatMap((data) => find(data, signature, 'X509Certificate'))
        .flatMap(({ text }) => pem(text) ?? [])
        .map((certificate) => ({ issuer: entity.attributes.get('entityID') ?? '', certificate })),
    );
  } catch (error) {
    if (error instanceof XmlError) return [];
    throw error;
  }
}

const find = (parent: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  parent.children.filter((child) => child.namespace === namespace && child.name === name);

const entities = (element: XmlElement): readonly XmlElement[] =>
  element.namespace === metadata && element.name === 'EntityDescriptor'
    ? [element]
    : element.namespace === metadata && element.name === 'EntitiesDescriptor'
      ? element.children.flatMap(entities)
      : [];

/** Base64 of a certificate as PEM; `undefined` when it is none. */
export function pem(base64: string): string | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).toString();
  } catch {
    return undefined;
  }
}
