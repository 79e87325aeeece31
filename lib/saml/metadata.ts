// Parsing a certificate is computation: it opens nothing and asks nobody.
import { X509Certificate } from 'node:crypto';
import type { ProviderMetadata, SigningCertificate, SingleSignOnService } from '../model/snapshot.ts';
import { clip } from '../text/clip.ts';
import { readXml, XmlError, type XmlElement } from './xml.ts';

/**
 * Sums up the metadata of a SAML identity provider: one EntityDescriptor, or an EntitiesDescriptor with any number.
 * Whatever the text is, the answer is a summary, if only of what is wrong with it.
 */
export function readMetadata(xml: string): ProviderMetadata {
  try {
    const entities = entityDescriptors(readXml(xml));
    if (entities.length === 0) return unusable('not SAML metadata: it has no EntityDescriptor');
    const described = entities.map((entity) => ({ entity, idps: elements(entity, metadata, 'IDPSSODescriptor') }));
    const idps = described.flatMap((one) => one.idps);
    return {
      entityIds: entities.flatMap(entityId),
      issuers: described.filter((one) => one.idps.length > 0).flatMap(({ entity }) => entityId(entity)),
      describesIdp: idps.length > 0,
      singleSignOnServices: idps.flatMap(singleSignOnServices),
      signingCertificates: idps.flatMap(signingCertificates),
    };
  } catch (error) {
    if (error instanceof XmlError) return unusable(error.message);
    throw error;
  }
}

/**
 * Why a document is not even looked through: IAM takes 10,000,000 characters, and a parser takes long for as many of
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
  issuers: [],
  describesIdp: false,
  singleSignOnServices: [],
  signingCertificates: [],
});

/** The vocabularies of SAML V2.0 metadata and of XML signatures. */
const metadata = 'urn:oasis:names:tc:SAML:2.0:metadata';
const signature = 'http://www.w3.org/2000/09/xmldsig#';

const isElement = (element: XmlElement, namespace: string, name: string): boolean =>
  element.name === name && element.namespace === namespace;

const elements = (parent: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  parent.children.filter((child) => isElement(child, namespace, name));

function entityDescriptors(element: XmlElement): readonly XmlElement[] {
  if (isElement(element, metadata, 'EntityDescriptor')) return [element];
  return isElement(element, metadata, 'EntitiesDescriptor') ? element.children.flatMap(entityDescriptors) : [];
}

const entityId = (entity: XmlElement): readonly string[] => {
  const id = entity.attributes.get('entityID');
  return id === undefined ? [] : [id];
};

const singleSignOnServices = (idp: XmlElement): readonly SingleSignOnService[] =>
  elements(idp, metadata, 'SingleSignOnService').flatMap(({ attributes }) => {
    const binding = attributes.get('Binding');
    const location = attributes.get('Location');
    return binding === undefined || location === undefined ? [] : [{ binding: shortBinding(binding), location }];
  });

/** `HTTP-POST` for `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST`. */
const shortBinding = (binding: string): string => binding.replace('urn:oasis:names:tc:SAML:2.0:bindings:', '');

/** A key without a `use` serves signing as well as encryption (SAML metadata 2.4.1.1). */
const signingCertificates = (idp: XmlElement): readonly SigningCertificate[] =>
  elements(idp, metadata, 'KeyDescriptor')
    .filter((key) => (key.attributes.get('use') ?? 'signing') === 'signing')
    .flatMap((key) => elements(key, signature, 'KeyInfo'))
    .flatMap((info) => elements(info, signature, 'X509Data'))
    .flatMap(signingCertificate);

/**
 * All certificates of one X509Data belong to one key: its own, and those that issued it (XML Signature 4.5.4, which
 * gives them no order). The certificate that issued none of the others is the key's own.
 */
function signingCertificate(data: XmlElement): readonly SigningCertificate[] {
  const certificates = elements(data, signature, 'X509Certificate').map(({ text }) => parsed(text));
  const usable = certificates.filter((certificate) => certificate !== undefined);
  const issuers = new Set(usable.filter(({ subject, issuer }) => subject !== issuer).map(({ issuer }) => issuer));
  const [own, ...others] = usable.filter(({ subject }) => !issuers.has(subject)).map(endOf);
  return [
    ...(own === undefined ? [] : [others.length === 0 ? { notAfter: own } : { notAfter: own, alternatives: others }]),
    ...(usable.length < certificates.length ? [{ problem: 'not an X.509 certificate' }] : []),
  ];
}

const endOf = (certificate: X509Certificate): string => certificate.validToDate.toISOString();

function parsed(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}
