import { isObject, textOf, type JsonObject } from '../json.ts';

/**
 * Reads the body of an AWS query request: `Filter.member.1=Role` becomes `{ Filter: ['Role'] }`, and
 * `Attributes.entry.1.Name=a&Attributes.entry.1.Value=b` becomes `{ Attributes: { a: 'b' } }`. Every leaf is text; an
 * empty list, which SDKs write as `Filter=`, is empty text.
 */
export function parseForm(body: string): JsonObject {
  const tree = new Node();
  for (const [path, value] of new URLSearchParams(body)) tree.put(path.split('.'), value);
  const input = tree.value();
  return isObject(input) ? input : {};
}

class Node {
  readonly #children = new Map<string, Node>();
  #text = '';

  put(path: readonly string[], text: string): void {
    const [head, ...rest] = path;
    if (head === undefined) {
      this.#text = text;
      return;
    }
    const child = this.#children.get(head) ?? new Node();
    this.#children.set(head, child);
    child.put(rest, text);
  }

  value(): unknown {
    if (this.#children.size === 0) return this.#text;
    const list = this.#children.get('member');
    if (list !== undefined) return list.#inOrder().map((item) => item.value());
    const map = this.#children.get('entry');
    if (map !== undefined) return Object.fromEntries(map.#inOrder().map((entry) => entry.#pair()));
    return Object.fromEntries([...this.#children].map(([name, child]) => [name, child.value()]));
  }

  #inOrder(): readonly Node[] {
    return [...this.#children].toSorted(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
  }

  /** SNS says Name and Value, other services key and value. */
  #pair(): readonly [string, unknown] {
    const key = this.#children.get('Name') ?? this.#children.get('key');
    const value = this.#children.get('Value') ?? this.#children.get('value');
    return [textOf(key?.value()), value?.value() ?? ''];
  }
}
