import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupOf } from '../../scripts/new-rule/template.ts';

const id = 'workspaces-directory-has-alias';
/** What a checkout has not, or what is large and made by tools. */
const left = ['.git', 'node_modules', 'dist', 'coverage', '.serverless', '.stryker-tmp'];

interface Tests {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
  }[];
}

describe('npm run new-rule', { timeout: 240_000 }, () => {
  let folder: string;
  const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'new-rule-'));
    const parts = (await readdir('.')).filter((part) => !left.includes(part));
    for (const part of parts) await cp(part, join(folder, part), { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await run('scripts/new-rule.ts', id);
    await run('scripts/generate.ts');
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('writes a rule that compiles', async () => {
    await expect(run('node_modules/typescript/bin/tsc', '--noEmit')).resolves.toMatchObject({ stdout: '' });
  });

  it('gets its page when everything is generated', async () => {
    expect(await readFile(join(folder, `docs/rules/${id}.md`), 'utf8')).toContain(`# ${id}\n`);
    expect(await readFile(join(folder, 'rules/index.ts'), 'utf8')).toContain(`'./workspaces/${id}.ts'`);
  });

  it('fails its own examples', async () => {
    const tests = ['run', 'test/rules/sweep.test.ts', '-t', id, '--reporter=json', '--outputFile=tests.json'];
    await expect(run('node_modules/vitest/vitest.mjs', ...tests)).rejects.toMatchObject({ code: 1 });
    const report = JSON.parse(await readFile(join(folder, 'tests.json'), 'utf8')) as Tests;
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(results.filter(({ status }) => status === 'failed').map(({ title }) => title)).toEqual([
      'passes: as the guide sets it up',
      'fails: with the fault',
      'does not apply: out of scope',
      'cannot tell: not read',
      'declares exactly the calls whose answers its verdicts depend on',
    ]);
  });

  it('does not write over a rule, and asks for an id', async () => {
    await expect(run('scripts/new-rule.ts', id)).rejects.toMatchObject({ stderr: `There is a rule ${id} already.\n` });
    await expect(run('scripts/new-rule.ts')).rejects.toMatchObject({ code: 2 });
  });
});

describe('the group of a new rule', () => {
  const rules = [
    { id: 'stream-role-naming', group: 'role' },
    { id: 'stream-permission-inline', group: 'permission' },
  ];
  it.each([
    ['stream-permission-short', 'permission'],
    ['stream-role-short', 'role'],
    ['fleet-short', undefined],
  ])('of %s is %s', (newId, group) => {
    expect(groupOf(newId, rules)).toBe(group);
  });
});
