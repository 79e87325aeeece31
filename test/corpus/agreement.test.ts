import { expect, it } from 'vitest';
import { asStreamRole } from '../../lib/federation/stream-role.ts';
import { directoryArn, stackArn } from '../../lib/model/arn.ts';
import { exampleAccountId, exampleSnapshot } from '../../lib/explain/example.ts';
import { agreeOnStreaming, agreeOnTrust, counts } from '../support/naive/agree.ts';
import type { Json } from '../support/naive/evaluate.ts';
import { cases } from './cases.ts';

it('the corpus is judged alike by the naive evaluator', () => {
  for (const { account, role: given } of cases) {
    if (account.partition !== undefined && account.partition !== 'aws') continue;
    const snapshot = exampleSnapshot({ ...account, roles: [given] });
    const role = snapshot.roles.state === 'known' ? snapshot.roles.value[0] : undefined;
    const streamRole = role && asStreamRole(role);
    if (role === undefined || streamRole?.trust.state !== 'known' || streamRole.policies.state !== 'known') continue;
    agreeOnTrust({
      role,
      trust: streamRole.trust.value,
      policy: given.trust as Json,
      provider: `arn:aws:iam::${exampleAccountId}:saml-provider/ExampleIdP`,
      roleTags: given.tags ?? {},
      providerUuid: 'SAMLPEXAMPLE0001',
    });
    const policies = [...Object.values(given.inline ?? {}), ...Object.values(given.managed ?? {})] as Json[];
    for (const service of streamRole.services) {
      const resource =
        service === 'workspaces'
          ? directoryArn('aws', 'eu-central-1', exampleAccountId, 'd-906731a2b4')
          : stackArn('aws', 'eu-central-1', exampleAccountId, 'Design');
      agreeOnStreaming({ role: streamRole, documents: streamRole.policies.value, policies, service, resource });
    }
  }
  expect(counts.compared).toBeGreaterThan(2000);
  expect(counts.questions).toBeGreaterThan(900);
});
