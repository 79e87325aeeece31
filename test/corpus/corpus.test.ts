import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asStreamRole } from '../../lib/federation/stream-role.ts';
import { directoryArn, stackArn } from '../../lib/model/arn.ts';
import type { Finding } from '../../lib/model/finding.ts';
import { exampleAccountId, exampleSnapshot, type ExampleAccount, type ExampleRole } from '../../lib/rule/example.ts';
import { evaluate } from '../../lib/engine/evaluate.ts';
import { rules } from '../../rules/index.ts';
import { deepFreeze } from '../support/judging.ts';
import { agreeOnStreaming, agreeOnTrust, counts } from '../support/naive/agree.ts';
import type { Json } from '../support/naive/evaluate.ts';

/**
 * Trust and permission policies in the shapes that people really write, each with the verdict of every rule about a role
 * or its permissions, worked out by hand from AWS's documentation. Rules that a case does not name have the verdict of
 * `baseline.json`: that of the role as the WorkSpaces guide makes it. A verdict is a status, and for a failure its
 * severity.
 */
type Verdicts = Readonly<Record<string, string>>;

interface Case {
  readonly name: string;
  /** What is special about it. */
  readonly why: string;
  readonly account: Omit<ExampleAccount, 'roles'>;
  readonly role: ExampleRole;
  readonly expect: Verdicts;
  /** The rule's witness, by the keys that decide; null: not in the request. */
  readonly witness?: { readonly rule: string; readonly keys: Readonly<Record<string, string | null>> };
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

const baseline = read('baseline.json') as Verdicts;
const groups = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.json') && name !== 'baseline.json')
  .map((name) => ({ name: name.replace('.json', ''), cases: (read(name) as { cases: Case[] }).cases }));

const judged = rules.filter(({ id }) => /^stream-(role|permission)-/.test(id));

function findingsOf({ account, role }: Case): readonly Finding[] {
  const crashes: unknown[] = [];
  const snapshot = deepFreeze(exampleSnapshot({ ...account, roles: [role] }));
  const findings = evaluate(snapshot, judged, { onRuleError: (_rule, _resource, error) => crashes.push(error) });
  expect(crashes).toEqual([]);
  return findings.filter(({ resource }) => resource.name === role.name);
}

const verdictOf = ({ status, severity }: Finding): string => (status === 'fail' ? `fail ${severity}` : status);

describe.each(groups)('$name', ({ cases }) => {
  it.each(cases)('$name: $why', (one) => {
    const findings = findingsOf(one);
    const expected = Object.fromEntries(judged.map(({ id }) => [id, one.expect[id] ?? baseline[id]]));
    expect(Object.fromEntries(findings.map((finding) => [finding.ruleId, verdictOf(finding)]))).toEqual(expected);
    if (one.witness === undefined) return;
    const { rule, keys } = one.witness;
    const witness = findings.find(({ ruleId }) => ruleId === rule)?.witness;
    expect(witness?.context).toMatchObject(keys);
  });
});

describe('the corpus', () => {
  const cases = groups.flatMap((group) => group.cases);

  it('is judged alike by the naive evaluator', () => {
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

  it('has 150 cases or more, each with a name of its own in its group', () => {
    expect(cases.length).toBeGreaterThanOrEqual(150);
    for (const group of groups) expect(new Set(group.cases.map(({ name }) => name)).size).toBe(group.cases.length);
  });

  it('has a verdict for every rule about roles and permissions, and for no other', () => {
    expect(Object.keys(baseline).toSorted()).toEqual(judged.map(({ id }) => id).toSorted());
    const named = new Set(cases.flatMap((one) => [...Object.keys(one.expect), one.witness?.rule ?? '']));
    expect([...named].filter((id) => id !== '' && baseline[id] === undefined)).toEqual([]);
  });

  it('shows each rule with a verdict other than that of the guide', () => {
    const moved = new Set(
      cases.flatMap((one) => Object.keys(one.expect).filter((id) => one.expect[id] !== baseline[id])),
    );
    // It is off until configured, so that no policy moves it.
    moved.add('stream-role-naming');
    expect([...moved].toSorted()).toEqual(Object.keys(baseline).toSorted());
  });
});
