/** Checks packaged CloudFormation templates with AWS's own validator, offline; anything it finds fails. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string | number }>>;
}

const given = process.argv.slice(2);
const paths = given.length > 0 ? given : ['.serverless/cloudformation-template-update-stack.json'];
const engine = new RegoEngine();
try {
  process.exitCode = paths.map((path) => faultsIn(path)).some((faults) => faults > 0) ? 1 : 0;
} finally {
  engine.free();
}

function faultsIn(path: string): number {
  const copy = `${path}.chosen.json`;
  const template: Template = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(copy, JSON.stringify(withChoices(template)));
  try {
    const { diagnostics } = engine.validateStandard(new TemplateFile(copy), {
      severityLevel: 'WARN',
      // osls names a function's role both where it is used and among what it depends on.
      exclude: { ids: ['W3005'] },
    });
    for (const { severity, ruleId, message } of diagnostics) console.log(`${severity} ${ruleId} ${message}`);
    console.log(`${path}: ${diagnostics.length === 0 ? 'valid' : `${diagnostics.length} faults`}`);
    return diagnostics.length;
  } finally {
    rmSync(copy);
  }
}

/**
 * The template as if every choice were made. An empty default means "none", and conditions keep it from where it would
 * be wrong; the validator does not look at conditions.
 */
function withChoices(template: Template): Template {
  const parameters = Object.entries(template.Parameters ?? {}).map(([name, parameter]) => {
    const { Default: value, ...rest } = parameter;
    const isNone = value === undefined || value === '' || Number(value) === 0;
    return [name, isNone ? rest : parameter] as const;
  });
  return { ...template, Parameters: Object.fromEntries(parameters) };
}
