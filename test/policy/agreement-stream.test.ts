import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { asStreamRole } from '../../lib/federation/stream-role.ts';
import { exampleSnapshot, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { agreeOnStreaming, counts, policyCount, seed, shareOfUnclear } from '../support/naive/agree.ts';
import { directory, streamPolicy } from '../support/naive/policies.ts';
import { parsed } from './support.ts';

/** A second, naive opinion on generated identity policies. */
const snapshot = exampleSnapshot({ roles: [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }] });
const [given] = snapshot.roles.state === 'known' ? snapshot.roles.value : [];
const role = given && asStreamRole(given);
if (role === undefined) throw new Error('the example has a stream role');

afterAll(() => console.log(`identity policies: ${shareOfUnclear()}`));

it('decides every context alike, and opens the same sessions', () => {
  fc.assert(
    fc.property(streamPolicy, (policy) =>
      agreeOnStreaming({
        role,
        documents: [{ name: 'Stream', document: parsed(policy) }],
        policies: [policy],
        service: 'workspaces',
        resource: directory,
      }),
    ),
    { numRuns: policyCount, seed },
  );
  expect(counts.unclear / counts.compared).toBeLessThan(0.1);
  expect(counts.open / counts.questions).toBeLessThan(0.15);
}, 7_200_000);
