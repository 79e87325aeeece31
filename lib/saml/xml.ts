import { SaxesParser } from 'saxes';

/** One element, with the names that its namespaces give it: prefixes are the author's choice and say nothing. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** Attributes without a prefix; a prefixed one belongs to another vocabulary. References are decoded. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own character data, CDATA sections included, without that of its children. */
  readonly text: string;
}

/** SAML documents are about ten levels deep; a parser looks through every level for the namespace of a name. */
const deepest = 100;

/**
 * Reads a document that is well-formed and has all its namespaces declared. A document type declaration is refused: its
 * entities are how XML is made to grow, and to read files.
 *
 * @throws {XmlError}
 */
export function readXml(xml: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const root = openElement('', '');
  const open = [root];
  parser.on('doctype', () => {
    throw new XmlError('a document type declaration (DOCTYPE) is not allowed');
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length > deepest) throw new XmlError(`elements are nested more than ${deepest} levels deep`);
    const element = openElement(uri, local);
    for (const { name, prefix, value } of Object.values(attributes))
      if (prefix === '') element.attributes.set(name, value);
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  const addText = (text: string) => open.at(-1)?.pieces.push(text);
  parser.on('text', addText);
  parser.on('cdata', addText);
  try {
    parser.write(xml).close();
  } catch (error) {
    throw error instanceof XmlError ? error : new XmlError(`not well-formed XML: ${placed(error)}`);
  }
  const [document] = root.children;
  if (document === undefined) throw new XmlError('not well-formed XML: it has no element');
  return document;
}

/** Why a text cannot be read; the message reads on after "the document is", and repeats none of it. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/** The parser says `3:17: reason.` */
const placed = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/^(\d+):(\d+): /, 'line $1, column $2: ')
    .replace(/\.$/, '');

interface OpenElement extends Omit<XmlElement, 'text'> {
  readonly attributes: Map<string, string>;
  readonly children: OpenElement[];
  readonly pieces: string[];
  readonly text: string;
}

function openElement(namespace: string, name: string): OpenElement {
  const pieces: string[] = [];
  return {
    namespace,
    name,
    attributes: new Map(),
    children: [],
    pieces,
    get text() {
      return pieces.join('');
    },
  };
}
