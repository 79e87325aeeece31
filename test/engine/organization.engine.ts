import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OrganizationReport } from '../../lib/model/organization.ts';
import { startLocalAws } from '../../local-aws/server.ts';
import { bucket, context, deploy, environment } from '../organization/deployment.ts';
import {
  auditAccount,
  auditAccountId,
  emptyAccount,
  listed,
  memberAccount,
  organizationId,
} from '../organization/member-accounts.ts';
import { alertsTopicArn, findingsTopicArn, messagesTo } from '../support/lambda.ts';
import { startMoto } from './moto.ts';

const region = 'eu-west-3';

beforeEach(() => {
  for (const [name, value] of Object.entries({
    ...environment,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  }))
    vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

/**
 * The definition as it is deployed, but for what the interpreter of moto cannot read: the ResultWriter, a percentage
 * without a decimal point, and the name of the execution, which it does not know.
 */
function definition(): string {
  const text = readFileSync('infrastructure/organization.asl.json', 'utf8')
    .replaceAll('${Partition}', 'aws')
    .replaceAll('${PlanFunction}', 'plan')
    .replaceAll('${ScanAccountFunction}', 'account')
    .replaceAll('${DigestFunction}', 'digest')
    .replace('"ToleratedFailurePercentage": 100', '"ToleratedFailurePercentage": 100.0')
    .replace('"{% $states.result.ResultWriterDetails %}"', 'null');
  const parsed = JSON.parse(text) as { States: Record<string, Record<string, unknown>> };
  delete parsed.States['Accounts']!['ResultWriter'];
  return JSON.stringify(parsed).replace('"ToleratedFailurePercentage":100', '"ToleratedFailurePercentage":100.0');
}

describe('the state machine on moto', { timeout: 120_000 }, () => {
  it('plans, scans every account on its own, and reports what came back', async () => {
    const [denying, dying, empty] = ['222233334444', '333344445555', '444455556666'] as const;
    const aws = await startLocalAws({
      account: await auditAccount(),
      members: {
        [denying]: await memberAccount(denying, { trust: null, regions: [region] }),
        [dying]: await memberAccount(dying, { regions: [region] }),
        [empty]: emptyAccount(empty, [region]),
      },
      organization: { id: organizationId, accounts: [auditAccountId, denying, dying, empty].map((id) => listed(id)) },
      messaging: { topics: [findingsTopicArn, alertsTopicArn], buckets: [bucket] },
      dynamodb: { tables: ['history'] },
    });
    onTestFinished(() => aws.close());
    const functions = await deploy({ url: aws.url, clock: () => new Date(), regions: [region] });
    onTestFinished(() => functions.close());
    const moto = await startMoto({
      async plan(event) {
        const output = await functions.plan(event, context);
        // The state machine reads the plan from the bucket, which is moto's.
        const text = await functions.objects.get(output.plan.key.replace('euc-saml-audit/', ''));
        const authorization = `AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0`;
        for (const path of [`/${bucket}`, `/${bucket}/${output.plan.key}`]) {
          const body = path === `/${bucket}` ? '' : (text ?? '');
          const answer = await fetch(`${moto.url}${path}`, { method: 'PUT', headers: { authorization }, body });
          if (!answer.ok) throw new Error(await answer.text());
        }
        return output;
      },
      async account(event) {
        const { account } = event as { account: { accountId: string } };
        if (account.accountId === dying)
          throw Object.assign(new Error('Task timed out after 900 seconds'), { name: 'Sandbox.Timedout' });
        return functions.account(event, context);
      },
      digest: (event) => functions.digest(event, context),
    });
    onTestFinished(() => moto.close());
    const created = await moto.json('AWSStepFunctions.CreateStateMachine', 'states', {
      name: 'organization',
      definition: definition(),
      roleArn: 'arn:aws:iam::111122223333:role/run',
    });
    const started = await moto.json('AWSStepFunctions.StartExecution', 'states', {
      stateMachineArn: created['stateMachineArn'],
      input: '{}',
    });
    let execution: Record<string, unknown> = {};
    do {
      await pause(200);
      execution = await moto.json('AWSStepFunctions.DescribeExecution', 'states', {
        executionArn: started['executionArn'],
      });
    } while (execution['status'] === 'RUNNING');
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(moto.calls.map(({ name }) => name).toSorted()).toStrictEqual([
      'account',
      'account',
      'account',
      'account',
      'digest',
      'plan',
    ]);
    const output = JSON.parse(String(execution['output'])) as { runId: string };
    const report = JSON.parse(
      (await functions.objects.get(`organization/runs/${output.runId}/report.json`)) ?? '',
    ) as OrganizationReport;
    const outcomes = Object.fromEntries(
      report.accounts.map(({ accountId, outcome, why = '' }) => [accountId, `${outcome} ${why}`]),
    );
    expect(outcomes[denying]).toMatch(/^incomplete The audit role cannot be assumed/);
    expect(outcomes[dying]).toBe('incomplete Its scan ended without a result.');
    expect(outcomes[empty]).toBe('scanned ');
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
  });
});
