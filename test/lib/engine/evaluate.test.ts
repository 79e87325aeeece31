import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../lib/engine/evaluate.ts';
import { summarise } from '../../../lib/engine/summarise.ts';
import type { Coverage } from '../../../lib/model/snapshot.ts';
import { exampleSnapshot, type ExampleAccount } from '../../../lib/explain/example.ts';
import { defineRule, type Rule } from '../../../lib/rule/rule.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../../lib/rule/verdict.ts';

const ruleOf = (id: string, judge: (directory: string) => Verdict): Rule =>
  defineRule({
    id,
    title: 'Directory is as it should be',
    severity: 'medium',
    effect: 'at-risk',
    sources: [{ title: 'The guide, Step 1', url: 'https://example.com/guide' }],
    statements: [],
    reads: [],
    remediation: 'Mend it.',
    userSees: 'An error.',
    evaluate: { 'workspaces.directory': { scope: [], judge: ({ id: directory }) => judge(directory) } },
  });

const seen = { path: 'State', actual: 'ERROR', expected: 'REGISTERED' };
const witness = { sentence: 'somebody may', action: 'workspaces:Stream', context: {} };
const account: ExampleAccount = { directories: [{ id: 'd-2' }, { id: 'd-1' }] };
const findingsOf = (given: ExampleAccount, ...rules: Rule[]) => evaluate(exampleSnapshot(given), rules);

describe('a finding', () => {
  it('says all there is to say of a failure', () => {
    const rule = ruleOf('some-rule', () => fail('It is broken.', [seen], { witness }));
    expect(findingsOf({ directories: [{ id: 'd-1' }] }, rule)).toEqual([
      {
        id: '111122223333/some-rule/arn:aws:workspaces:eu-central-1:111122223333:directory/d-1',
        ruleId: 'some-rule',
        status: 'fail',
        severity: 'medium',
        resource: {
          type: 'workspaces.directory',
          arn: 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-1',
          name: 'd-1',
          region: 'eu-central-1',
        },
        message: 'It is broken.',
        effect: 'at-risk',
        cause: { kind: 'some-rule', parameters: {} },
        userSees: 'An error.',
        evidence: [seen],
        witness,
        remediation: 'Mend it.',
        sources: ['The guide, Step 1: https://example.com/guide'],
      },
    ]);
  });

  it('takes from the verdict what it says itself, before what the rule says', () => {
    const own = {
      severity: 'low',
      remediation: 'Wait.',
      effect: 'locked-out',
      cause: { kind: 'state-wrong', parameters: { state: 'ERROR' } },
      statement: { policy: 'Stream', index: 0, sid: 'AllowStream', element: 'Action' },
      suggestion: 'REGISTERED',
      userSees: 'Another error.',
    } as const;
    const rule = ruleOf('some-rule', () => fail('It is broken.', [seen], own));
    expect(findingsOf({ directories: [{ id: 'd-1' }] }, rule)).toMatchObject([own]);
  });

  it('has nothing of a failure, and no unread call, that the verdict does not have', () => {
    const rule = ruleOf('some-rule', (id) => (id === 'd-1' ? pass('Fine.') : notApplicable('Not judged.')));
    for (const finding of findingsOf(account, rule)) {
      for (const member of ['effect', 'cause', 'userSees', 'witness', 'unread'])
        expect(finding).not.toHaveProperty(member);
      expect(finding.evidence).toEqual([]);
    }
  });

  it('names the call that would tell', () => {
    const fact = {
      state: 'unreadable',
      call: 'a:B',
      region: 'eu-central-1',
      reason: 'denied',
      detail: 'No. ',
    } as const;
    const rule = ruleOf('some-rule', () => pass(String(need(fact))));
    expect(findingsOf({ directories: [{ id: 'd-1' }] }, rule)).toMatchObject([
      {
        status: 'unknown',
        message: 'Could not be judged: No.',
        unread: { call: 'a:B', region: 'eu-central-1', reason: 'denied', action: 'a:B' },
      },
    ]);
  });

  it('stands for all resources that could not be listed', () => {
    const rule = ruleOf('some-rule', () => pass('Fine.'));
    expect(findingsOf({ unread: ['workspaces:DescribeWorkspaceDirectories'] }, rule)).toMatchObject([
      {
        status: 'unknown',
        resource: { arn: 'arn:aws:workspaces:eu-central-1:111122223333:directory/*', name: '*' },
        unread: { call: 'workspaces:DescribeWorkspaceDirectories' },
      },
    ]);
  });

  it('of a rule that throws is unknown, and somebody is told', () => {
    const told: unknown[] = [];
    const rule = ruleOf('some-rule', () => {
      throw new TypeError('oops');
    });
    const findings = evaluate(exampleSnapshot({ directories: [{ id: 'd-1' }] }), [rule], {
      onRuleError: ({ id }, { name }, error) => told.push([id, name, String(error)]),
    });
    expect(findings).toMatchObject([
      {
        status: 'unknown',
        message: 'This rule failed on the resource; that is a fault of the tool, please report it.',
      },
    ]);
    expect(told).toEqual([['some-rule', 'd-1', 'TypeError: oops']]);
  });

  it('comes in the order of severity, rule and resource', () => {
    const high = ruleOf('z-rule', () => fail('High.', [seen], { severity: 'high' }));
    const rules = [ruleOf('b-rule', () => pass('Fine.')), high, ruleOf('a-rule', () => pass('Fine.'))];
    expect(findingsOf(account, ...rules).map(({ ruleId, resource }) => `${ruleId} ${resource.name}`)).toEqual([
      'z-rule d-1',
      'z-rule d-2',
      'a-rule d-1',
      'a-rule d-2',
      'b-rule d-1',
      'b-rule d-2',
    ]);
  });
});

describe('the summary', () => {
  const read = (outcome: Coverage['outcome']): Coverage => ({
    region: 'global',
    call: 'iam:ListRoles',
    outcome,
    requests: 1,
  });

  it('counts failures by severity, and every other verdict', () => {
    const worst = (['critical', 'high', 'medium', 'low', 'informational'] as const).map((severity) =>
      ruleOf(`${severity}-rule`, () => fail('Broken.', [seen], { severity })),
    );
    const others = [ruleOf('p', () => pass('Fine.')), ruleOf('n', () => notApplicable('Not judged.'))];
    const {
      fail: failed,
      pass: passed,
      notApplicable: skipped,
      unknown,
    } = summarise(findingsOf(account, ...worst, ...others), []);
    expect(failed).toEqual({ critical: 2, high: 2, medium: 2, low: 2, informational: 2 });
    expect([passed, skipped, unknown]).toEqual([2, 2, 0]);
  });

  it.each<[Coverage['outcome'], boolean]>([
    ['read', true],
    ['not-offered', true],
    ['not-enabled', true],
    ['denied', false],
    ['throttled', false],
    ['failed', false],
    ['not-exported', false],
  ])('of a scan with a call that was %s is complete: %s', (outcome, complete) => {
    expect(summarise([], [read('read'), read(outcome)]).complete).toBe(complete);
  });
});
