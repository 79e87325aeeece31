import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle } from '../../scripts/bundle.ts';
import { context, environment, loopbackAws } from '../support/lambda.ts';

const folder = mkdtempSync(join(tmpdir(), 'packaged-'));
const outfile = join(folder, 'index.mjs');
beforeAll(async () => {
  await bundle('on-demand-scan', outfile);
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (config: unknown): void =>
  writeFileSync(join(folder, 'euc-saml-audit.config.json'), JSON.stringify(config));

/** Runs the bundled function as Lambda does, in a folder that is not its own. */
async function invoke(event: object) {
  const aws = await loopbackAws();
  const program = `
    const { handler } = await import(${JSON.stringify(outfile)});
    const context = { ...${JSON.stringify(context)}, getRemainingTimeInMillis: () => 900_000 };
    console.log(JSON.stringify(await handler(${JSON.stringify(event)}, context)));`;
  const env = {
    ...environment,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret-key',
    AWS_SESSION_TOKEN: 'session-token',
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: tmpdir(),
    env,
    maxBuffer: 64 * 1024 ** 2,
  });
  const report: unknown = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as object)
    .find((line) => 'findings' in line);
  return report;
}

it('judges by the file that was packaged beside the function', { timeout: 30_000 }, async () => {
  write({ rules: { 'workspaces-region-supports-saml': 'critical', 'stream-role-in-use': 'off' } });
  const report = await invoke({});
  expect(report).toMatchObject({
    scan: {
      configured: { off: ['stream-role-in-use'], severities: { 'workspaces-region-supports-saml': 'critical' } },
    },
    summary: { fail: { critical: 1 } },
  });
  expect(JSON.stringify(report)).not.toContain('"ruleId":"stream-role-in-use"');
});

it('does not start with a file that is wrong', { timeout: 30_000 }, async () => {
  write({ rules: { 'stream-role-in-used': 'off' } });
  await expect(invoke({})).rejects.toThrow(
    'euc-saml-audit.config.json cannot be used:\n- rules.stream-role-in-used: unknown; did you mean stream-role-in-use?',
  );
});
