// The package's own types bring the types of browsers along, which would then count everywhere.

export interface XmlNode {
  readonly nodeType: number;
  readonly localName: string | null;
  readonly namespaceURI: string | null;
  readonly firstChild: XmlNode | null;
  readonly nextSibling: XmlNode | null;
  readonly parentNode: XmlNode | null;
}

export interface XmlDocument extends XmlNode {
  readonly documentElement: XmlNode;
}

export interface ParserOptions {
  readonly errorHandler: Readonly<Record<'warning' | 'error' | 'fatalError', (message: string) => void>>;
}

export declare class DOMParser {
  constructor(options: ParserOptions);
  parseFromString(xml: string, type: 'text/xml'): XmlDocument;
}
