import * as z from 'zod/mini';
import type { Report } from '../model/report.ts';
import { jsonText } from '../text/json-text.ts';
import { reportSchema } from './schema.ts';

/** The report as JSON text: members in the schema's order, two spaces, a newline at the end. */
export const json = (report: Report): string => jsonText(arrange(report, reportSchema), 2);

/** Copies a value with its members in the schema's order; members the schema does not name follow, by name. */
function arrange(value: unknown, schema: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry, index) => arrange(entry, entrySchema(schema, index)));
  if (typeof value !== 'object' || value === null) return value;
  const shape = membersOf(schema);
  const members = new Map(Object.entries(value));
  const others = [...members.keys()].filter((member) => !Object.hasOwn(shape, member)).toSorted();
  return Object.fromEntries(
    [...Object.keys(shape), ...others]
      .filter((member) => members.has(member))
      .map((member) => [member, arrange(members.get(member), shape[member])]),
  );
}

function membersOf(schema: unknown): Readonly<Record<string, unknown>> {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodMiniObject ? inner.def.shape : {};
}

function entrySchema(schema: unknown, index: number): unknown {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodMiniArray) return inner.def.element;
  return inner instanceof z.ZodMiniTuple ? inner.def.items[index] : undefined;
}

/** What a schema is about, whether or not it can be absent or changed. */
const unwrapped = (schema: unknown): unknown =>
  schema instanceof z.ZodMiniExactOptional || schema instanceof z.ZodMiniReadonly
    ? unwrapped(schema.def.innerType)
    : schema;
