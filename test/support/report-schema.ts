import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const published: unknown = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));

/** What is wrong with a report by the published schema, one line each; empty when it is valid. */
export const schemaErrors = (report: unknown): readonly string[] => errors(published, report);

/** The same with every object closed: also names members that the schema does not document. */
export const undocumented = (report: unknown): readonly string[] => errors(closed(published), report);

function errors(schema: unknown, report: unknown): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema as object);
  validate(JSON.parse(JSON.stringify(report)));
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema !== null && 'properties' in schema ? { additionalProperties: false, ...copy } : copy;
}
