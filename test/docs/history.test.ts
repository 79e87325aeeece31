import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changeKinds } from '../../lib/model/change.ts';
import type { ComparedChange } from '../../lib/model/comparison.ts';
import { table } from '../../lib/report/table.ts';
import { directory, finding, report, role } from '../support/report.ts';

const page = readFileSync(new URL('../../docs/history.md', import.meta.url), 'utf8');

it('docs/history.md explains every kind of change', () => {
  const rows = page.split('\n').flatMap((line) => /^\| (`.*?) +\|/.exec(line)?.[1] ?? []);
  const explained = rows.flatMap((row) => [...row.matchAll(/`([a-z-]+)`/g)].map((match) => match[1]));
  expect(explained).toHaveLength(changeKinds.length);
  expect(new Set(explained)).toEqual(new Set(changeKinds));
});

it('docs/history.md shows the section that the report has', () => {
  const change = ({ id: findingId, ruleId, severity, resource, message }: ReturnType<typeof finding>) => ({
    findingId,
    ruleId,
    severity,
    resource,
    message,
  });
  const saml = finding({
    ruleId: 'workspaces-directory-saml-enabled',
    resource: directory('d-906731a2b4', 'us-east-1'),
  });
  const changes: readonly ComparedChange[] = [
    { kind: 'opened', ...change(finding({ resource: role('Desktops') })) },
    { kind: 'resolved', ...change(saml) },
  ];
  const text = table({ ...report([]), comparison: { since: '2026-11-20T06:00:00.000Z', changes } });
  const [, shown] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
  expect(text).toContain(`\n\n${shown}\nResult: `);
});
