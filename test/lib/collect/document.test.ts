import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../lib/collect/document.ts';

const policy = { Version: '2012-10-17', Statement: [] };
const read = (value: unknown) => readDocument(value, { call: 'iam:ListRoles', what: 'trust policy of role X' });
const unparseable = (problem: string) => ({
  state: 'unreadable',
  call: 'iam:ListRoles',
  region: 'global',
  reason: 'unparseable',
  detail: `trust policy of role X is not JSON: ${problem}`,
});

describe('readDocument', () => {
  it('takes an object, URL-encoded text and plain text', () => {
    const expected = { state: 'known', value: policy };
    expect(read(policy)).toEqual(expected);
    expect(read(encodeURIComponent(JSON.stringify(policy)))).toEqual(expected);
    expect(read(JSON.stringify(policy, null, 2))).toEqual(expected);
    expect(read(`\n ${JSON.stringify(policy)}`)).toEqual(expected);
  });

  it('decodes once, and plain text not at all', () => {
    const odd = { Sid: '100%', Resource: 'a%20b', Twice: '%257B' };
    expect(read(JSON.stringify(odd))).toEqual({ state: 'known', value: odd });
    expect(read(encodeURIComponent(JSON.stringify(odd)))).toEqual({ state: 'known', value: odd });
  });

  it.each([
    ['%7B"a": %zz', 'its URL encoding is broken'],
    ['%7B%22a%22%3A', 'line 1, column 6: unexpected end'],
    ['{"a": ', 'line 1, column 7: unexpected end'],
    ['hello', "line 1, column 1: unexpected token 'h'"],
    ['', 'line 1, column 1: unexpected end'],
    ['[]', 'it is not an object'],
    ['null', 'it is not an object'],
    [undefined, 'it is neither an object nor text'],
    [null, 'it is neither an object nor text'],
    [[policy], 'it is neither an object nor text'],
  ])('cannot read %j: %s', (value, problem) => {
    expect(read(value)).toEqual(unparseable(problem));
  });
});
