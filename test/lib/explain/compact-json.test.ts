import { expect, it } from 'vitest';
import { compactJson } from '../../../lib/explain/compact-json.ts';

it('keeps what fits on one line, and breaks only what does not', () => {
  expect(compactJson({ roles: [{ name: 'Desktops', lastUsed: null }], unread: ['iam:ListRoles'] }, 54)).toBe(
    ['{', '  "roles": [{ "name": "Desktops", "lastUsed": null }],', '  "unread": ["iam:ListRoles"]', '}'].join('\n'),
  );
  expect(compactJson({ roles: [{ name: 'Desktops', lastUsed: null }] }, 40)).toBe(
    ['{', '  "roles": [', '    { "name": "Desktops", "lastUsed": null }', '  ]', '}'].join('\n'),
  );
});

it('writes what JSON.parse reads back, without members that are not there', () => {
  const value = { a: [], b: {}, c: [[1, 2], 'x"y'], d: undefined, e: { f: true } };
  for (const width of [0, 20, 200]) {
    expect(JSON.parse(compactJson(value, width))).toEqual({ a: [], b: {}, c: [[1, 2], 'x"y'], e: { f: true } });
  }
  expect(compactJson(value, 200)).toBe('{ "a": [], "b": {}, "c": [[1, 2], "x\\"y"], "e": { "f": true } }');
});
