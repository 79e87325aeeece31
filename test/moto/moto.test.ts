import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { run } from '../../cli/run.ts';
import type { Report } from '../../lib/model/report.ts';
import { guideTrust, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { context } from '../support/lambda.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { terminal } from '../support/terminal.ts';
import { type Moto, startMoto } from './aws.ts';

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
  const metadata = JSON.parse(
    await readFile('examples/demo-account/global/iam.get-saml-provider.ExampleOkta.json', 'utf8'),
  ) as { readonly SAMLMetadataDocument: string };
  await moto.aws(
    'iam',
    'create-saml-provider',
    '--name',
    'ExampleIdP',
    '--saml-metadata-document',
    metadata.SAMLMetadataDocument,
  );
  const role = async (name: string, trust: object, policy: object) => {
    await moto.aws('iam', 'create-role', '--role-name', name, '--assume-role-policy-document', JSON.stringify(trust));
    await moto.aws(
      'iam',
      'put-role-policy',
      '--role-name',
      name,
      '--policy-name',
      'Stream',
      '--policy-document',
      JSON.stringify(policy),
    );
  };
  await role('Desktops', guideTrust, guideWorkspacesPolicy);
  const [statement] = guideWorkspacesPolicy.Statement;
  const { Condition: _, ...everybody } = statement;
  await role('Everybody', guideTrust, { ...guideWorkspacesPolicy, Statement: [everybody] });
}, 120_000);
afterAll(() => moto.close());

/** A command with AWS behind one port. */
async function command(...args: readonly string[]) {
  for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
  const screen = terminal();
  const code = await run(args, screen);
  return { code, out: screen.out, err: screen.err };
}

const regions = ['--regions', 'eu-central-1,us-east-1'];

async function resultsOf(...args: readonly string[]) {
  const { out, err } = await command('scan', ...args, ...regions, '--format', 'json');
  expect(err).toBe('');
  const { findings } = JSON.parse(out) as Report;
  return findings.map(({ id, status, severity }) => ({ id, status, severity }));
}

describe('an account of moto', { timeout: 300_000 }, () => {
  it('gives the same findings live, exported, and exported by the AWS CLI', async () => {
    const live = await resultsOf();
    expect(live.length).toBeGreaterThan(150);
    const failing = live.filter(({ status }) => status === 'fail').map(({ id }) => id);
    expect(failing).toContain(
      '111122223333/stream-permission-bound-to-saml-subject/arn:aws:iam::111122223333:role/Everybody',
    );
    expect(failing).not.toContain(
      '111122223333/stream-permission-bound-to-saml-subject/arn:aws:iam::111122223333:role/Desktops',
    );

    const folder = await temporaryFolder();
    const byCommand = join(folder, 'by-command');
    expect((await command('export', byCommand, ...regions)).err).toBe('');
    expect(await resultsOf('--export', byCommand)).toEqual(live);

    const byScript = join(folder, 'by-script');
    await promisify(execFile)(resolve('scripts/make-export.sh'), [byScript, 'eu-central-1', 'us-east-1'], {
      env: moto.env,
    });
    expect(await resultsOf('--export', byScript)).toEqual(live);
  });
});

const table = ['--attribute-definitions', 'AttributeName=pk,AttributeType=S', 'AttributeName=sk,AttributeType=S'];
const keys = ['--key-schema', 'AttributeName=pk,KeyType=HASH', 'AttributeName=sk,KeyType=RANGE'];

describe.each([
  ['standard', ''],
  ['FIFO', '.fifo'],
])('the scheduled scan with a %s topic', (kind, suffix) => {
  /** A queue that hears of failures of high severity alone, through the topic. */
  async function channels() {
    const fifo = suffix === '' ? [] : ['--attributes', 'FifoTopic=true'];
    const fifoQueue = suffix === '' ? [] : ['--attributes', 'FifoQueue=true'];
    const topic = String(
      (await moto.aws('sns', 'create-topic', '--name', `findings-${kind}${suffix}`, ...fifo))['TopicArn'],
    );
    const alerts = String((await moto.aws('sns', 'create-topic', '--name', `alerts-${kind}`))['TopicArn']);
    const queueUrl = async (name: string, ...attributes: readonly string[]) =>
      String((await moto.aws('sqs', 'create-queue', '--queue-name', name, ...attributes))['QueueUrl']);
    const [queue, mail] = [await queueUrl(`high-${kind}${suffix}`, ...fifoQueue), await queueUrl(`mail-${kind}`)];
    const arnOf = (url: string) => `arn:aws:sqs:eu-central-1:111122223333:${url.split('/').at(-1)}`;
    const subscribe = (to: string, url: string, attributes: object) =>
      moto.aws(
        'sns',
        'subscribe',
        '--topic-arn',
        to,
        '--protocol',
        'sqs',
        '--notification-endpoint',
        arnOf(url),
        '--attributes',
        JSON.stringify(attributes),
      );
    await subscribe(topic, queue, { FilterPolicy: JSON.stringify({ severity: ['high'] }), RawMessageDelivery: 'true' });
    await subscribe(alerts, mail, {});
    await moto.aws(
      'dynamodb',
      'create-table',
      '--table-name',
      `history-${kind}`,
      '--billing-mode',
      'PAY_PER_REQUEST',
      ...table,
      ...keys,
    );
    return { topic, alerts, queue, mail };
  }

  async function received(queue: string): Promise<readonly string[]> {
    const bodies: string[] = [];
    for (;;) {
      const answer = await moto.aws('sqs', 'receive-message', '--queue-url', queue, '--max-number-of-messages', '10');
      const messages = (answer['Messages'] ?? []) as readonly {
        readonly Body: string;
        readonly ReceiptHandle: string;
      }[];
      if (messages.length === 0) return bodies;
      for (const { Body, ReceiptHandle } of messages) {
        bodies.push(Body);
        await moto.aws('sqs', 'delete-message', '--queue-url', queue, '--receipt-handle', ReceiptHandle);
      }
    }
  }

  it('tells each change once, to whom it concerns', { timeout: 300_000 }, async () => {
    const { topic, alerts, queue, mail } = await channels();
    const variables = {
      ...moto.env,
      STAGE: 'test',
      LOG_LEVEL: 'SILENT',
      REGIONS: 'eu-central-1,us-east-1',
      RULES: 'stream-permission-bound-to-saml-subject,workspaces-directory-login-fallback-disabled,stream-role-in-use',
      FINDINGS_TOPIC_ARN: topic,
      ALERTS_TOPIC_ARN: alerts,
      HISTORY_TABLE: `history-${kind}`,
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    vi.resetModules();
    onTestFinished(() => void vi.resetModules());
    const { handler } = await import('../../handlers/scheduled-scan.ts');
    const first = await handler({ id: 'first', source: 'aws.events' }, context);
    expect(first.changes).toBeGreaterThan(1);
    const told = (await received(queue)).map(
      (body) => JSON.parse(body) as { change: string; finding: { id: string; severity: string } },
    );
    expect(told.map(({ change, finding }) => [change, finding.severity])).toEqual(told.map(() => ['opened', 'high']));
    expect(told.map(({ finding }) => finding.id)).toContain(
      '111122223333/stream-permission-bound-to-saml-subject/arn:aws:iam::111122223333:role/Everybody',
    );
    expect(new Set(told.map(({ finding }) => finding.id)).size).toBe(told.length);
    expect(told).toHaveLength(first.summary?.fail.high ?? 0);
    expect(await received(mail)).toHaveLength(1);

    expect(await handler({ id: 'second', source: 'aws.events' }, context)).toMatchObject({ changes: 0 });
    expect(await received(queue)).toEqual([]);
    expect(await received(mail)).toEqual([]);
  });
});
