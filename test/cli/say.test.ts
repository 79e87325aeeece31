import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { terminal } from '../support/terminal.ts';

/** The name of a file or a key that would color the terminal, hide itself and make GitHub show an error. */
const hostile = '\u001b[2Kx\u202e\n::error::gotcha';

async function said(files: Readonly<Record<string, unknown>>, ...args: readonly string[]): Promise<string> {
  const screen = terminal({ cwd: await temporaryFolder(files) });
  await run(args, screen);
  expect(screen.err).toContain('gotcha');
  return screen.err;
}

const account = { 'a/account.json': { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root' } };

it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['a file of an export', { ...account, [`a/${hostile}`]: '{}' }, ['scan', '--export', 'a']],
  ['a folder', {}, ['scan', '--export', hostile]],
  ['a key of a configuration', { ...account, 'c.json': { [hostile]: 1 } }, ['scan', '--config', 'c.json']],
  ['an option', {}, ['scan', `--${hostile}`]],
  ['a command', {}, [hostile]],
  ['a rule', account, ['scan', '--export', 'a', '--rule', hostile]],
  ['a Region', account, ['scan', '--export', 'a', '--regions', hostile]],
])('prints the name of %s so that nothing obeys it', async (_, files, args) => {
  const text = await said(files, ...args);
  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  expect(text).not.toMatch(/^\s*::[a-z]/m);
});

it('is how every command speaks on standard error', () => {
  const files = readdirSync('cli', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const writing = files.filter((name) => readFileSync(`cli/${name}`, 'utf8').includes('stderr.write('));
  expect(writing).toEqual(['say.ts']);
});
