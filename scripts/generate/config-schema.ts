import * as z from 'zod/mini';
import { exceptionSchema } from '../../lib/config/exceptions.ts';
import { configSchema } from '../../lib/config/schema.ts';
import type { Rule } from '../../lib/rule/rule.ts';
import type { Generated } from './generated.ts';

/** docs/config.schema.json: the same as the tool checks, for editors. */
export function configJsonSchema(rules: readonly Rule[]): Generated {
  const ids = rules.map(({ id }) => id);
  const { $schema, ...rest } = z.toJSONSchema(configSchema(ids, exceptionSchema(ids)), { io: 'input' });
  const schema = {
    $schema,
    title: 'euc-saml-audit.config.json',
    description:
      'Which rules euc-saml-audit judges by, how grave their findings are, which risks are accepted, and settings.',
    ...rest,
  };
  return { path: 'docs/config.schema.json', text: JSON.stringify(schema) };
}
