import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../lib/collect/json.ts';

describe('parseJson', () => {
  it('gives the value', () => {
    expect(parseJson('{"a": [1, null]}')).toEqual({ value: { a: [1, null] } });
  });

  it.each([
    ['', 'line 1, column 1: unexpected end'],
    ['{"a": 1', "line 1, column 8: expected ',' or '}' after property value"],
    ['{"a": "x', 'line 1, column 9: unterminated string'],
    ['{"a": }', "line 1, column 7: unexpected token '}'"],
    ['{\n  "a": [1,\n  ]]}', "line 3, column 3: unexpected token ']'"],
    ['{"a":1}}', 'line 1, column 8: unexpected non-whitespace character after JSON'],
    ['<html>', "line 1, column 1: unexpected token '<'"],
    ['undefined', 'line 1, column 1: not a JSON value'],
    ['{"a":tru', 'line 1, column 9: unexpected end'],
  ])('%j is not JSON: %s', (text, problem) => {
    expect(parseJson(text)).toEqual({ problem });
  });

  it('names the place and never the text around it', () => {
    const secret = 'wJalrXUtnFEMI';
    const text = `{"pad": "${'x'.repeat(1000)}",\n"key": "${secret}", ]}`;
    expect(parseJson(text)).toEqual({ problem: 'line 2, column 25: expected double-quoted property name' });
  });
});
