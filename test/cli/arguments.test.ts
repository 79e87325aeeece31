import { describe, expect, it } from 'vitest';
import { listOf, oneOf, parseArguments } from '../../cli/arguments.ts';
import { UsageError } from '../../cli/usage-error.ts';

const options = {
  format: { type: 'string', default: 'table' },
  rule: { type: 'string', multiple: true },
  'no-progress': { type: 'boolean' },
} as const;

describe('parseArguments', () => {
  it('gives values and positional arguments', () => {
    const { values, positionals } = parseArguments(['--rule', 'a', 'x', '--rule=b', '--no-progress'], options, {
      positionals: 1,
    });
    expect(values).toEqual({ format: 'table', rule: ['a', 'b'], 'no-progress': true });
    expect(positionals).toEqual(['x']);
  });

  it.each([
    [['--fromat', 'json'], 'unknown option "--fromat"; did you mean "--format"?'],
    [['-x'], 'unknown option "-x"; expected one of --format, --rule, --no-progress'],
    [['--progress'], 'unknown option "--progress"; did you mean "--no-progress"?'],
    [['--format'], "Option '--format <value>' argument missing"],
    [['--no-progress=1'], "Option '--no-progress' does not take an argument"],
    [['x'], 'unexpected argument "x"'],
  ])('refuses %j', (args, message) => {
    expect(() => parseArguments(args, options)).toThrow(new UsageError(message));
  });
});

describe('listOf', () => {
  it('takes repetition and commas alike', () => {
    expect(listOf('rule', ['a, b', 'c,'])).toEqual(['a', 'b', 'c']);
    expect(listOf('rule', undefined)).toBeUndefined();
  });

  it('refuses an empty list, which could be taken for all or for none', () => {
    expect(() => listOf('rule', [' , '])).toThrow(new UsageError('--rule: expected at least one value'));
  });
});

describe('oneOf', () => {
  it('gives the word', () => {
    expect(oneOf('format', 'json', ['table', 'json'])).toBe('json');
  });

  it('names the option and the word that was probably meant', () => {
    expect(() => oneOf('format', 'jsno', ['table', 'json'])).toThrow(
      new UsageError('unknown value for --format "jsno"; did you mean "json"?'),
    );
    expect(() => oneOf('format', 'xml', ['table', 'json'])).toThrow(
      new UsageError('unknown value for --format "xml"; expected one of table, json'),
    );
  });
});
