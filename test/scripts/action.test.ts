import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly id?: string; readonly env?: Readonly<Record<string, string>> }[];
  };
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;

/** Runs the step as GitHub would, with these inputs. */
async function step(inputs: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder({ output: '' });
  const env = Object.entries(action.runs.steps.find(({ id }) => id === 'scan')?.env ?? {}).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
    return [name, input === undefined ? resolve('.') : (inputs[input] ?? action.inputs[input]?.default ?? '')];
  });
  const { status, stdout, stderr } = spawnSync(resolve('scripts/action.sh'), [], {
    encoding: 'utf8',
    env: {
      PATH: `${join(process.execPath, '..')}:/usr/bin:/bin`,
      GITHUB_OUTPUT: join(folder, 'output'),
      ...Object.fromEntries(env),
    },
  });
  return { status, stdout, stderr, folder, output: readFileSync(join(folder, 'output'), 'utf8') };
}

it('scans an export, leaves SARIF and ends like the scan', async () => {
  const sarif = join(await temporaryFolder(), 'a b.sarif');
  const { status, output, stderr } = await step({ export: 'examples/demo-account', sarif });
  expect(stderr).toBe(`Report written to ${sarif}\n`);
  expect(status).toBe(1);
  expect(output).toBe(`sarif=${sarif}\nexit-code=1\n`);
  expect(JSON.parse(readFileSync(sarif, 'utf8'))).toMatchObject({ version: '2.1.0' });
});

it.each([
  ['false', 3],
  ['true', 0],
])('ends with allow-incomplete %s when something could not be read: %i', async (allow, code) => {
  const sarif = join(await temporaryFolder(), 'x.sarif');
  const ended = await step({ export: 'examples/demo-account', sarif, 'fail-on': 'none', 'allow-incomplete': allow });
  expect(ended.status).toBe(code);
  expect(ended.output).toContain('exit-code=3\n');
});

it('runs nothing that stands in an input', async () => {
  const { status, stderr } = await step({ export: '$(touch pwned); `touch pwned`', sarif: 'x.sarif' });
  expect(status).toBe(2);
  expect(stderr).toContain('$(touch pwned); `touch pwned` does not exist');
});
