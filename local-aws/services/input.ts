import { refusal } from '../aws-error.ts';
import type { JsonObject } from '../json.ts';

/** A text of the request; `undefined` when it is not there. */
export function text(input: JsonObject, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw refusal('invalid-input', `Expected ${name} to be a string`);
  return value;
}

/** A text that the operation cannot do without. */
export function requiredText(input: JsonObject, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '') throw refusal('invalid-input', `Expected ${name}, but it is missing`);
  return value;
}

/** A number of the request; the query protocol writes it as digits. */
export function integer(input: JsonObject, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    throw refusal('invalid-input', `Expected ${name} to be a whole number`);
  }
  return number;
}

/** A list of texts, also where the operation takes a single one; the query protocol writes an empty list as `''`. */
export function texts(input: JsonObject, name: string): readonly string[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const items = Array.isArray(value) ? value : [value].filter((item) => item !== '');
  return items.map((item) => {
    if (typeof item !== 'string') throw refusal('invalid-input', `Expected ${name} to hold strings`);
    return item;
  });
}
