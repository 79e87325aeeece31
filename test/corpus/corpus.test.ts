import { describe, expect, it } from 'vitest';
import type { Finding } from '../../lib/model/finding.ts';
import { exampleSnapshot } from '../../lib/explain/example.ts';
import { evaluate } from '../../lib/engine/evaluate.ts';
import { rules } from '../../rules/index.ts';
import { deepFreeze } from '../support/judging.ts';
import { baseline, cases, groups, type Case } from './cases.ts';

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
