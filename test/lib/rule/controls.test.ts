import { describe, expect, it } from 'vitest';
import { controls, controlsOf } from '../../../lib/rule/controls.ts';
import { rules } from '../../../rules/index.ts';

describe('controls', () => {
  it('names rules that exist, each once', () => {
    const known = new Set(rules.map(({ id }) => id));
    const named = controls.flatMap((control) =>
      'rules' in control ? control.rules.map((rule) => `${control.id} ${rule}`) : [],
    );
    expect(named.filter((entry) => !known.has(entry.split(' ')[1] ?? ''))).toEqual([]);
    expect(named).toHaveLength(new Set(named).size);
  });

  it('lists each control of a framework once', () => {
    const ids = controls.map(({ framework, id }) => `${framework} ${id}`);
    expect(ids).toHaveLength(new Set(ids).size);
    const count = (framework: string) => controls.filter((control) => control.framework === framework).length;
    expect(['cis-aws-euc-1.2.0', 'aws-security-hub'].map(count)).toEqual([34, 2]);
  });

  it('gives a rule the controls that it supports', () => {
    expect(controlsOf('workspaces-directory-encryption-mode')).toEqual([
      { framework: 'nist-800-53-r5', id: 'SC-13', title: 'Cryptographic Protection' },
      { framework: 'cis-aws-euc-1.2.0', id: '2.16', title: 'FIPS endpoint encryption enabled' },
      { framework: 'iso-27001-2022', id: 'A.8.24', title: 'Use of cryptography' },
    ]);
    expect(controlsOf('stream-role-naming').map(({ id }) => id)).toEqual(['CM-6', 'A.8.9']);
  });
});
