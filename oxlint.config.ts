import { defineConfig, type OxlintOverride } from 'oxlint';
import { type Layer, layers, pureLayers } from './scripts/layers.ts';

const impureGlobals = ['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto'];
const impure = 'This layer is pure: time, randomness, environment and input come in as arguments.';

const layerRule = ({ files, may, mayNot = [], why }: Layer): OxlintOverride => {
  const group = ['*', '*/**', '../**', ...may.map((path) => `!${path}`), ...mayNot];
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message: why }] }] } };
};

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/no-explicit-any': 'error',
    // An exhaustive switch needs no last return; TypeScript's noImplicitReturns checks the same with better eyes.
    'typescript/consistent-return': 'off',
    // Policies are compared code point by code point, which is what spreading a text gives.
    'typescript/no-misused-spread': ['error', { allow: ['string'] }],
    'typescript/consistent-type-imports': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-named-as-default': 'off',
    'import/no-named-as-default-member': 'off',
    'eslint/no-await-in-loop': 'off',
    'eslint/no-shadow': 'off',
  },
  ignorePatterns: ['dist', 'coverage', 'node_modules', '.serverless', '.stryker-tmp'],
  overrides: [
    ...layers.map(layerRule),
    {
      files: pureLayers,
      rules: {
        'no-restricted-globals': ['error', ...impureGlobals.map((name) => ({ name, message: impure }))],
        'no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: impure },
          { object: 'Math', property: 'random', message: impure },
        ],
      },
    },
    {
      files: ['test/**'],
      rules: {
        'typescript/no-unsafe-type-assertion': 'off',
        // A test reads best with its small helpers beside their use.
        'unicorn/consistent-function-scoping': 'off',
        'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] }],
      },
    },
  ],
});
