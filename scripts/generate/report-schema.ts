import * as z from 'zod/mini';
import { reportSchema } from '../../lib/report/schema.ts';
import type { Generated } from './generated.ts';

const promise =
  'What one scan of one AWS account read, found and could not read. Within schema version 1 members are only ever ' +
  'added: objects accept members that this schema does not name, unless additionalProperties is false, and a consumer ' +
  'ignores those that it does not know. Members that are named here are never removed, renamed or given another ' +
  'meaning, and no value is added to an enumeration; any of that is a new schemaVersion.';

/** docs/report.schema.json: the same as the types that the tool is written with. */
export function reportJsonSchema(): Generated {
  const { $schema, ...rest } = z.toJSONSchema(reportSchema, {
    io: 'input',
    unrepresentable: 'any',
    // The name of a definition is its key in $defs; a formatted time needs no pattern beside it.
    override: ({ jsonSchema }) => {
      delete jsonSchema['id'];
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  const schema = { $schema, title: 'euc-saml-audit report, schema version 1', description: promise, ...rest };
  return { path: 'docs/report.schema.json', text: JSON.stringify(schema) };
}
