/** Elements of SAML metadata that name people, or can hold anything, and that no rule needs. */
const left = new Set(['ContactPerson', 'Organization', 'Extensions']);

/** Sections that hold what looks like tags and is none, and how they end. */
const sections: readonly (readonly [start: string, end: string, isKept: boolean])[] = [
  ['<!--', '-->', false],
  ['<![CDATA[', ']]>', true],
  ['<?', '?>', true],
];

/**
 * The document without the elements that name people, and without comments. What is not closed is dropped to its end,
 * where the document was no XML anyway. One pass over the text, however it is made.
 */
export function withoutPeopleInMetadata(xml: string): string {
  const pieces: string[] = [];
  /** The names of the elements that are being dropped, the innermost last; nothing is kept while there are any. */
  let dropping: string | undefined;
  let depth = 0;
  let from = 0;
  let at = xml.indexOf('<');
  while (at !== -1) {
    const section = sections.find(([start]) => xml.startsWith(start, at));
    const isKept = section?.[2] ?? true;
    const end = section === undefined ? endOfTag(xml, at) : endOfSection(xml, at, section);
    const tag = section === undefined ? tagOf(xml, at, end) : undefined;
    if (dropping === undefined) {
      if (!isKept || (tag !== undefined && tag.kind !== 'close' && left.has(tag.name))) {
        pieces.push(xml.slice(from, at));
        from = end;
        if (tag?.kind === 'open') [dropping, depth] = [tag.name, 1];
      }
    } else if (tag?.name === dropping) {
      depth += { open: 1, close: -1, empty: 0 }[tag.kind];
      if (depth === 0) [dropping, from] = [undefined, end];
    }
    at = xml.indexOf('<', end);
  }
  if (dropping === undefined) pieces.push(xml.slice(from));
  return pieces.join('');
}

function endOfSection(xml: string, at: number, [start, close]: (typeof sections)[number]): number {
  const found = xml.indexOf(close, at + start.length);
  return found === -1 ? xml.length : found + close.length;
}

/** An angle bracket in a quoted value ends nothing. */
function endOfTag(xml: string, at: number): number {
  for (let index = at + 1; index < xml.length; index += 1) {
    const letter = xml[index];
    if (letter === '>') return index + 1;
    if (letter !== '"' && letter !== "'") continue;
    index = xml.indexOf(letter, index + 1);
    if (index === -1) break;
  }
  return xml.length;
}

interface Tag {
  /** Without its prefix, which is the author's choice. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
}

const tagName = /[\w.-]*(?::[\w.-]*)?/y;

function tagOf(xml: string, at: number, end: number): Tag {
  const isClosing = xml[at + 1] === '/';
  tagName.lastIndex = at + (isClosing ? 2 : 1);
  const [name = ''] = tagName.exec(xml) ?? [];
  return {
    name: name.slice(name.indexOf(':') + 1),
    kind: isClosing ? 'close' : xml[end - 2] === '/' ? 'empty' : 'open',
  };
}
