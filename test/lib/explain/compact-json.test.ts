import { expect, it } from 'vitest';
import { compactJson } from '../../../lib/explain/compact-json.ts';

const account = { roles: [{ name: 'Desktops', lastUsed: null }], unread: ['iam:ListRoles'] };

it('keeps what fits on one line, with room for a comma', () => {
  expect(compactJson(account, 54)).toBe(`{
  "roles": [{ "name": "Desktops", "lastUsed": null }],
  "unread": ["iam:ListRoles"]
}`);
});

it('breaks only what does not fit, and keeps a list of one together', () => {
  expect(compactJson(account, 53)).toBe(`{
  "roles": [{
    "name": "Desktops",
    "lastUsed": null
  }],
  "unread": ["iam:ListRoles"]
}`);
  expect(compactJson({ regions: ['eu-central-1', 'us-east-1'] }, 20)).toBe(`{
  "regions": [
    "eu-central-1",
    "us-east-1"
  ]
}`);
});

it('writes what JSON.parse reads back, without members that are not there', () => {
  const value = { a: [], b: {}, c: [[1, 2], 'x"y'], d: undefined, e: { f: true } };
  const read = { a: [], b: {}, c: [[1, 2], 'x"y'], e: { f: true } };
  expect([0, 20, 200].map((width) => JSON.parse(compactJson(value, width)) as unknown)).toEqual([read, read, read]);
  expect(compactJson(value, 200)).toBe(String.raw`{ "a": [], "b": {}, "c": [[1, 2], "x\"y"], "e": { "f": true } }`);
});
