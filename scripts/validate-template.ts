/** Checks the packaged CloudFormation template with AWS's own validator, offline; anything it finds fails. */
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

const path = process.argv[2] ?? '.serverless/cloudformation-template-update-stack.json';
const engine = new RegoEngine();
try {
  const { diagnostics } = engine.validateStandard(new TemplateFile(path), {
    severityLevel: 'WARN',
    // osls names a function's role both where it is used and among what it depends on.
    exclude: { ids: ['W3005'] },
  });
  for (const { severity, ruleId, message } of diagnostics) console.log(`${severity} ${ruleId} ${message}`);
  console.log(`${path}: ${diagnostics.length === 0 ? 'valid' : `${diagnostics.length} faults`}`);
  process.exitCode = diagnostics.length === 0 ? 0 : 1;
} finally {
  engine.free();
}
