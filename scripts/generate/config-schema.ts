import * as z from 'zod/mini';
import { configSchema } from '../../lib/config/schema.ts';
import type { Rule } from '../../lib/rule/rule.ts';
import type { Generated } from './generated.ts';

/** docs/config.schema.json: the same as the tool checks, for editors. */
export function configJsonSchema(rules: readonly Rule[]): Generated {
  const { $schema, ...rest } = z.toJSONSchema(configSchema(rules.map(({ id }) => id)), { io: 'input' });
  const schema = {
    $schema,
    title: 'euc-saml-audit.config.json',
    description: 'Which rules euc-saml-audit judges by, how grave their findings are, and their settings.',
    ...rest,
  };
  return { path: 'docs/config.schema.json', text: JSON.stringify(schema) };
}
