import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyExceptions, type Judged } from '../../../lib/engine/exceptions.ts';
import { summarise } from '../../../lib/engine/summarise.ts';
import type { Exception } from '../../../lib/model/exception.ts';
import { severities, type Finding, type Status } from '../../../lib/model/finding.ts';
import { directory, finding, role, unknown } from '../../support/report.ts';

const rule = 'stream-role-allows-tag-session';
const other = 'workspaces-directory-ip-restricted';
const name = `The exception of Desktop team for ${rule} on arn:aws:iam::111122223333:role/desktops (exceptions[0])`;

const exception = (changes: Partial<Exception> = {}): Exception => ({
  rule,
  resource: 'arn:aws:iam::111122223333:role/desktops',
  owner: 'Desktop team',
  reason: 'Being rebuilt.',
  expires: '2027-03-31',
  ...changes,
});
const { owner, reason } = exception();

const judged = (findings: readonly Finding[], changes: Partial<Judged> = {}): Judged => ({
  findings,
  accountId: '111122223333',
  regions: ['eu-central-1', 'us-east-1'],
  ruleIds: [rule, other],
  asOf: '2026-11-21T20:08:11.123Z',
  ...changes,
});

const apply = (findings: readonly Finding[], exceptions: readonly Exception[], changes?: Partial<Judged>) =>
  applyExceptions(judged(findings, changes), [...exceptions.entries()], 30);

/** What is said of one exception, given what was found: `kind: message`, without the name. */
function said(findings: readonly Finding[], changes: Partial<Exception>, scan?: Partial<Judged>): string | undefined {
  const [notice] = apply(findings, [exception(changes)], scan).notices;
  return notice === undefined
    ? undefined
    : `${notice.kind}: ${notice.message.replace(/^The .* \(exceptions\[0\]\) /, '')}`;
}

const passing = finding({ status: 'pass' });
const unlisted = unknown(
  rule,
  { type: 'iam.role', arn: 'arn:aws:iam::111122223333:role/*', name: '*', region: 'global' },
  'iam:GetAccountAuthorizationDetails',
);

describe('an exception', () => {
  it('marks what fails and is matched, and nothing else', () => {
    const findings = [
      finding(),
      finding({ resource: role('desktops2') }),
      finding({ ruleId: other, resource: role('desktops') }),
      passing,
    ];
    const accepted = { owner, reason, expires: '2027-03-31' };
    expect(apply(findings, [exception()])).toEqual({
      findings: [{ ...findings[0], accepted }, ...findings.slice(1)],
      notices: [],
    });
  });

  it.each([
    ['arn:aws:iam::*:role/desk*', true],
    ['*', true],
    ['*role/desktop?', true],
    ['*role/desktop', false],
    ['arn:aws:iam::111122223333:role/Desktops', false],
  ])('on %s covers the role desktops: %s', (resource, covers) => {
    const [decided] = apply([finding()], [exception({ resource })]).findings;
    expect(decided?.accepted !== undefined).toBe(covers);
  });

  it('holds until the end of its last day', () => {
    const accepts = (asOf: string) =>
      apply([finding()], [exception({ expires: '2026-11-21' })], { asOf }).findings[0]?.accepted !== undefined;
    expect(accepts('2026-11-21T23:59:59.999Z')).toBe(true);
    expect(accepts('2026-11-22T00:00:00.000Z')).toBe(false);
  });

  it('is named by the first that holds', () => {
    const exceptions = [
      exception({ owner: 'Past', expires: '2026-01-01' }),
      exception({ owner: 'First' }),
      exception({ owner: 'Second' }),
    ];
    expect(apply([finding()], exceptions).findings[0]?.accepted?.owner).toBe('First');
  });

  it('is taken out of the failures that count', () => {
    const { findings } = apply([finding(), finding({ resource: role('other') })], [exception()]);
    expect(summarise(findings, [])).toEqual({
      fail: { critical: 0, high: 1, medium: 0, low: 0, informational: 0 },
      accepted: 1,
      pass: 0,
      notApplicable: 0,
      unknown: 0,
      complete: true,
    });
  });
});

describe('a notice', () => {
  it('names the exception in full', () => {
    const expired = exception({ expires: '2026-11-20' });
    expect(apply([finding()], [expired]).notices).toEqual([
      {
        kind: 'exception-expired',
        index: 0,
        message: `${name} expired at the end of 2026-11-20: the finding that it accepted counts again. Fix it, or decide anew.`,
        exception: expired,
      },
    ]);
  });

  it.each([
    ['2026-12-22', undefined],
    [
      '2026-12-21',
      'exception-expiring: expires in 30 days, at the end of 2026-12-21: fix what it accepts, or renew it.',
    ],
    ['2026-11-22', 'exception-expiring: expires tomorrow, at the end of 2026-11-22: fix what it accepts, or renew it.'],
    ['2026-11-21', 'exception-expiring: expires today, at the end of 2026-11-21: fix what it accepts, or renew it.'],
    [
      '2026-11-20',
      'exception-expired: expired at the end of 2026-11-20: the finding that it accepted counts again. Fix it, or decide anew.',
    ],
  ])('comes 30 days before the end: %s', (expires, notice) => {
    expect(said([finding()], { expires })).toBe(notice);
  });

  it('counts what counts again', () => {
    const findings = [finding(), finding({ resource: role('desktops2') })];
    const expired = exception({ resource: '*', expires: '2026-11-20' });
    expect(said(findings, expired)).toBe(
      'exception-expired: expired at the end of 2026-11-20: the 2 findings that it accepted count again. Fix them, or decide anew.',
    );
    // Another exception took them over.
    const renewed = exception({ resource: '*' });
    expect(apply(findings, [expired, renewed]).notices.map(({ index, message }) => [index, message])).toEqual([
      [
        0,
        `The exception of Desktop team for ${rule} on * (exceptions[0]) expired at the end of 2026-11-20, and nothing depends on it: remove it.`,
      ],
    ]);
  });

  it('tells what matches nothing', () => {
    expect(said([passing], {})).toBe('exception-unused: matches nothing that fails: remove it.');
    expect(said([finding({ resource: role('x') })], {})).toBe(
      'exception-unused: matches no resource that the rule judges: correct it, or remove it.',
    );
  });

  it.each<[string, readonly Finding[]]>([
    ['could not be judged', [unknown(rule, role('desktops'), 'iam:ListRoles')]],
    ['may be among what could not be listed', [unlisted]],
  ])('does not take for nothing what %s', (_what, findings) => {
    expect(said(findings, {})).toBeUndefined();
    expect(said(findings, { expires: '2026-11-22' })).toBe(
      'exception-expiring: expires tomorrow, at the end of 2026-11-22: fix what it accepts, or renew it.',
    );
    expect(said(findings, { expires: '2026-11-20' })).toBe('exception-expired: expired at the end of 2026-11-20.');
  });

  it('is about what the scan looked at', () => {
    const unused = 'exception-unused: matches no resource that the rule judges: correct it, or remove it.';
    const inRegion = (region: string) => ({ rule: other, resource: directory('d-1', region).arn });
    expect(said([], inRegion('us-east-1'))).toBe(unused);
    expect(said([], inRegion('eu-west-3'))).toBeUndefined();
    expect(said([], { ...inRegion('us-east-1'), resource: 'arn:aws:workspaces:eu-*' })).toBe(unused);
    expect(said([], {}, { accountId: '444455556666' })).toBeUndefined();
    expect(said([], { resource: 'arn:aws:iam::*:role/desktops' }, { accountId: '444455556666' })).toBe(unused);
    expect(said([], { expires: '2026-01-01' }, { ruleIds: [other] })).toBeUndefined();
  });
});

const isAccepted = ({ accepted }: Finding): boolean => accepted !== undefined;

/** As the rule's own matcher, by another way. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\/]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);

describe('whatever the exceptions', () => {
  const resources = [role('desktops'), role('admins'), directory('d-1')];
  const findings = fc.uniqueArray(
    fc.record({
      ruleId: fc.constantFrom(rule, other),
      status: fc.constantFrom<Status>('fail', 'pass', 'not-applicable', 'unknown'),
      severity: fc.constantFrom(...severities),
      resource: fc.constantFrom(...resources),
    }),
    { selector: ({ ruleId, resource }) => `${ruleId} ${resource.arn}` },
  );
  const exceptions = fc.array(
    fc.record({
      rule: fc.constantFrom(rule, other),
      resource: fc.oneof(
        fc.constantFrom(...resources.map(({ arn }) => arn)),
        fc.string({ unit: fc.constantFrom('*', '?', 'a', ':', '/', 'd') }),
      ),
      owner: fc.string(),
      reason: fc.string(),
      expires: fc.constantFrom('2026-11-20', '2026-11-21', '2026-12-01', '2028-02-29'),
    }),
  );

  it('no verdict changes, none is lost, only failures are accepted, and only by what holds and matches', () => {
    fc.assert(
      fc.property(findings, exceptions, (changes, accepted) => {
        const before = changes.map((change) => finding(change));
        const { findings: after, notices } = apply(before, accepted);
        expect(after.map((decided) => ({ ...decided, accepted: undefined }))).toEqual(before);
        for (const { accepted: acceptance, status, ruleId, resource } of after.filter(isAccepted)) {
          expect(status).toBe('fail');
          expect(accepted).toContainEqual({ ...acceptance, rule: ruleId, resource: expect.any(String) as string });
          expect(acceptance?.expires).not.toBe('2026-11-20');
          expect(accepted.some((one) => one.rule === ruleId && matches(one.resource, resource.arn))).toBe(true);
        }
        // One thing is said of each, at most.
        expect(new Set(notices.map(({ index }) => index)).size).toBe(notices.length);
      }),
    );
  });

  it('one more changes nothing but what it covers', () => {
    fc.assert(
      fc.property(findings, exceptions, (changes, accepted) => {
        const before = changes.map((change) => finding(change));
        const one = apply(before, accepted).findings;
        const more = apply(before, [...accepted, exception({ expires: '2028-01-01' })]).findings;
        const isCovered = ({ resource, ruleId, status }: Finding) =>
          resource.name === 'desktops' && ruleId === rule && status === 'fail';
        expect(more.filter(isCovered).every(isAccepted)).toBe(true);
        expect(more.filter((decided) => !isCovered(decided))).toEqual(one.filter((decided) => !isCovered(decided)));
      }),
    );
  });
});
