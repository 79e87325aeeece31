import { pause as sleep } from '../lib/runtime/pause.ts';
import { claimStore } from '../lib/aws/claim-store.ts';
import type { Credentials } from '../lib/aws/clients.ts';
import { dynamodbStore } from '../lib/aws/dynamodb-store.ts';
import { liveSource } from '../lib/aws/live-source.ts';
import { memberCredentials, regionsToAssumeIn } from '../lib/aws/member-credentials.ts';
import { objectStore } from '../lib/aws/object-store.ts';
import { snsPublisher } from '../lib/aws/sns-publisher.ts';
import { recording } from '../lib/change/answers.ts';
import { type ClaimStore, type Memory, memoryOf } from '../lib/change/memory.ts';
import { until } from '../lib/collect/until.ts';
import type { Config } from '../lib/config/config.ts';
import { packagedConfig } from '../lib/config/file.ts';
import { parseArn } from '../lib/model/arn.ts';
import type { Severity } from '../lib/model/finding.ts';
import type { AccountResult, KnownAccount, PlannedAccount } from '../lib/model/organization.ts';
import type { HistoryStore, Publisher, Source } from '../lib/model/ports.ts';
import type { Report } from '../lib/model/report.ts';
import { accessProblem } from '../lib/organization/access.ts';
import { accountResult } from '../lib/organization/account-result.ts';
import { leave } from '../lib/organization/leave.ts';
import { keys, type ObjectStore } from '../lib/organization/object-store.ts';
import { hand } from '../lib/organization/outbox.ts';
import {
  configurationFrom,
  type OrganizationConfiguration,
  organizationConfigurationFrom,
  type Scope,
} from '../lib/runtime/configuration.ts';
import { endOfReading } from '../lib/runtime/deadline.ts';
import { ownAccount } from '../lib/runtime/events.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import { accountRequest } from '../lib/runtime/organization-events.ts';
import {
  recordChanges,
  recordIncomplete,
  recordRefusal,
  recordRuleError,
  recordScan,
  type Telemetry,
  telemetry,
} from '../lib/runtime/telemetry.ts';
import { scan } from '../lib/scan/scan.ts';
import { selectRules } from '../lib/scan/select-rules.ts';
import { toolVersion } from '../lib/scan/version.ts';
import { watch } from '../lib/watch/watch.ts';
import { withoutSignIns } from '../lib/rule/sign-ins.ts';
import { rules } from '../rules/index.ts';

export interface ScanAccountPorts {
  /** @throws {Error} when the role of the account cannot be assumed. */
  readonly sourceOf: (account: { readonly accountId: string; readonly roleArn?: string }) => Promise<Source>;
  readonly store: HistoryStore;
  /** Publishes findings of one account; people hear of them by the digest of the organization. */
  readonly findingsOf: (account: KnownAccount) => Pick<Publisher, 'publishChanges'>;
  readonly minimumSeverity: Severity;
  readonly objects: ObjectStore;
  /** Where answers are kept for checks after changes, when they are followed. */
  readonly claims?: ClaimStore;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
}

/** What the state machine keeps of one account; the rest is in the bucket. */
export interface ScanAccountOutput {
  readonly accountId: string;
  readonly outcome: AccountResult['outcome'];
  readonly why?: string;
}

/**
 * Scans one account of an organization and compares it with its own history. Whatever goes wrong with the account is
 * its result: the function never fails for it, and nothing of it can touch another account.
 */
export function scanAccount(
  { ruleIds, ...scope }: Scope,
  config: Config,
  organization: OrganizationConfiguration,
  ports: ScanAccountPorts,
) {
  const { store, objects, telemetry, clock } = ports;
  const judgedBy = withoutSignIns(selectRules(rules, ruleIds, config));
  return lambda(telemetry, async (event, context): Promise<ScanAccountOutput> => {
    const { runId, account } = accountRequest(event);
    const { accountId } = account;
    const known = { accountId, name: account.name, path: account.path };
    const resultKey = keys.accountResult(runId, accountId);
    const { partition = 'aws' } = parseArn(context.invokedFunctionArn) ?? {};
    const roleArn = `arn:${partition}:iam::${accountId}:role/${organization.memberRoleName}`;
    const scanId = `${runId}-${accountId}`;

    async function look(): Promise<Report> {
      // The functions read their own account as themselves: it needs no role for them.
      const isOwn = accountId === ownAccount(context);
      const source = await ports.sourceOf({ accountId, ...(isOwn ? {} : { roleArn }) }).catch((error: unknown) => {
        throw new Error(accessProblem(error, roleArn), { cause: error });
      });
      const recorded = recording(until(source, endOfReading(context)));
      const report = await scan({
        ...scope,
        source: recorded.source,
        clock,
        config,
        rules: judgedBy,
        scanId,
        onRuleError: recordRuleError(telemetry),
      });
      if (report.scan.accountId !== accountId) {
        throw new Error(`The role belongs to account ${report.scan.accountId}, not to ${accountId}.`);
      }
      // Before anything is recorded: a second attempt knows the scan by its id and makes no other.
      await objects.put(keys.accountReport(runId, accountId), JSON.stringify(report));
      await objects.put(resultKey, JSON.stringify(accountResult(known, report)));
      // From here on nobody else compares this account with its history.
      memory = ports.claims && (await memoryOf(ports.claims, { accountId, runId: scanId, wait: () => sleep(1_000) }));
      answers = { answers: recorded.answers(), sweptAt: report.scan.startedAt };
      return report;
    }
    let memory: Memory | undefined;
    let answers: Parameters<Memory['release']>[0];

    try {
      const watched = await watch({
        accountId,
        scanId,
        runId: crypto.randomUUID(),
        ruleIds: judgedBy.map(({ id }) => id),
        store,
        minimumSeverity: ports.minimumSeverity,
        publisher: {
          ...ports.findingsOf(known),
          publishDigest: (id, occasion, changes) => hand(objects, { account: known, id, occasion, changes }),
        },
        ...(account.task === 'leave' ? leaving(account, scanId, partition, clock) : { scan: look }),
      });
      await memory?.release(answers);
      memory = undefined;
      if (watched.report !== undefined && account.task === 'scan') recordScan(telemetry, watched.report);
      recordChanges(telemetry, watched);
      if (watched.problems.length > 0) throw new Error(`The next run goes on: ${watched.problems.join('; ')}`);
      if (account.task === 'leave') {
        const result: AccountResult = { ...known, outcome: 'left', why: account.note ?? '', problems: [] };
        await objects.put(resultKey, JSON.stringify(result));
        return { accountId, outcome: 'left' };
      }
      const { outcome, why } = await storedResult(objects, resultKey);
      return { accountId, outcome, ...(why === undefined ? {} : { why }) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      recordIncomplete(telemetry, runId, accountId, why);
      await memory?.release().catch(() => {});
      const found = await storedResult(objects, resultKey).catch(() => undefined);
      const result: AccountResult = { problems: [], ...found, ...known, outcome: 'incomplete', why };
      // Where even this fails, the digest finds that the account has no result.
      await objects.put(resultKey, JSON.stringify(result)).catch(() => {});
      return { accountId, outcome: 'incomplete', why };
    }
  });
}

async function storedResult(objects: ObjectStore, key: string): Promise<AccountResult> {
  const text = await objects.get(key);
  if (text === undefined) throw new Error('Its result was lost.');
  const result: AccountResult = JSON.parse(text);
  return result;
}

/** An account that is not there any more is not read: its open findings are closed. */
function leaving({ accountId, note = '' }: PlannedAccount, scanId: string, partition: string, clock: () => Date) {
  const at = clock().toISOString();
  const report: Report = {
    schemaVersion: '1',
    tool: { name: 'euc-saml-audit', version: toolVersion },
    scan: { id: scanId, accountId, partition, regions: [], source: 'live', startedAt: at, finishedAt: at },
    coverage: [],
    rules: [],
    problems: [],
    advice: [],
    findings: [],
    summary: {
      fail: { critical: 0, high: 0, medium: 0, low: 0, informational: 0 },
      pass: 0,
      notApplicable: 0,
      unknown: 0,
      complete: true,
    },
  };
  return {
    scan: () => Promise.resolve(report),
    changesOf: (history: Parameters<typeof leave>[0]) => leave(history, at, note),
  };
}

const configuration = configurationFrom(process.env);
const organization = organizationConfigurationFrom(process.env);
const config = await packagedConfig(
  import.meta.url,
  rules.map(({ id }) => id),
);
const operators = telemetry('scan-account', configuration);
const { historyTable: table, region } = configuration;

export const handler = scanAccount(configuration.scope, config, organization, {
  async sourceOf({ roleArn }) {
    if (roleArn === undefined) return liveSource();
    const { externalId } = organization;
    const role = { roleArn, sessionName: 'euc-saml-audit', ...(externalId === undefined ? {} : { externalId }) };
    const credentials: Credentials = await memberCredentials(role, { regions: regionsToAssumeIn(region) });
    return liveSource({ credentials });
  },
  store: dynamodbStore({ table, region }),
  findingsOf: (account) =>
    snsPublisher({
      ...configuration,
      account,
      // The digest of the organization is for people.
      compose: () => ({ subject: '', text: '', chat: '' }),
      onRefused: recordRefusal(operators),
    }),
  minimumSeverity: configuration.minimumSeverity,
  objects: objectStore({ bucket: organization.bucket, region }),
  ...(organization.watchesChanges && {
    claims: claimStore({ table, region, objects: objectStore({ bucket: organization.bucket, region }) }),
  }),
  telemetry: operators,
  clock: () => new Date(),
});
