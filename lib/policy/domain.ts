/** What the caller knows about a key's possible values. Keys it does not name may be anything, or missing. */
export interface Domain {
  /** Exactly this, always: what is true of every such request. `null`: never in the request. */
  readonly fixed?: readonly string[] | null;
  /** Familiar values to try first. */
  readonly seeds?: readonly string[];
  /** The key is in every such request, with a value. */
  readonly always?: boolean;
  /** The caller tells requests apart by whether this key and that one (lower case) have the same value. */
  readonly comparedWith?: string;
  /** For `aws:RequestTag/…`: the tag's name in its own letter case, which `aws:TagKeys` compares. */
  readonly tagName?: string;
  /** What values look like at all, where that is not what `keys.ts` says: no other ones can come. */
  readonly shape?: Shape;
  /** It cannot be known what comes: nothing is tried, and conditions on the key are unclear. */
  readonly unknown?: Uncertain;
}

/** Characters and lengths that a service accepts in a value. */
export interface Shape {
  /** Matches one character that may come. */
  readonly char: RegExp;
  readonly least: number;
  readonly most: number;
}

/** AWS does not document what comes in the key. */
export interface Uncertain {
  /**
   * `undocumented`: nothing is concluded from a condition on it. `open`: the same for "does it work"; but whoever asks
   * what a request could reach has to count with every value.
   */
  readonly kind: 'undocumented' | 'open';
  /** `undefined`: nor whether it is there at all. */
  readonly present: boolean | undefined;
  /** A clause for people, without a full stop. */
  readonly because: string;
}
