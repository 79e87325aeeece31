import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../../lib/engine/diff.ts';
import type { Finding, Severity } from '../../../lib/model/finding.ts';
import type { FindingLife, LastScan } from '../../../lib/model/history.ts';
import type { Report } from '../../../lib/model/report.ts';
import type { Coverage, Outcome } from '../../../lib/model/snapshot.ts';
import { directory, finding, report, role, unknown } from '../../support/report.ts';

const rule = 'stream-role-allows-tag-session';
const rules = [rule];
const nothing = { lives: [] };

/** The roles were listed, or not. */
const listed = (outcome: Outcome = 'read'): Coverage => ({
  region: 'global',
  call: 'iam:GetAccountAuthorizationDetails',
  outcome,
  requests: 1,
});

const directoriesOf = (region: string): Coverage => ({
  region,
  call: 'workspaces:DescribeWorkspaceDirectories',
  outcome: 'read',
  requests: 1,
});

/** The scan of a day of November 2026. */
function scanned(day: number, findings: readonly Finding[], coverage: readonly Coverage[] = [listed()]): Report {
  const { scan, ...rest } = report(findings, coverage);
  return { ...rest, scan: { ...scan, startedAt: dateOf(day) } };
}

const dateOf = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T06:00:00.000Z`;

const fails = (severity: Severity = 'high') => finding({ severity });
const accepted = { owner: 'Desktop team', reason: 'Being rebuilt.', expires: '2027-03-31' };
const accepts = finding({ accepted });
const passes = finding({ status: 'pass', severity: 'low', message: 'It allows sts:TagSession.' });
const unseen = unknown(rule, role('desktops'), 'iam:GetAccountAuthorizationDetails');

/** Applies one scan after the other; gives what happened on each day, and the lives in the end. */
function live(...scans: readonly Report[]) {
  let lives: readonly FindingLife[] = [];
  const days = scans.map((scan) => {
    const step = diff({ lives }, scan, rules);
    lives = step.lives;
    return step.changes.map(({ kind }) => kind).join();
  });
  return { days, lives };
}

describe('the life of a finding', () => {
  it.each<[string, readonly Finding[], string]>([
    ['opens once', [fails(), fails()], 'opened,'],
    ['does not open by passing or by being unknown', [passes, unseen], ','],
    ['resolves by passing', [fails(), passes, passes], 'opened,resolved,'],
    [
      'resolves when the rule does not apply any more',
      [fails(), { ...passes, status: 'not-applicable' }],
      'opened,resolved',
    ],
    ['opens again', [fails(), passes, fails()], 'opened,resolved,reopened'],
    ['gets worse and eases', [fails('medium'), fails('critical'), fails('low')], 'opened,worsened,eased'],
    ['is lost sight of once, and regained', [fails(), unseen, unseen, fails()], 'opened,lost-sight,,regained'],
    ['is regained worse', [fails(), unseen, fails('critical')], 'opened,lost-sight,worsened'],
    ['resolves out of sight', [fails(), unseen, passes], 'opened,lost-sight,resolved'],
    ['does not come back by being unknown', [fails(), passes, unseen], 'opened,resolved,'],
    ['does not open while it is accepted, and opens when the exception ends', [accepts, accepts, fails()], ',,opened'],
    ['is accepted once, and opens again', [fails(), accepts, accepts, fails()], 'opened,accepted,,reopened'],
    ['is accepted out of sight', [fails(), unseen, accepts], 'opened,lost-sight,accepted'],
    ['is not told of while it is accepted', [fails(), accepts, unseen, passes, fails()], 'opened,accepted,,,reopened'],
    ['stays resolved when what comes back is accepted', [fails(), passes, accepts], 'opened,resolved,'],
  ])('%s', (_, findings, days) => {
    expect(live(...findings.map((finding, index) => scanned(index + 1, [finding]))).days.join()).toBe(days);
  });

  it('remembers when it was first seen, last changed and last confirmed, and counts its changes', () => {
    const { lives } = live(
      scanned(1, [fails('low')]),
      scanned(2, [fails('high')]),
      scanned(3, [fails('high')]),
      scanned(4, [unseen]),
    );
    expect(lives).toStrictEqual([
      {
        finding: { ...unseen, severity: 'high' },
        status: 'lost-sight',
        firstSeen: dateOf(1),
        lastChanged: dateOf(4),
        lastConfirmed: dateOf(3),
        version: 3,
      },
    ]);
  });

  it('is told with the severity it failed with, whatever the verdict now has', () => {
    const opened = diff(nothing, scanned(1, [fails('critical')]), rules);
    const { changes } = diff(opened, scanned(2, [passes]), rules);
    expect(changes.map((change) => change.finding)).toStrictEqual([{ ...passes, severity: 'critical' }]);
  });

  it('was last confirmed by the last scan, if that looked at its Region with its rule', () => {
    const old = diff(nothing, scanned(1, [fails()]), rules);
    const lastScan: LastScan = { id: 'b', at: dateOf(5), complete: true, regions: [], ruleIds: rules };
    const after = (scan: LastScan) => diff({ ...old, lastScan: scan }, scanned(6, []), ['another']).lives;
    expect(after(lastScan)).toMatchObject([{ lastConfirmed: dateOf(5) }]);
    expect(after({ ...lastScan, ruleIds: [] })).toMatchObject([{ lastConfirmed: dateOf(1) }]);
  });
});

describe('a finding that is not there any more', () => {
  const { lives } = diff(nothing, scanned(1, [fails()]), rules);
  const after = (scan: Report, ruleIds = rules) => diff({ lives }, scan, ruleIds);

  it('is gone when its kind of resource was listed without it', () => {
    expect(after(scanned(2, [])).changes).toMatchObject([
      {
        kind: 'gone',
        finding: {
          status: 'not-applicable',
          severity: 'high',
          message:
            'iam:GetAccountAuthorizationDetails was read, and this resource is not among those to judge any more.',
        },
      },
    ]);
  });

  it.each<Outcome>(['denied', 'throttled', 'failed', 'not-exported', 'not-enabled', 'not-offered'])(
    'is lost sight of when the listing was %s',
    (outcome) => {
      expect(after(scanned(2, [], [listed(outcome)])).changes).toMatchObject([
        {
          kind: 'lost-sight',
          finding: {
            status: 'unknown',
            message: `It failed when last seen, and cannot be looked at: iam:GetAccountAuthorizationDetails was not answered (${outcome}).`,
            unread: { call: 'iam:GetAccountAuthorizationDetails', region: 'global', reason: outcome },
          },
        },
      ]);
    },
  );

  it('is lost sight of when the listing was not even asked for', () => {
    expect(after(scanned(2, [], [])).changes).toMatchObject([{ kind: 'lost-sight' }]);
  });

  it('stays as it is when its rule is off', () => {
    expect(after(scanned(2, []), [])).toStrictEqual({ lives, changes: [] });
  });

  it('stays as it is when its rule judges such resources no more', () => {
    expect(after(scanned(2, [finding({ ruleId: 'another', status: 'pass' })]))).toStrictEqual({ lives, changes: [] });
  });

  it('stays as it is when its Region was not scanned', () => {
    const elsewhere = finding({ resource: directory('d-1', 'eu-west-1') });
    const here = finding({ resource: directory('d-2', 'eu-central-1') });
    const before = { lives: [elsewhere, here].map((one) => ({ ...lives[0]!, finding: one })) };
    const both = scanned(2, [], [directoriesOf('eu-west-1'), directoriesOf('eu-central-1')]);
    const { changes } = diff(before, both, rules);
    expect(changes.map((change) => [change.kind, change.finding.resource.name])).toStrictEqual([['gone', 'd-2']]);
  });

  it('is not judged by a scan that began before it was last seen', () => {
    const late = lives.map((life) => ({ ...life, lastChanged: dateOf(3) }));
    expect(diff({ lives: late }, scanned(2, [passes]), rules)).toStrictEqual({ lives: late, changes: [] });
  });
});

/** A role as a scan may see it on some day: with a verdict, or not at all. */
const sightingOf = (name: string): fc.Arbitrary<readonly Finding[]> =>
  fc.oneof(
    fc.constant([]),
    fc
      .record({
        status: fc.constantFrom('fail', 'pass', 'not-applicable', 'unknown'),
        severity: fc.constantFrom<Severity>('critical', 'high', 'low'),
        isAccepted: fc.boolean(),
      })
      .map(({ isAccepted, ...verdict }) => [
        finding({ resource: role(name), ...verdict, ...(isAccepted && verdict.status === 'fail' ? { accepted } : {}) }),
      ]),
  );

describe('whatever is seen, in whatever order', () => {
  const outcome = fc.constantFrom<Outcome>('read', 'denied', 'throttled', 'failed', 'not-exported', 'not-enabled');
  const days = fc
    .array(fc.tuple(sightingOf('a'), sightingOf('b'), outcome), { minLength: 1, maxLength: 8 })
    .map((list) => list.map(([a, b, outcome], index) => scanned(index + 1, [...a, ...b], [listed(outcome)])));

  const laws: Readonly<Record<string, readonly (string | undefined)[]>> = {
    opened: [undefined],
    reopened: ['resolved', 'gone', 'accepted'],
    worsened: ['open', 'lost-sight'],
    eased: ['open', 'lost-sight'],
    regained: ['lost-sight'],
    'lost-sight': ['open'],
    resolved: ['open', 'lost-sight'],
    gone: ['open', 'lost-sight'],
    accepted: ['open', 'lost-sight'],
  };

  /** What a change must rest on: verdict and listing. Every other change: a failure that was seen. */
  const unread = ['denied', 'throttled', 'failed', 'not-exported', 'not-enabled'];
  const grounds: Readonly<Record<string, readonly string[]>> = {
    resolved: ['pass not needed', 'not-applicable not needed'],
    gone: ['missing read'],
    accepted: ['accepted not needed'],
    'lost-sight': ['unknown not needed', ...unread.map((outcome) => `missing ${outcome}`)],
  };

  it('each change follows from the state before, and counts one up', () => {
    fc.assert(
      fc.property(days, (scans) => {
        let lives: readonly FindingLife[] = [];
        for (const scan of scans) {
          const step = diff({ lives }, scan, rules);
          for (const { kind, life } of step.changes) {
            const before = lives.find((old) => old.finding.id === life.finding.id);
            expect(laws[kind]).toContain(before?.status);
            expect(life.version).toBe((before?.version ?? 0) + 1);
            expect(life.lastChanged).toBe(scan.scan.startedAt);
            expect(life.firstSeen).toBe(before?.firstSeen ?? scan.scan.startedAt);
          }
          lives = step.lives;
        }
      }),
    );
  });

  it('nothing is resolved without a verdict, nor gone without its listing, nor opened without a failure', () => {
    fc.assert(
      fc.property(days, (scans) => {
        let lives: readonly FindingLife[] = [];
        for (const scan of scans) {
          const step = diff({ lives }, scan, rules);
          for (const { kind, finding } of step.changes) {
            const now = scan.findings.find(({ id }) => id === finding.id);
            const seen = now?.accepted === undefined ? now?.status : 'accepted';
            const listing = seen === undefined ? scan.coverage[0]!.outcome : 'not needed';
            expect(grounds[kind] ?? ['fail not needed']).toContain(`${seen ?? 'missing'} ${listing}`);
          }
          lives = step.lives;
        }
      }),
    );
  });

  it('the same scan changes nothing the second time', () => {
    fc.assert(
      fc.property(days, (scans) => {
        const { lives } = live(...scans);
        expect(diff({ lives }, scans.at(-1)!, rules)).toStrictEqual({ lives, changes: [] });
      }),
    );
  });

  it('what fails and is not accepted is open, and nothing else is', () => {
    fc.assert(
      fc.property(days, (scans) => {
        const { lives } = live(...scans);
        const open = lives.filter(({ status }) => status === 'open').map((life) => life.finding.id);
        const failing = scans
          .at(-1)!
          .findings.filter(({ status, accepted }) => status === 'fail' && accepted === undefined);
        expect(open.toSorted()).toStrictEqual(failing.map(({ id }) => id).toSorted());
      }),
    );
  });
});
