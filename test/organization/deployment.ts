import { SNSClient } from '@aws-sdk/client-sns';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Context } from 'aws-lambda';
import { dynamodbStore } from '../../lib/aws/dynamodb-store.ts';
import { liveSource } from '../../lib/aws/live-source.ts';
import { memberCredentials } from '../../lib/aws/member-credentials.ts';
import { objectStore } from '../../lib/aws/object-store.ts';
import { listAccounts } from '../../lib/aws/organization.ts';
import { publishAlert, snsPublisher } from '../../lib/aws/sns-publisher.ts';
import { defaultConfig } from '../../lib/config/config.ts';
import type { PlannedAccount } from '../../lib/model/organization.ts';
import type { Message } from '../../lib/organization/outbox.ts';
import { configurationFrom, organizationConfigurationFrom } from '../../lib/runtime/configuration.ts';
import { telemetry } from '../../lib/runtime/telemetry.ts';
import { environment as common } from '../support/lambda.ts';
import { auditAccountId, externalId } from './member-accounts.ts';

const region = 'eu-central-1';
export const bucket = 'reports';

export const environment = {
  ...common,
  AUDIT_BUCKET: bucket,
  EXTERNAL_ID: externalId,
  MAX_CONCURRENCY: '10',
};

const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });

/** What Lambda tells a function about its invocation, as far as it is used. */
export const context = {
  functionName: 'organization',
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${region}:${auditAccountId}:function:organization`,
  memoryLimitInMB: '1024',
  awsRequestId: '11111111-2222-4333-8444-555555555555',
  getRemainingTimeInMillis: () => 900_000,
} as Context;

export interface DeploymentOptions {
  readonly url: string;
  readonly clock: () => Date;
  readonly table?: string;
  readonly ruleIds?: readonly string[];
  readonly regions?: readonly string[];
  /** After which an unanswered call is given up, in milliseconds. */
  readonly timeout?: number;
  readonly onDigest?: (message: Message) => void;
}

/** The three functions of an organization, wired as in AWS but for retries: each fault counts. */
export async function deploy(options: DeploymentOptions) {
  const { url, clock, table = 'history', ruleIds, regions = ['eu-west-3'], timeout = 20_000 } = options;
  process.env['AWS_ENDPOINT_URL'] = url;
  const [plan, account, digest] = await Promise.all([
    import('../../handlers/plan-organization.ts'),
    import('../../handlers/scan-account.ts'),
    import('../../handlers/digest-organization.ts'),
  ]);
  const configuration = configurationFrom({ ...environment, HISTORY_TABLE: table });
  const organization = organizationConfigurationFrom(environment);
  const client = new SNSClient({
    endpoint: url,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ requestTimeout: timeout, throwOnRequestTimeout: true }),
  });
  const objects = objectStore({ bucket, region, retryDelays: [], timeout });
  const live = { region, rates: {}, maxAttempts: 1, timeout };
  return {
    objects,
    store: dynamodbStore({ table, region, maxAttempts: 1, timeout }),
    plan: plan.planOrganization(organization, {
      listAccounts: (partition) => listAccounts({ partition, credentials, maxAttempts: 1, timeout }),
      objects,
      telemetry: telemetry('plan-organization', configuration),
      clock,
    }),
    account: account.scanAccount(
      { regions, ...(ruleIds === undefined ? {} : { ruleIds }) },
      defaultConfig,
      organization,
      {
        async sourceOf({ roleArn }) {
          if (roleArn === undefined) return liveSource({ ...live, credentials });
          const role = { roleArn, externalId, sessionName: 'euc-saml-audit' };
          const member = await memberCredentials(role, { regions: [region], credentials, maxAttempts: 1, timeout });
          return liveSource({ ...live, credentials: member });
        },
        store: dynamodbStore({ table, region, maxAttempts: 1, timeout }),
        findingsOf: (of) =>
          snsPublisher({
            ...configuration,
            client,
            account: of,
            retryDelays: [],
            compose: () => ({ subject: '', text: '', chat: '' }),
          }),
        minimumSeverity: 'low',
        objects,
        telemetry: telemetry('scan-account', configuration),
        clock,
      },
    ),
    digest: digest.digestOrganization({
      objects,
      async send(message) {
        options.onDigest?.(message);
        await publishAlert(client, configuration.alertsTopicArn, message);
      },
      telemetry: telemetry('digest-organization', configuration),
      clock,
    }),
    close: () => client.destroy(),
  };
}

export type Deployment = Awaited<ReturnType<typeof deploy>>;

/** One run, in the order of the state machine: what fails in the middle leaves the rest alone. */
export async function run({ plan, account, digest, objects }: Deployment, runId: string) {
  const planned = await plan({ runId, startedAt: '2026-11-25T06:00:00.000Z' }, context);
  const text = await objects.get(planned.plan.key.replace('euc-saml-audit/', ''));
  const accounts = JSON.parse(text ?? '') as readonly PlannedAccount[];
  const outputs = await Promise.all(
    accounts.map((item) =>
      account({ runId, account: item }, context).catch((error: unknown) => ({
        accountId: item.accountId,
        incomplete: error,
      })),
    ),
  );
  const digested = await digest({ runId, startedAt: planned.startedAt }, context);
  return { planned, outputs, digested };
}
