import { describe, expect, it } from 'vitest';
import { compared, onlyNew } from '../../../lib/engine/compare.ts';
import { diff } from '../../../lib/engine/diff.ts';
import type { Finding } from '../../../lib/model/finding.ts';
import type { History } from '../../../lib/model/history.ts';
import { finding, report, role, unknown } from '../../support/report.ts';

const rule = 'stream-role-allows-tag-session';
const of = (name: string, changes: Partial<Finding> = {}) => finding({ resource: role(name), ...changes });
const listed = { region: 'global', call: 'iam:GetAccountAuthorizationDetails', outcome: 'read', requests: 1 } as const;
const accepted = { owner: 'Desktop team', reason: 'Being rebuilt.', expires: '2027-03-31' };

/** What is remembered after a scan the day before. */
function remembered(...findings: readonly Finding[]): History {
  const before = report(findings, [listed]);
  const startedAt = '2026-11-20T06:00:00.000Z';
  const { lives } = diff({ lives: [] }, { ...before, scan: { ...before.scan, startedAt } }, [rule]);
  return { lives, waiting: [], lastScan: { id: '1', at: startedAt, complete: true, regions: [], ruleIds: [rule] } };
}

const history = remembered(
  of('known'),
  of('worse', { severity: 'low' }),
  of('fixed'),
  of('deleted'),
  of('hidden'),
  of('decided'),
);
const today = report(
  [
    of('worse', { severity: 'critical' }),
    of('decided', { accepted }),
    of('known'),
    of('new'),
    of('fixed', { status: 'pass' }),
    unknown(rule, role('hidden'), 'iam:ListRoles'),
  ],
  [listed],
);

describe('a report that is compared', () => {
  const after = compared(today, history, [rule]);

  it('tells what changed, worst news first', () => {
    expect(after.comparison?.since).toBe('2026-11-20T06:00:00.000Z');
    expect(after.comparison?.changes.map(({ kind, resource }) => `${resource.name} ${kind}`)).toEqual([
      'new opened',
      'worse worsened',
      'hidden lost-sight',
      'fixed resolved',
      'deleted gone',
      'decided accepted',
    ]);
    expect(after.comparison?.changes[0]).toEqual({
      kind: 'opened',
      findingId: of('new').id,
      ruleId: rule,
      severity: 'high',
      resource: role('new'),
      message: 'No statement of the trust policy allows sts:TagSession.',
    });
  });

  it('is otherwise as it was', () => {
    expect({ ...after, comparison: undefined }).toEqual(today);
  });

  it('finds all new where nothing is remembered', () => {
    const { comparison } = compared(today, { lives: [], waiting: [] }, [rule]);
    expect(comparison).not.toHaveProperty('since');
    expect(comparison?.changes.map(({ kind, resource }) => `${resource.name} ${kind}`)).toEqual([
      'worse opened',
      'known opened',
      'new opened',
    ]);
  });

  it('can be reduced to what is new, with what is accepted or unknown, and says how much is left out', () => {
    const { findings, summary, comparison } = onlyNew(after);
    expect(findings.map(({ resource, status }) => `${resource.name} ${status}`)).toEqual([
      'worse fail',
      'decided fail',
      'new fail',
      'fixed pass',
      'hidden unknown',
    ]);
    expect(summary).toEqual({
      fail: { critical: 1, high: 1, medium: 0, low: 0, informational: 0 },
      accepted: 1,
      pass: 1,
      notApplicable: 0,
      unknown: 1,
      complete: true,
    });
    expect(comparison).toEqual({ ...after.comparison, leftOut: 1 });
  });
});
