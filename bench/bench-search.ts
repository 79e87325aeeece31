import { evaluate } from '../lib/engine/evaluate.ts';
import { exampleSnapshot } from '../lib/explain/example.ts';
import { rules } from '../rules/index.ts';
import { hardRoles } from './hard-policies.ts';

/** What the worst policies cost: CPU of judging one account with one such role, beside the figure of the search before. */
export function benchSearch(): void {
  console.log('\nhard policies, one role each');
  for (const { name, role, before } of hardRoles) {
    const snapshot = exampleSnapshot({
      directories: [{ id: 'd-906731a2b4' }],
      stacks: [{ name: 'Design' }],
      roles: [{ name: 'Desktops', ...role }],
    });
    const start = process.cpuUsage();
    const findings = evaluate(snapshot, rules);
    const { user, system } = process.cpuUsage(start);
    const unknown = findings.filter(({ status }) => status === 'unknown').map(({ ruleId }) => ruleId);
    const seconds = ((user + system) / 1e6).toFixed(2);
    const left = unknown.length === 0 ? 'all decided' : `unknown: ${unknown.join(', ')}`;
    console.log(`  ${name.padEnd(38)}${`${seconds} s`.padStart(8)}  before: ${before.padEnd(20)}${left}`);
  }
}
