import { describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import { rules } from '../../rules/index.ts';
import { terminal } from '../support/terminal.ts';

const hint = 'See "euc-saml-audit --help" and "euc-saml-audit <command> --help".\n';

const broken = (env: Record<string, string>) => ({
  ...terminal({ env }),
  stdout: {
    write: () => {
      throw new RangeError('boom');
    },
  },
});

describe('the command line', () => {
  it('prints help, for itself and for each command', async () => {
    for (const args of [['--help'], ['-h'], ...['scan', 'export', 'rules', 'demo'].map((name) => [name, '--help'])]) {
      const screen = terminal();
      expect(await run(args, screen)).toBe(0);
      expect(screen.out).toContain(`Usage: euc-saml-audit ${args.length === 1 ? '<command>' : args[0]}`);
      expect(Math.max(...screen.out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
      expect(screen.err).toBe('');
    }
  });

  it('prints its version', async () => {
    const screen = terminal();
    expect(await run(['--version'], screen)).toBe(0);
    expect(screen.out).toBe('0.2.0\n');
  });

  it.each([
    [[], `expected a command: scan, export, rules, relay-state, doctor, demo\n${hint}`],
    [['scna'], `unknown command "scna"; did you mean "scan"?\n${hint}`],
    [
      ['frobnicate'],
      `unknown command "frobnicate"; expected one of scan, export, rules, relay-state, doctor, demo\n${hint}`,
    ],
    [
      ['toString'],
      `unknown command "toString"; expected one of scan, export, rules, relay-state, doctor, demo\n${hint}`,
    ],
    [['--verison'], `unknown option "--verison"; did you mean "--version"?\n${hint}`],
    [['scan', '--exprot', 'x'], `unknown option "--exprot"; did you mean "--export"?\n${hint}`],
    [
      ['scan', '--format', 'xml'],
      `unknown value for --format "xml"; expected one of table, json, markdown, html, csv, sarif, ocsf, asff, junit\n${hint}`,
    ],
    [['scan', '--fail-on', 'hihg'], `unknown value for --fail-on "hihg"; did you mean "high"?\n${hint}`],
    [['scan', '--rule', ''], `--rule: expected at least one value\n${hint}`],
    [['export'], `export: expected the folder to write into\n${hint}`],
    [['demo', 'x'], `unexpected argument "x"\n${hint}`],
    [
      ['rules', 'stream-role-allow-tag-session'],
      'There is no rule "stream-role-allow-tag-session". Did you mean "stream-role-allows-tag-session"? ' +
        '"euc-saml-audit rules" lists them all.\n',
    ],
    [
      ['scan', '--export', 'examples/demo-account', '--rule', 'no-such-rule-anywhere'],
      'There is no rule "no-such-rule-anywhere". "euc-saml-audit rules" lists them all.\n',
    ],
    [
      ['scan', '--export', 'examples/demo-account', '--regions', 'eu-central1'],
      'Unknown Region "eu-central1". Did you mean eu-central-1?\n',
    ],
    [
      ['scan', '--export', 'examples/nowhere'],
      `${process.cwd()}/examples/nowhere does not exist: expected the folder of an account export.\n`,
    ],
    [
      ['scan', '--export', 'package.json'],
      `${process.cwd()}/package.json is not a folder: expected the folder of an account export.\n`,
    ],
    [
      ['scan', '--output', 'nowhere/report.json'],
      `--output nowhere/report.json: the folder ${process.cwd()}/nowhere does not exist; create it first\n${hint}`,
    ],
  ])('refuses %j with a message and no stack', async (args, message) => {
    const screen = terminal();
    expect(await run(args, screen)).toBe(2);
    expect(screen.err).toBe(`euc-saml-audit: ${message}`);
    expect(screen.out).toBe('');
  });

  it('lists every rule', async () => {
    const screen = terminal();
    expect(await run(['rules'], screen)).toBe(0);
    const listed = screen.out.split('\n').filter((line) => /^ {2}\S/u.test(line));
    expect(listed.map((line) => line.trim()).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });

  it('explains every rule', async () => {
    for (const { id, sources } of rules) {
      const screen = terminal();
      expect(await run(['rules', id], screen)).toBe(0);
      expect(screen.out.startsWith(`${id}\n`)).toBe(true);
      expect(screen.out).toContain(sources[0].url);
    }
  });

  it('keeps the stack of an unexpected error for those who ask for it', async () => {
    const short = terminal();
    expect(await run(['--version'], { ...broken({}), stderr: short.stderr })).toBe(2);
    expect(short.err).toBe(
      'euc-saml-audit: unexpected RangeError: boom\nSet EUC_SAML_AUDIT_DEBUG=1 to see where it comes from.\n',
    );
    const long = terminal();
    expect(await run(['--version'], { ...broken({ EUC_SAML_AUDIT_DEBUG: '1' }), stderr: long.stderr })).toBe(2);
    expect(long.err).toMatch(/^euc-saml-audit: RangeError: boom\n {4}at .*run\.test\.ts/u);
  });
});
