import { expect } from 'vitest';
import { run } from '../../cli/run.ts';
import type { Finding } from '../../lib/model/finding.ts';
import type { Report } from '../../lib/model/report.ts';
import { terminal } from '../support/terminal.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line run to its end, as a user would; whatever it prints is no stack trace. */
export async function command(...args: readonly string[]): Promise<Ended> {
  const screen = terminal();
  const code = await run(args, screen);
  expect(`${screen.out}${screen.err}`).not.toMatch(/^\s+at .*:\d+/m);
  expect(screen.err).not.toMatch(/^euc-saml-audit: unexpected /m);
  expect(screen.err).not.toContain('Fault of this tool');
  return { code, out: screen.out, err: screen.err };
}

/** A scan that ends with a report. */
export async function scanned(...args: readonly string[]): Promise<Report & { readonly exitCode: number }> {
  const { code, out, err } = await command('scan', '--format', 'json', ...args);
  expect(err).toBe('');
  return { ...JSON.parse(out), exitCode: code };
}

/** What a rule says of the only resource that it judges. */
export function verdictOf({ findings }: Report, ruleId: string): Pick<Finding, 'status' | 'message'> {
  const own = findings.filter((finding) => finding.ruleId === ruleId);
  expect(own.map(({ resource }) => resource.name)).toHaveLength(1);
  const [{ status, message } = { status: 'unknown' as const, message: '' }] = own;
  return { status, message };
}
