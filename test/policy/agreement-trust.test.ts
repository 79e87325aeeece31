import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { exampleSnapshot } from '../../lib/explain/example.ts';
import { agreeOnTrust, counts, policyCount, seed, shareOfUnclear } from '../support/naive/agree.ts';
import { provider, trustPolicy } from '../support/naive/policies.ts';
import { parsed } from './support.ts';

/** A second, naive opinion on generated trust policies; identity policies have a file of their own. */
const roleTags = { env: 'prod' };
const snapshot = exampleSnapshot({ roles: [{ name: 'Desktops', tags: roleTags }] });
const role = snapshot.roles.state === 'known' ? snapshot.roles.value[0] : undefined;
if (role === undefined) throw new Error('the example has a role');

afterAll(() => console.log(`trust policies: ${shareOfUnclear()}`));

it('decides every context alike, and lets in the same sign-ins', () => {
  fc.assert(
    fc.property(trustPolicy, (policy) => agreeOnTrust({ role, trust: parsed(policy), policy, provider, roleTags })),
    { numRuns: policyCount, seed },
  );
  expect(counts.unclear / counts.compared).toBeLessThan(0.1);
  expect(counts.open / counts.questions).toBeLessThan(0.15);
}, 7_200_000);
