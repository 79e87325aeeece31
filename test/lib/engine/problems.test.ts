import { describe, expect, it } from 'vitest';
import { groupProblems } from '../../../lib/engine/problems.ts';
import type { Effect, Finding } from '../../../lib/model/finding.ts';
import type { FederationPath } from '../../../lib/model/path.ts';

const directory = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4';

function finding(id: string, change: Partial<Finding> = {}): Finding {
  return {
    id,
    ruleId: 'rule',
    status: 'fail',
    severity: 'high',
    effect: 'locked-out',
    resource: { type: 'iam.role', arn: `arn:${id}`, name: id, region: 'global' },
    message: `SAML provider Okta does not exist. Role ${id} trusts it.`,
    cause: { kind: 'provider-missing', parameters: { provider: 'Okta' } },
    affects: { paths: [`path of ${id}`], targets: [directory] },
    evidence: [],
    remediation: 'Create the provider.',
    sources: [],
    ...change,
  };
}

const path = (id: string): FederationPath => ({
  id,
  provider: 'Okta',
  role: 'role',
  service: 'workspaces',
  target: directory,
  region: 'eu-central-1',
  status: 'blocked',
  steps: [],
});

const group = (...findings: Finding[]) =>
  groupProblems('111122223333', findings, [path('path of a'), path('path of b')]);

describe('problems', () => {
  it('are one for the same cause in several roles, with what follows from it', () => {
    const follows = finding('c', {
      cause: { kind: 'not-served', parameters: {} },
      because: 'a',
      severity: 'critical',
      userSees: '"Denied"',
    });
    expect(group(finding('a'), follows, finding('b'))).toEqual({
      problems: [
        {
          id: '111122223333/["provider-missing",["provider","Okta"]]',
          number: 1,
          title: 'SAML provider Okta does not exist',
          effect: 'locked-out',
          severity: 'critical',
          cause: { kind: 'provider-missing', parameters: { provider: 'Okta' } },
          summary: 'Users cannot sign in to d-906731a2b4.',
          resources: [finding('a').resource, finding('b').resource],
          userSees: '"Denied"',
          fix: 'Create the provider.',
          findings: ['a', 'b', 'c'],
          paths: ['path of a', 'path of b'],
          targets: [directory],
        },
      ],
      advice: [],
    });
  });

  it('are two when a parameter differs', () => {
    const other = finding('b', { cause: { kind: 'provider-missing', parameters: { provider: 'Entra' } } });
    expect(group(finding('a'), other).problems.map(({ findings }) => findings)).toEqual([['b'], ['a']]);
  });

  it('stand in the order of effect, then severity; advice is kept apart', () => {
    const of = (id: string, effect: Effect, severity: Finding['severity']) =>
      finding(id, { effect, severity, cause: { kind: id, parameters: {} } });
    const { problems, advice } = group(
      of('advice', 'advice', 'high'),
      of('risk', 'at-risk', 'critical'),
      of('exposed', 'exposed', 'medium'),
      of('exposed-more', 'exposed', 'high'),
      of('locked', 'locked-out', 'low'),
    );
    expect(problems.map(({ number, cause }) => [number, cause.kind])).toEqual([
      [1, 'locked'],
      [2, 'exposed-more'],
      [3, 'exposed'],
      [4, 'risk'],
    ]);
    expect(advice.map(({ number, cause }) => [number, cause.kind])).toEqual([[5, 'advice']]);
  });

  it('leave out what passes, what is unknown, and what was accepted', () => {
    const accepted = { owner: 'Desktops', reason: 'Migration', expires: '2027-01-31' };
    expect(
      group(finding('a', { status: 'pass' }), finding('b', { status: 'unknown' }), finding('c', { accepted })),
    ).toEqual({ problems: [], advice: [] });
  });

  it('say what users see only where users are locked out', () => {
    const [problem] = group(finding('a', { effect: 'exposed', userSees: '"Denied"' })).problems;
    expect(problem?.userSees).toBeUndefined();
  });

  it('say the fix of one resource, and for which others it is the same', () => {
    const [problem] = group(finding('a', { remediation: 'Fix a.' }), finding('b', { remediation: 'Fix b.' })).problems;
    expect(problem?.fix).toBe('Fix a. Do the same for b.');
  });

  it('name at most four directories and stacks', () => {
    const targets = ['a', 'b', 'c', 'd', 'e'].map(
      (name) => `arn:aws:appstream:eu-central-1:111122223333:stack/${name}`,
    );
    const [problem] = group(finding('a', { affects: { paths: [], targets } })).problems;
    expect(problem?.summary).toBe('Users cannot sign in to a, b, c, and 2 more.');
    const [few] = group(finding('a', { affects: { paths: [], targets: targets.slice(0, 2) } })).problems;
    expect(few?.summary).toBe('Users cannot sign in to a and b.');
  });
});
