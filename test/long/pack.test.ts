import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import manifest from '../../package.json' with { type: 'json' };
import { temporaryFolder } from '../support/temporary-folder.ts';
import { terminal } from '../support/terminal.ts';

const tarball = resolve(`dist/euc-saml-audit-${manifest.version}.tgz`);

/** An empty folder with the package in it, installed by npm, which needs no network for it. */
async function installed() {
  const folder = await temporaryFolder({ 'package.json': { name: 'empty', private: true } });
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder, stdio: 'pipe' });
  const home = join(folder, 'home');
  mkdirSync(home);
  chmodSync(home, 0o500);
  const program = (args: readonly string[], node = process.execPath) =>
    spawnSync(node, [join(folder, 'node_modules/.bin/euc-saml-audit'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { HOME: home, PATH: join(node, '..') },
      maxBuffer: 64 * 1_048_576,
    });
  const here = join(folder, 'node_modules/euc-saml-audit');
  return { folder, home, here, program };
}

/** The first Node on the path of the machine that is too old, if there is one. */
const olderNode = (process.env['PATH'] ?? '')
  .split(':')
  .map((folder) => join(folder, 'node'))
  .find((node) => {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 99) < 24;
  });

describe('the package', { timeout: 300_000 }, () => {
  it('has less than 1 MB, no dependencies, and the licenses of what is in it', async () => {
    expect(statSync(tarball).size).toBeLessThan(1_000_000);
    const { folder, here } = await installed();
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'euc-saml-audit',
    ]);
    expect(JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))).toEqual({
      name: 'euc-saml-audit',
      version: manifest.version,
      description: manifest.description,
      license: 'MIT',
      type: 'module',
      bin: { 'euc-saml-audit': 'dist/cli/bin.mjs' },
      engines: { node: '>=24' },
    });
    const notices = readFileSync(join(here, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['@aws-sdk/client-iam', 'zod', 'saxes', 're2js', 'dynalite', 'fauxqs'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(notices).not.toContain('undefined');
    expect(notices).not.toMatch(/\b(A?GPL|Business Source|SSPL)\b/);
  });

  it('scans like the sources, with a home that cannot be written', async () => {
    const { here, home, program } = await installed();
    const args = ['scan', '--export', join(here, 'examples/demo-account'), '--format', 'json'];
    const { status, stdout, stderr } = program(args);
    const screen = terminal();
    expect(status).toBe(await run(args, screen));
    expect(stderr).toBe(screen.err);
    const findings = (text: string): unknown =>
      (JSON.parse(text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a moment')) as { findings: unknown }).findings;
    expect(findings(stdout)).toEqual(findings(screen.out));
    expect(readdirSync(home)).toEqual([]);
  });

  it('has every command', async () => {
    const { program } = await installed();
    expect(program(['--version']).stdout).toBe(`${manifest.version}\n`);
    for (const command of ['scan', 'export', 'rules', 'relay-state', 'doctor', 'demo'])
      expect(program([command, '--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(program(['rules', 'stream-role-allows-tag-session']).stdout).toContain('sts:TagSession');
    expect(program(['scan']).stderr).toMatch(/^euc-saml-audit: Cannot tell which AWS account this is/u);
  });

  it('demonstrates itself', async () => {
    const { status, stdout, stderr } = (await installed()).program(['demo']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('HTTP requests, all to this machine.');
  });

  it.skipIf(olderNode === undefined)('says in a sentence that an older Node is too old', async () => {
    const { status, stdout, stderr } = (await installed()).program(['--version'], olderNode);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^euc-saml-audit needs Node 24 or later and was started by Node \d+\.\d+\.\d+\.\nInstall Node 24 .*\n$/u,
    );
  });
});
