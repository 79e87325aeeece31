import { isObject } from './json.ts';

/**
 * Replaces every ISO 8601 text under one of `names`, at any depth, by what `write` makes of it. The AWS CLI prints all
 * timestamps alike; on the wire each protocol has its own form. Numbers (epoch seconds) stay as they are.
 */
export function mapTimestamps(value: unknown, names: ReadonlySet<string>, write: (date: Date) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapTimestamps(item, names, write));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      names.has(name) && typeof member === 'string' ? write(dateOf(name, member)) : mapTimestamps(member, names, write),
    ]),
  );
}

function dateOf(name: string, text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new Error(`${name} in the export should be a date in ISO 8601, but is ${text}`);
  return date;
}
