import { SignedXml } from 'xml-crypto';
import type { XmlNode } from '@xmldom/xmldom';
import { readXml, type XmlElement } from '../saml/xml.ts';
import { pem } from './provider-keys.ts';
import {
  assertionNamespace,
  childrenOf,
  descendants,
  is,
  protocol,
  signatureNamespace,
  type ResponseDocument,
} from './response.ts';

/** What a signature says about a response. */
export interface Verified {
  readonly status: 'pass' | 'fail' | 'unknown';
  /** A sentence, without anything of the response. */
  readonly message: string;
  readonly fix?: string;
  /** The assertion as it was signed: nothing else of the response may be believed. Absent: nothing is proven signed. */
  readonly assertion?: XmlElement;
}

const algorithms = new Set([
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]);

const digests = new Set([
  'http://www.w3.org/2000/09/xmldsig#sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);

/** SAML core 5.4.4 allows these transforms, and no others can be relied on to leave the content alone. */
const transforms = new Set([
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
]);

const updateMetadata =
  'Download the metadata document of the identity provider again, and update the SAML provider in IAM with it.';
const signIt = 'Configure the identity provider to sign the response or the assertion, with one signature each.';

/**
 * Verifies every signature of the response with certificates (PEM) of the SAML provider. `undefined` certificates: the
 * provider's metadata could not be read.
 */
export function verifySignatures(document: ResponseDocument, certificates: readonly string[] | undefined): Verified {
  const signatures = descendants(document.root).filter((one) => is(one, signatureNamespace, 'Signature'));
  if (signatures.length === 0) {
    return document.assertion === undefined
      ? {
          status: 'unknown',
          message: 'No signature stands outside the encrypted assertion; one inside cannot be read.',
        }
      : { status: 'fail', message: 'Neither the response nor the assertion is signed.', fix: signIt };
  }
  const problem = shapeProblem(document, signatures);
  if (problem !== undefined) return { status: 'fail', message: problem, fix: signIt };
  if (!signatures.every(canBeVerified)) {
    return { status: 'unknown', message: 'The response is signed with an algorithm that this tool cannot verify.' };
  }
  const nodes = signatureNodes(document.dom);
  if (certificates !== undefined && certificates.length > 0) {
    const signed = contentOf(document, nodes, certificates);
    if (signed !== undefined) {
      return { status: 'pass', message: 'The signature is valid with a certificate of the SAML provider.', ...signed };
    }
  }
  const embedded = signatures.flatMap(certificatesIn);
  const own = contentOf(document, nodes, embedded);
  if (certificates === undefined) {
    const message = 'The signature cannot be verified, because the metadata of the SAML provider could not be read.';
    return { status: 'unknown', message, ...own };
  }
  if (certificates.length === 0) {
    return {
      status: 'fail',
      message: 'The metadata of the SAML provider holds no certificate that signs.',
      fix: updateMetadata,
      ...own,
    };
  }
  if (own !== undefined) {
    return {
      status: 'fail',
      message:
        'The response is signed with a certificate that the metadata in IAM does not hold: the identity provider probably changed it.',
      fix: updateMetadata,
      ...own,
    };
  }
  return {
    status: 'fail',
    message:
      'The signature is not valid: the response was changed after it was signed, or signed with a key that the metadata in IAM does not hold.',
    fix: updateMetadata,
  };
}

/** One signature for the response and one for the assertion, each over the element that it stands in and nothing else. */
function shapeProblem({ root, assertion }: ResponseDocument, signatures: readonly XmlElement[]): string | undefined {
  const parents = [root, ...(assertion === undefined ? [] : [assertion])];
  const owned = parents.map((parent) => ({ parent, own: childrenOf(parent, signatureNamespace, 'Signature') }));
  if (owned.some(({ own }) => own.length > 1)) {
    return 'The response or the assertion is signed twice: which signature counts is not certain.';
  }
  if (owned.flatMap(({ own }) => own).length < signatures.length) {
    return 'A signature stands in another place than the response or the assertion, as in signature wrapping.';
  }
  for (const { parent, own } of owned) {
    const [signature] = own;
    if (signature === undefined) continue;
    const info = childrenOf(signature, signatureNamespace, 'SignedInfo');
    const references = info.flatMap((one) => childrenOf(one, signatureNamespace, 'Reference'));
    const [reference] = references;
    if (info.length !== 1 || reference === undefined || references.length > 1) {
      return 'A signature does not cover exactly one element.';
    }
    if (childrenOf(signature, signatureNamespace, 'Object').length > 0) {
      return 'A signature holds other content, as in signature wrapping.';
    }
    const id = parent.attributes.get('ID');
    if (id === undefined || reference.attributes.get('URI') !== `#${id}`) {
      return 'A signature covers another element than the one that it stands in, as in signature wrapping.';
    }
    const used = descendants(reference).filter((one) => is(one, signatureNamespace, 'Transform'));
    if (used.some(({ attributes }) => !transforms.has(attributes.get('Algorithm') ?? ''))) {
      return 'A signature uses a transform that SAML does not allow.';
    }
  }
  return undefined;
}

/** What the verifier does not know would look like a signature that is not valid. */
function canBeVerified(signature: XmlElement): boolean {
  const uses = (name: string, known: ReadonlySet<string>): boolean =>
    descendants(signature)
      .filter((one) => is(one, signatureNamespace, name))
      .every(({ attributes }) => known.has(attributes.get('Algorithm') ?? ''));
  return (
    uses('SignatureMethod', algorithms) && uses('DigestMethod', digests) && uses('CanonicalizationMethod', transforms)
  );
}

const certificatesIn = (signature: XmlElement): readonly string[] =>
  descendants(signature)
    .filter((one) => is(one, signatureNamespace, 'X509Certificate'))
    .flatMap(({ text }) => pem(text) ?? []);

function signatureNodes(node: XmlNode): readonly XmlNode[] {
  const found: XmlNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.localName === 'Signature' && child.namespaceURI === signatureNamespace) found.push(child);
    else found.push(...signatureNodes(child));
  }
  return found;
}

/** The signed assertion when every signature is valid with one of the certificates; without one, when it is encrypted. */
function contentOf(
  { xml, assertion }: ResponseDocument,
  signatures: readonly XmlNode[],
  certificates: readonly string[],
): Pick<Verified, 'assertion'> | undefined {
  const signed = signatures.map((signature) => signedText(xml, signature, certificates));
  const texts = signed.flatMap((text) => text ?? []);
  if (texts.length < signatures.length || texts.length === 0) return undefined;
  if (assertion === undefined) return {};
  // Read what the verifier hands back, never the document: that is what was signed.
  const assertions = texts.map((text) => assertionOf(readXml(text))).filter((one) => one !== undefined);
  const [first] = assertions;
  return first === undefined ? undefined : { assertion: first };
}

function assertionOf(element: XmlElement): XmlElement | undefined {
  if (is(element, assertionNamespace, 'Assertion')) return element;
  const within = is(element, protocol, 'Response') ? childrenOf(element, assertionNamespace, 'Assertion') : [];
  return within.length === 1 ? within[0] : undefined;
}

function signedText(xml: string, signature: XmlNode, certificates: readonly string[]): string | undefined {
  for (const publicCert of certificates) {
    // The certificates of the provider count, never the one that the response brings along.
    const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
    try {
      verifier.loadSignature(signature);
      if (!verifier.checkSignature(xml)) continue;
      const references = verifier.getSignedReferences();
      if (references.length === 1) return references[0];
    } catch {
      // Not valid with this certificate, for whatever reason; its message can quote the document.
      continue;
    }
  }
  return undefined;
}
