import type { Context } from '../context.ts';
import { keyInfo, openKey, type KeyInfo, type Phase } from '../keys.ts';
import type { Session } from './question.ts';

/*
 * A sign-in and the session that it opens are one story: the NameID that the trust policy saw is the one that the
 * permissions see, and `aws:PrincipalTag/team` is the `aws:RequestTag/team` of the sign-in. So both requests are searched
 * as one, whose values have *slots*: a slot is a key of the sign-in, or one that only the session has.
 */

/** Keys that both requests have with the same value. */
const shared = new Set([
  'saml:sub',
  'saml:sub_type',
  'saml:namequalifier',
  'aws:currenttime',
  'aws:epochtime',
  'aws:securetransport',
]);

const principalTag = 'aws:principaltag/';
const requestTag = 'aws:requesttag/';
/** Marks a key that both requests have, each with a value of its own. */
const ofSession = 'session ';

/** Where the value of a key is kept. */
export function slotOf(phase: Phase, key: string, session: Session | undefined): string {
  if (session === undefined || phase === 'assume' || shared.has(key)) return key;
  if (key.startsWith(principalTag)) return requestTag + key.slice(principalTag.length);
  if (key === 'aws:sourceidentity') return 'sts:sourceidentity';
  return keyInfo('assume', key)?.availability.kind === 'never' ? key : ofSession + key;
}

/** What is known of the values of a slot; `undefined`: nothing is tried for it. */
export function slotInfo(phase: Phase, slot: string, session: Session | undefined): KeyInfo | undefined {
  if (session === undefined) return openKey(phase, slot);
  if (slot.startsWith(ofSession)) return openKey('stream', slot.slice(ofSession.length));
  return openKey('assume', slot) ?? openKey('stream', slot);
}

export type Values = readonly string[] | null;

/** The values that are settled so far; `null`: the key is not in the request. */
export class Settled implements Context {
  readonly #known: ReadonlyMap<string, Values>;
  constructor(known: ReadonlyMap<string, Values>) {
    this.#known = known;
  }
  get(key: string): readonly string[] | undefined {
    return this.#known.get(key) ?? undefined;
  }
  has(key: string): boolean {
    return this.get(key) !== undefined;
  }
  *[Symbol.iterator](): IterableIterator<[string, readonly string[]]> {
    for (const [key, values] of this.#known) if (values !== null) yield [key, values];
  }
  *keys(): IterableIterator<string> {
    for (const [key] of this) yield key;
  }
}

/** The same as the session's policies see it. */
export class SessionContext implements Context {
  readonly #story: Context;
  readonly #session: Session;
  constructor(story: Context, session: Session) {
    this.#story = story;
    this.#session = session;
  }
  get(key: string): readonly string[] | undefined {
    const values = this.#story.get(slotOf('stream', key, this.#session));
    if (values !== undefined || !key.startsWith(principalTag)) return values;
    const tag = this.#session.roleTags.get(key.slice(principalTag.length));
    return tag === undefined ? undefined : [tag];
  }
  has(key: string): boolean {
    return this.get(key) !== undefined;
  }
  *[Symbol.iterator](): IterableIterator<[string, readonly string[]]> {
    for (const key of this.keys()) yield [key, this.get(key) ?? []];
  }
  *keys(): IterableIterator<string> {
    const tags = new Set<string>();
    for (const slot of this.#story.keys()) {
      const key = keyOfSlot(slot);
      if (key === undefined) continue;
      if (key.startsWith(principalTag)) tags.add(key.slice(principalTag.length));
      yield key;
    }
    for (const tag of this.#session.roleTags.keys()) if (!tags.has(tag)) yield principalTag + tag;
  }
}

/** The key of the session that a slot fills, if there is one. */
function keyOfSlot(slot: string): string | undefined {
  if (shared.has(slot)) return slot;
  if (slot.startsWith(requestTag)) return principalTag + slot.slice(requestTag.length);
  if (slot === 'sts:sourceidentity') return 'aws:sourceidentity';
  if (slot.startsWith(ofSession)) return slot.slice(ofSession.length);
  return keyInfo('assume', slot)?.availability.kind === 'never' ? slot : undefined;
}
