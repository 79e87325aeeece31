import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/bundle.ts';
import type { LocalAws } from '../../local-aws/server.ts';
import { context, environment, findingsTold, loopbackAws } from '../support/lambda.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
const outfile = join(folder, 'scheduled-scan.mjs');
let inputs: readonly string[];

beforeAll(async () => {
  inputs = Object.keys((await bundle('scheduled-scan', outfile)).inputs);
});

afterAll(() => rmSync(folder, { recursive: true }));

const event = { id: 'scan-1', source: 'aws.events', detail: { secret: 'not for the log' } };

/** Runs the bundle as Lambda does: its own process, credentials in the environment, events and results as JSON. */
async function invoke(aws: LocalAws, event: unknown, variables: Readonly<Record<string, string>> = {}) {
  const program = `
    const { handler } = await import(${JSON.stringify(outfile)});
    const context = { ...${JSON.stringify(context)}, getRemainingTimeInMillis: () => 900_000 };
    const answer = await handler(${JSON.stringify(event)}, context).catch(String);
    console.log(JSON.stringify({ answer }));`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: {
      ...environment,
      LOG_LEVEL: 'INFO',
      RULES: 'workspaces-region-supports-saml',
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret-key',
      AWS_SESSION_TOKEN: 'session-token',
      ...variables,
    },
  });
  const lines = (stdout + stderr)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as object);
  const [answer] = lines.flatMap((line) => ('answer' in line ? [line.answer] : []));
  return { answer, lines: lines.filter((line) => !('answer' in line)) };
}

describe('the bundle', { timeout: 30_000 }, () => {
  it('scans and publishes without anything beside it', async () => {
    const aws = await loopbackAws();
    const { answer } = await invoke(aws, event);
    expect(answer).toMatchObject({ scan: { id: 'scan-1' }, changes: 1 });
    expect(findingsTold(aws)).toHaveLength(1);
  });

  it('logs what the scan came to and counts it, but not the event, credentials or findings', async () => {
    const { lines } = await invoke(await loopbackAws(), event);
    expect(lines.filter((line) => 'message' in line && line.message === 'scan completed')).toMatchObject([
      { level: 'INFO', service: 'scheduled-scan', stage: 'test', scanId: 'scan-1', regions: ['eu-west-3'] },
    ]);
    expect(lines.filter((line) => '_aws' in line)).toMatchObject([
      {
        service: 'scheduled-scan',
        stage: 'test',
        ScanCompleted: 1,
        ScanIncomplete: 0,
        FindingsFailing: 1,
        FindingsUnknown: 0,
        Changes: 1,
        PendingAlerts: 0,
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/not for the log|secret-key|session-token|arn:aws:workspaces/);
  });

  it('logs and counts a failure', async () => {
    const aws = await loopbackAws({ faults: [{ kind: 'deny', on: { operation: 'PublishBatch' } }] });
    const { answer, lines } = await invoke(aws, event);
    expect(answer).toBe(
      'Error: The run is not finished; the next one goes on: scan scan-1 was not told: 1 of 1 changes',
    );
    expect(lines.filter((line) => 'level' in line && line.level === 'ERROR')).toMatchObject([
      {
        message: 'findings not delivered',
        reason: 'AccessDenied: User is not authorized to perform: sns:PublishBatch',
      },
      {
        message: 'scan failed',
        error: { message: 'The run is not finished; the next one goes on: scan scan-1 was not told: 1 of 1 changes' },
      },
    ]);
    expect(lines.filter((line) => '_aws' in line)).toMatchObject([
      { ScanFailed: 1, ChangesUndelivered: 1, PendingAlerts: 1 },
    ]);
  });

  it('needs credentials in its environment, and says so', async () => {
    const { answer } = await invoke(await loopbackAws(), event, { AWS_ACCESS_KEY_ID: '' });
    expect(answer).toMatch(/cannot be read: CredentialsProviderError: The environment holds no credentials/);
  });

  it('carries no examples, which are for the documentation', () => {
    expect(readFileSync(outfile, 'utf8')).not.toContain('the trust policy of the guides');
  });

  it('carries none of the sources of credentials that a function never uses', () => {
    expect(inputs.filter((input) => /credential-provider-(?!env)/.test(input))).toStrictEqual([]);
    expect(inputs).toContain('lib/aws/function-credentials.ts');
  });
});
