import { describe, expect, it } from 'vitest';
import { linkConsequences, type Evaluated } from '../../../lib/engine/consequences.ts';
import type { Cause, Finding } from '../../../lib/model/finding.ts';

const cause = (kind: string, parameters: Record<string, string> = {}): Cause => ({ kind, parameters });

const finding = (id: string, resource: string, about: Cause, status: Finding['status'] = 'fail'): Finding => ({
  id,
  ruleId: `rule-${id}`,
  status,
  severity: 'high',
  resource: { type: 'iam.role', arn: resource, name: resource, region: 'global' },
  message: `Message of ${id}.`,
  cause: about,
  evidence: [],
  remediation: `Fix of ${id}.`,
  sources: [],
});

const linked = (...evaluated: Evaluated[]) =>
  linkConsequences(evaluated).map(({ id, because, remediation }) => [id, because, remediation]);

describe('a finding that follows from another', () => {
  const missing = cause('provider-missing', { provider: 'Okta' });
  const root: Evaluated = { finding: finding('root', 'role', missing) };

  it('points to it, and carries its fix', () => {
    const served = {
      finding: finding('served', 'directory', cause('served')),
      because: { cause: missing, resource: 'role' },
    };
    expect(linked(root, served)).toEqual([
      ['root', undefined, 'Fix of root.'],
      ['served', 'root', 'Fix of root.'],
    ]);
  });

  it('points to the root of a chain', () => {
    const middle = {
      finding: finding('middle', 'stack', cause('middle')),
      because: { cause: missing, resource: 'role' },
    };
    const last = {
      finding: finding('last', 'x', cause('last')),
      because: { cause: cause('middle'), resource: 'stack' },
    };
    expect(linked(last, middle, root).map(([id, because]) => [id, because])).toEqual([
      ['last', 'root'],
      ['middle', 'root'],
      ['root', undefined],
    ]);
  });

  it('keeps its own fix when the cause was not reported, passed, or is of another resource', () => {
    const because = { cause: missing, resource: 'role' };
    const alone = { finding: finding('alone', 'directory', cause('alone')), because };
    expect(linked(alone)).toEqual([['alone', undefined, 'Fix of alone.']]);
    const passed = { finding: finding('root', 'role', missing, 'pass') };
    expect(linked(alone, passed)[0]).toEqual(['alone', undefined, 'Fix of alone.']);
    const elsewhere = { finding: finding('root', 'other role', missing) };
    expect(linked(alone, elsewhere)[0]).toEqual(['alone', undefined, 'Fix of alone.']);
  });

  it('does not point to itself, nor round in a circle', () => {
    const self = { finding: finding('self', 'role', missing), because: { cause: missing, resource: 'role' } };
    expect(linked(self)).toEqual([['self', undefined, 'Fix of self.']]);
    const a = { finding: finding('a', 'a', cause('a')), because: { cause: cause('b'), resource: 'b' } };
    const b = { finding: finding('b', 'b', cause('b')), because: { cause: cause('a'), resource: 'a' } };
    expect(linked(a, b).map(([id, because]) => [id, because])).toEqual([
      ['a', 'b'],
      ['b', 'a'],
    ]);
  });

  it('takes the one that follows from nothing where two rules report the same cause', () => {
    const twin = { finding: finding('twin', 'role', missing), because: { cause: missing, resource: 'role' } };
    const served = { finding: finding('served', 'd', cause('served')), because: { cause: missing, resource: 'role' } };
    expect(linked(twin, root, served).map(([id, because]) => [id, because])).toEqual([
      ['twin', 'root'],
      ['root', undefined],
      ['served', 'root'],
    ]);
  });
});
