import { readFileSync } from 'node:fs';
import validate from 'asl-validator';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';

const text = readFileSync('infrastructure/organization.asl.json', 'utf8');
const definition = JSON.parse(text) as StateMachine;

interface State {
  readonly Type: string;
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly ItemProcessor?: StateMachine & { readonly ProcessorConfig: Readonly<Record<string, string>> };
  readonly ToleratedFailurePercentage?: number;
  readonly ResultWriter?: unknown;
  readonly Retry?: unknown;
}

interface StateMachine {
  readonly States: Readonly<Record<string, State>>;
}

/** Every text between `{%` and `%}`. */
function expressionsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('{%') ? [value.slice(2, -2)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(expressionsIn);
}

describe('the state machine of the organization', () => {
  it('is valid, and asl-validator refuses it with a fault', () => {
    const filled = text
      .replaceAll('${Partition}', 'aws')
      .replaceAll(/\$\{\w+Function\}/g, 'arn:aws:lambda:eu-central-1:111122223333:function:f');
    expect(validate(JSON.parse(filled))).toMatchObject({ isValid: true, errors: [] });
    expect(
      validate(
        JSON.parse(
          filled
            .replace('"StartAt":"Plan"', '"StartAt":"Nowhere"')
            .replace('"StartAt": "Plan"', '"StartAt": "Nowhere"'),
        ),
      ).isValid,
    ).toBe(false);
  });

  it('has expressions that parse, and only of variables that a state has', () => {
    const expressions = expressionsIn(definition);
    expect(expressions.length).toBeGreaterThan(20);
    for (const expression of expressions) {
      expect(() => jsonata(expression)).not.toThrow();
      expect(expression).toMatch(/^ \$states\.(input|result|errorOutput|context)\b/);
    }
  });

  it('lets no account stop the others', () => {
    const map = definition.States['Accounts']!;
    expect(map.ToleratedFailurePercentage).toBe(100);
    expect(map.ResultWriter).toBeDefined();
    // A retry would scan every account again.
    expect(map.Retry).toBeUndefined();
    expect(map.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Digest' }]);
    expect(map.ItemProcessor?.ProcessorConfig).toStrictEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' });
    // States.ALL does not include States.DataLimitExceeded, which stands alone.
    expect(map.ItemProcessor?.States['Scan']?.Catch?.map(({ ErrorEquals }) => ErrorEquals)).toStrictEqual([
      ['States.DataLimitExceeded'],
      ['States.ALL'],
    ]);
  });
});
