import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { evaluate } from '../../lib/engine/evaluate.ts';
import { exampleSnapshot, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { rules } from '../../rules/index.ts';
import { policyCount, seed } from '../support/naive/agree.ts';
import { knownTrustPolicy } from '../support/naive/policies.ts';

/** How often rules about a trust policy cannot tell, on generated ones that hold nothing AWS leaves undocumented. */
const judged = rules.filter(({ id }) => id.startsWith('stream-role-'));
const unknowns = new Map<string, { count: number; messages: Map<string, number> }>();

function note(policy: unknown): void {
  const snapshot = exampleSnapshot({
    providers: [{ name: 'ExampleIdP' }, { name: 'Other' }],
    roles: [{ name: 'Desktops', trust: policy, tags: { env: 'prod' }, inline: { Stream: guideWorkspacesPolicy } }],
  });
  for (const { ruleId, status, message } of evaluate(snapshot, judged)) {
    if (status !== 'unknown') continue;
    const known = unknowns.get(ruleId) ?? { count: 0, messages: new Map<string, number>() };
    unknowns.set(ruleId, known);
    known.count += 1;
    known.messages.set(message, (known.messages.get(message) ?? 0) + 1);
  }
}

afterAll(() => {
  for (const [id, { count, messages }] of unknowns) {
    console.log(`${id}: ${((100 * count) / policyCount).toFixed(2)} % unknown`);
    for (const [message, times] of [...messages].toSorted((a, b) => b[1] - a[1]).slice(0, 6)) {
      console.log(`  ${times}: ${message}`);
    }
  }
});

it('rules about trust policies are unknown for less than 0.5 % of them', () => {
  fc.assert(
    fc.property(knownTrustPolicy, (policy) => note(policy)),
    { numRuns: policyCount, seed },
  );
  // Of a few hundred, two more or less say nothing.
  const most = Math.max(4, 0.005 * policyCount);
  for (const [id, { count }] of unknowns) expect([id, count < most]).toEqual([id, true]);
}, 7_200_000);
