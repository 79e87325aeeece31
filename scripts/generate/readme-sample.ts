import { readFile } from 'node:fs/promises';
import { exportSource } from '../../lib/export/export-source.ts';
import { table } from '../../lib/report/table.ts';
import type { Rule } from '../../lib/rule/rule.ts';
import { withoutSignIns } from '../../lib/rule/sign-ins.ts';
import { scan } from '../../lib/scan/scan.ts';
import type { Generated } from './generated.ts';

/** README.md with the first screen of the demo account as its first sample. */
export async function readmeSample(rules: readonly Rule[]): Promise<Generated> {
  const report = await scan({
    source: await exportSource('examples/demo-account'),
    rules: withoutSignIns(rules),
    scanId: 'demo',
    clock: () => new Date('2026-11-25T06:00:00.000Z'),
  });
  const [screen = ''] = table(report, { brief: true, width: 100 }).split('\n\nSIGN-IN PATHS');
  const readme = await readFile('README.md', 'utf8');
  return {
    path: 'README.md',
    text: readme.replace(/```text\n[\s\S]*?```/u, () => `\`\`\`text\n${screen.trimEnd()}\n\`\`\``),
  };
}
