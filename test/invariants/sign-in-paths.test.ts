import { describe, expect, it } from 'vitest';
import { collect } from '../../lib/collect/collect.ts';
import { exampleSnapshot } from '../../lib/explain/example.ts';
import { exportSource } from '../../lib/export/export-source.ts';
import { explainedRules } from '../../rules/explained.ts';
import { cases } from '../corpus/cases.ts';
import { contradictions } from '../support/invariants.ts';

describe('findings, sign-in paths and problems agree', () => {
  it.each(
    explainedRules.flatMap(({ id, examples }) =>
      [...examples.pass, ...examples.fail, ...examples.notApplicable, ...examples.unknown].map(
        ({ name, given }) => [id, name, given] as const,
      ),
    ),
  )('%s: %s', (_rule, _name, given) => expect(contradictions(exampleSnapshot(given))).toEqual([]));

  it.each(cases.map(({ name, account, role }) => [name, { ...account, roles: [role] }] as const))(
    'corpus: %s',
    (_, given) => expect(contradictions(exampleSnapshot(given))).toEqual([]),
  );

  it('in the demo account', async () => {
    const source = await exportSource('examples/demo-account');
    const snapshot = await collect({ source, asOf: '2026-11-24T06:00:00.000Z' });
    expect(contradictions(snapshot)).toEqual([]);
  });
});
