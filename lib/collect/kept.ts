import type { Pseudonyms } from './pseudonyms.ts';
import { isRecord } from './shape.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * What of an answer is kept: `value`, text, numbers and lists of them as they are; `person`, a pseudonym for the name of
 * one; `document`, whatever it is; or of an object, or of each object of a list, only the members that are named, `X*`
 * standing for all that begin with X.
 */
export type Kept = 'value' | 'person' | 'document' | { readonly [member: string]: Kept };

/** The members of an answer, or of an object in it, that are kept. */
export type KeptMembers = Exclude<Kept, string>;

/** The members that say an answer goes on; AWS has no others. */
export const pagingMembers: readonly string[] = ['NextToken', 'Marker', 'IsTruncated'];

/**
 * What is kept of a value. Where there is something of another kind, its kind stays and not what it holds, so that it is
 * still seen for what it is.
 */
export function keptOf(value: unknown, what: Kept, pseudonyms: Pseudonyms): unknown {
  if (what === 'document') return value;
  const one = (item: unknown): unknown => {
    if (typeof what === 'object') return isRecord(item) ? membersOf(item, what, pseudonyms) : hollow(item);
    if (typeof item === 'object' && item !== null) return hollow(item);
    return what === 'person' && typeof item === 'string' ? personOf(item, pseudonyms) : item;
  };
  return Array.isArray(value) ? value.map(one) : one(value);
}

const membersOf = (value: Members, members: KeptMembers, pseudonyms: Pseudonyms): Members =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const what = keptMember(members, name);
      return what === undefined ? [] : [[name, keptOf(member, what, pseudonyms)]];
    }),
  );

function keptMember(members: KeptMembers, name: string): Kept | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  const pattern = Object.keys(members).find((key) => key.endsWith('*') && name.startsWith(key.slice(0, -1)));
  return pattern === undefined ? undefined : members[pattern];
}

/** No address looks like a pseudonym: an address has an at sign. */
const personOf = (name: string, pseudonyms: Pseudonyms): string =>
  /^[0-9a-f]{16}$/.test(name) ? name : pseudonyms(name);

function hollow(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (typeof value === 'string') return '';
  return isRecord(value) ? {} : value;
}
