import { DOMParser, type XmlDocument, type XmlNode } from '@xmldom/xmldom';
import { readXml, XmlError, type XmlElement } from '../saml/xml.ts';
import type { Captured } from './input.ts';

export const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';

/** A response whose outside is in order: one assertion, encrypted or not, and nothing that could be read in two ways. */
export interface ResponseDocument {
  readonly xml: string;
  /** Its tree as it was sent. Only what a signature covers may be believed. */
  readonly root: XmlElement;
  /** The same for the verifier of signatures. */
  readonly dom: XmlDocument;
  /** Absent: the assertion is encrypted. */
  readonly assertion?: XmlElement;
}

/** AWS STS API Reference, AssumeRoleWithSAML, SAMLAssertion: 4 to 100,000 characters. */
const longestResponse = 100_000;

/** Why a document is refused, as a sentence of its own; it repeats none of the document. */
export class RefusedDocument extends Error {
  override readonly name = 'RefusedDocument';
}

/**
 * Reads a response, and refuses what can be read in more than one way.
 *
 * @throws {RefusedDocument}
 */
export function readResponse({ xml, encodedLength, binding }: Captured): ResponseDocument {
  if (binding !== undefined) {
    refuse('The response is compressed, as in the HTTP-Redirect binding. AWS accepts responses by HTTP-POST only.');
  }
  if (encodedLength > longestResponse) {
    refuse(`The response has ${encodedLength} characters in base64, and AWS accepts ${longestResponse}.`);
  }
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) {
    refuse('The response holds a document type declaration (DOCTYPE), which can change what a reader sees.');
  }
  const root = parsed(xml);
  if (root.namespace === 'urn:oasis:names:tc:SAML:1.0:protocol' || root.attributes.get('MajorVersion') === '1') {
    refuse('The response is SAML 1.1, and AWS accepts SAML 2.0 only.');
  }
  if (root.namespace === protocol && (root.name === 'AuthnRequest' || root.name === 'LogoutResponse')) {
    refuse(`The document is a SAML ${root.name}, not the Response that the browser posts to AWS.`);
  }
  if (root.namespace !== protocol || root.name !== 'Response') refuse('The document is not a SAML 2.0 Response.');
  judgeStatus(root);
  judgeIds(root);
  const dom = domOf(xml);
  const everywhere = descendants(root);
  const assertions = everywhere.filter((one) => is(one, assertionNamespace, 'Assertion'));
  const encrypted = everywhere.filter((one) => is(one, assertionNamespace, 'EncryptedAssertion'));
  if (assertions.length + encrypted.length === 0) refuse('The response holds no assertion.');
  if (assertions.length > 1) {
    refuse('The response holds more than one assertion, as in signature wrapping: which one counts is not certain.');
  }
  if (assertions.length + encrypted.length > 1) refuse('The response holds an encrypted assertion and another one.');
  const [assertion] = assertions;
  if (assertion !== undefined && !root.children.includes(assertion)) {
    refuse('The assertion is not a direct part of the response, as in signature wrapping.');
  }
  return { xml, root, dom, ...(assertion === undefined ? {} : { assertion }) };
}

function refuse(message: string): never {
  throw new RefusedDocument(message);
}

function parsed(xml: string): XmlElement {
  try {
    return readXml(xml);
  } catch (error) {
    if (error instanceof XmlError) refuse(`The response cannot be read as XML: ${withoutText(error.message)}.`);
    throw error;
  }
}

/** What a parser says about a place may quote the document. */
const withoutText = (message: string): string => /^[^:]*: line \d+, column \d+/.exec(message)?.[0] ?? message;

export const is = (element: XmlElement, namespace: string, name: string): boolean =>
  element.namespace === namespace && element.name === name;

export const childrenOf = (parent: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  parent.children.filter((child) => is(child, namespace, name));

export const descendants = (element: XmlElement): readonly XmlElement[] =>
  element.children.flatMap((child) => [child, ...descendants(child)]);

function judgeStatus(root: XmlElement): void {
  const [status] = childrenOf(root, protocol, 'Status');
  const code =
    status === undefined ? undefined : childrenOf(status, protocol, 'StatusCode')[0]?.attributes.get('Value');
  if (code === undefined || code.endsWith(':status:Success')) return;
  const short = /:status:([A-Za-z]{1,40})$/.exec(code)?.[1] ?? 'an error';
  refuse(`The identity provider answered with status ${short}: it refused the sign-in itself.`);
}

/** A signature names what it covers by ID, so that an ID may not stand twice. */
function judgeIds(root: XmlElement): void {
  const ids = [root, ...descendants(root)].flatMap(({ attributes }) =>
    ['ID', 'Id', 'id'].flatMap((name) => attributes.get(name) ?? []),
  );
  if (new Set(ids).size < ids.length) {
    refuse('An ID stands twice in the response, as in signature wrapping: what is signed is not certain.');
  }
}

const fail = (): never => refuse('The response cannot be read as XML.');

function domOf(xml: string): XmlDocument {
  const dom = new DOMParser({
    errorHandler: { warning: fail, error: fail, fatalError: fail },
  }).parseFromString(xml, 'text/xml');
  judgeNodes(dom.documentElement);
  return dom;
}

/** Comments and processing instructions split a text in two, of which careless readers see the first. */
function judgeNodes(node: XmlNode): void {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === 8) refuse('The response holds a comment, which can hide a part of a value from a reader.');
    if (child.nodeType === 7) refuse('The response holds a processing instruction, which no SAML response needs.');
    judgeNodes(child);
  }
}
