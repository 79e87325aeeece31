import * as z from 'zod/mini';
// By name: `z.core` as a value would carry all of zod, its translations included, into the functions.
import { $ZodType } from 'zod/v4/core';
import { clip } from '../text/clip.ts';
import { nearest } from '../text/nearest.ts';

/** Input that was refused. Its message is all there is to know, so there is no stack to return to the caller. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(message: string) {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
}

/** Text of one form; `expected` completes "expected …". */
export const text = (form: RegExp, expected: string) =>
  z.string({ error: expected }).check(z.regex(form, { error: expected }));

/**
 * What a schema makes of the input. In the schema, each `error` must complete "expected …".
 *
 * @throws {InputError} the heading, then a line for each member that is wrong: its name, what was expected, what came;
 *   for an unknown member the known one that was probably meant.
 */
export function checked<Shape extends z.core.$ZodShape>(
  heading: string,
  schema: z.ZodMiniObject<Shape, z.core.$ZodObjectConfig>,
  input: unknown,
): z.output<typeof schema> {
  const result = tried(schema, input);
  if ('problems' in result) throw new InputError([heading, ...result.problems].join('\n- '));
  return result.value;
}

/** As `checked`, for input that may be wrong without voiding what stands around it. */
export function tried<Shape extends z.core.$ZodShape>(
  schema: z.ZodMiniObject<Shape, z.core.$ZodObjectConfig>,
  input: unknown,
): { readonly value: z.output<typeof schema> } | { readonly problems: readonly string[] } {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data };
  return { problems: [...new Set(result.error.issues.flatMap((issue) => explain(issue, input, schema)))] };
}

function explain(issue: z.core.$ZodIssue, input: unknown, schema: z.core.$ZodType): readonly string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => `${nameOf([...issue.path, clip(key, 60)])}: ${unknownKey(key, known)}`);
  }
  const came = issue.path.reduce<unknown>(memberOf, input);
  return [`${nameOf(issue.path)}: expected ${issue.message}, got ${shown(came)}`];
}

/** More than these nobody reads in a message. */
const mostToList = 12;

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  const all = known.length > mostToList ? [] : [`Known are ${known.join(', ')}`];
  return ['unknown;', ...(meant === undefined ? [] : [`did you mean ${meant}?`]), ...all].join(' ').replace(/;$/, '');
}

/** The members that the schema has for the object at a path. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniExactOptional)
    return keysAt(schema.def.innerType, path);
  if (!(schema instanceof z.ZodMiniObject)) return [];
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(schema.shape);
  const member: unknown = memberOf(schema.shape, key);
  return member instanceof $ZodType ? keysAt(member, rest) : [];
}

const memberOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** `regions[1]`; the whole input has no name of its own. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name === '' ? String(key) : `${name}.${String(key)}`;
  }, '') || 'it';

const shown = (value: unknown): string => (value === undefined ? 'nothing' : clip(JSON.stringify(value), 100));
