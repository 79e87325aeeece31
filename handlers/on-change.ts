import { pause as sleep } from '../lib/runtime/pause.ts';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { claimStore } from '../lib/aws/claim-store.ts';
import { dynamodbStore } from '../lib/aws/dynamodb-store.ts';
import { liveSource } from '../lib/aws/live-source.ts';
import { memberCredentials, regionsToAssumeIn } from '../lib/aws/member-credentials.ts';
import { objectStore } from '../lib/aws/object-store.ts';
import { type Alert, snsPublisher } from '../lib/aws/sns-publisher.ts';
import { changeNote } from '../lib/change/alert.ts';
import { recording } from '../lib/change/answers.ts';
import { type ChangeEvent, parseEvent } from '../lib/change/events.ts';
import { type ClaimStore, type Memory, memoryOf } from '../lib/change/memory.ts';
import { lastUses, rememberedSource } from '../lib/change/remembered.ts';
import { sourceAfter } from '../lib/change/reread.ts';
import { until } from '../lib/collect/until.ts';
import type { Config } from '../lib/config/config.ts';
import { packagedConfig } from '../lib/config/file.ts';
import { parseArn } from '../lib/model/arn.ts';
import type { Change } from '../lib/model/change.ts';
import type { Severity } from '../lib/model/finding.ts';
import type { Occasion } from '../lib/model/history.ts';
import type { HistoryStore, Publisher, Source } from '../lib/model/ports.ts';
import type { Report } from '../lib/model/report.ts';
import { accessProblem } from '../lib/organization/access.ts';
import { changeDigest } from '../lib/report/change-digest.ts';
import {
  configurationFrom,
  type OrganizationConfiguration,
  organizationConfigurationFrom,
  type Scope,
} from '../lib/runtime/configuration.ts';
import { endOfReading } from '../lib/runtime/deadline.ts';
import { ownAccount } from '../lib/runtime/events.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import { queueRecords } from '../lib/runtime/queue-events.ts';
import {
  recordChanges,
  recordDropped,
  recordRefusal,
  recordRuleError,
  recordUnchecked,
  type Telemetry,
  telemetry,
} from '../lib/runtime/telemetry.ts';
import { scan } from '../lib/scan/scan.ts';
import { selectRules } from '../lib/scan/select-rules.ts';
import { demandFinished, watch } from '../lib/watch/watch.ts';
import { rules } from '../rules/index.ts';

type Compose = (id: string, occasion: Occasion, changes: readonly Change[]) => Alert;

export interface OnChangePorts {
  /** @throws {Error} when the role of the account cannot be assumed. */
  readonly sourceOf: (account: { readonly accountId: string; readonly roleArn?: string }) => Promise<Source>;
  readonly store: HistoryStore;
  readonly claims: ClaimStore;
  readonly publisherOf: (compose: Compose) => Publisher;
  readonly minimumSeverity: Severity;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
  readonly docs?: string;
  /** Milliseconds between two tries to get an account that another run has. */
  readonly patience: number;
}

/**
 * Checks what writes to accounts touched: asks AWS for that alone, takes the rest from the last scan, compares, and
 * tells what changed. Messages that say nothing to this tool are dropped; those of an account for which something
 * failed come again.
 */
export function onChange(
  { ruleIds, ...scope }: Scope,
  config: Config,
  { memberRoleName }: Pick<OrganizationConfiguration, 'memberRoleName'>,
  ports: OnChangePorts,
) {
  const { telemetry, clock } = ports;
  const judgedBy = selectRules(rules, ruleIds, config);
  const look = (source: Source, scanId: string): Promise<Report> =>
    scan({ ...scope, source, clock, config, rules: judgedBy, scanId, onRuleError: recordRuleError(telemetry) });

  /** Assumes the role of the account when AWS is asked for the first time: most events need that never. */
  function liveSourceOf(accountId: string, context: Context): Source {
    const { partition = 'aws' } = parseArn(context.invokedFunctionArn) ?? {};
    const roleArn = `arn:${partition}:iam::${accountId}:role/${memberRoleName}`;
    let source: Promise<Source> | undefined;
    const assumed = (): Promise<Source> =>
      ports
        .sourceOf({ accountId, ...(accountId === ownAccount(context) ? {} : { roleArn }) })
        .catch((error: unknown) => {
          throw new Error(accessProblem(error, roleArn), { cause: error });
        });
    return until(
      { kind: 'live', read: async (request, signal) => (await (source ??= assumed())).read(request, signal) },
      endOfReading(context),
    );
  }

  async function check(accountId: string, events: readonly ChangeEvent[], memory: Memory, context: Context) {
    const live = liveSourceOf(accountId, context);
    const known = await upToDate(accountId, memory);
    const source = known === undefined ? live : await sourceAfter(events, known, live);
    if (source === undefined) return undefined;
    const runId = crypto.randomUUID();
    const scanId = `change-${runId}`;
    const recorded = recording(source);
    const before = known === undefined ? undefined : await look(rememberedSource(known.answers), scanId);
    const uses = lastUses(known?.answers ?? []);
    const after = await look(recorded.source, scanId);
    const note = changeNote(events, before?.paths ?? [], after.paths ?? [], (arn) => uses.get(arn));
    const watched = await watch({
      accountId,
      scanId,
      runId,
      ruleIds: judgedBy.map(({ id }) => id),
      store: ports.store,
      minimumSeverity: ports.minimumSeverity,
      isPartial: known !== undefined,
      publisher: ports.publisherOf((id, occasion, changes) =>
        changeDigest(occasion, changes, note, { id, docs: ports.docs }),
      ),
      scan: () => Promise.resolve(after),
    });
    recordChanges(telemetry, watched);
    const sweptAt = known?.sweptAt ?? after.scan.startedAt;
    return { watched, newer: { answers: recorded.answers(), sweptAt } };
  }

  /** What is remembered, unless a scan that remembered nothing has looked at the account since. */
  async function upToDate(accountId: string, { known }: Memory): Promise<Memory['known']> {
    const { lastScan } = await ports.store.read(accountId);
    return lastScan !== undefined && known !== undefined && lastScan.at > known.sweptAt ? undefined : known;
  }

  async function checkAlone(accountId: string, events: readonly ChangeEvent[], context: Context): Promise<void> {
    const wait = () => sleep(ports.patience);
    const memory = await memoryOf(ports.claims, { accountId, runId: crypto.randomUUID(), wait });
    const checked = await check(accountId, events, memory, context).catch(async (error: unknown) => {
      await memory.release().catch(() => {});
      throw error;
    });
    await memory.release(checked?.newer);
    if (checked !== undefined) demandFinished(checked.watched);
  }

  return lambda(telemetry, async (event, context): Promise<SQSBatchResponse> => {
    const messages = queueRecords(event).flatMap(({ messageId, body }) => {
      const parsed = parseEvent(body);
      if ('event' in parsed) return [{ messageId, event: parsed.event }];
      recordDropped(telemetry, parsed.dropped, parsed.name);
      return [];
    });
    const failed: string[] = [];
    for (const [accountId, group] of Map.groupBy(messages, (message) => message.event.accountId)) {
      const events = new Map(group.map((message) => [message.event.id, message.event]));
      try {
        await checkAlone(accountId, [...events.values()], context);
      } catch (error) {
        recordUnchecked(telemetry, accountId, error);
        failed.push(...group.map(({ messageId }) => messageId));
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
}

const configuration = configurationFrom(process.env);
const organization = organizationConfigurationFrom(process.env);
const config = await packagedConfig(
  import.meta.url,
  rules.map(({ id }) => id),
);
const operators = telemetry('on-change', configuration);
const { historyTable: table, region, docs } = configuration;

export const handler = onChange(configuration.scope, config, organization, {
  async sourceOf({ roleArn }) {
    if (roleArn === undefined) return liveSource();
    const { externalId } = organization;
    const role = { roleArn, sessionName: 'euc-saml-audit', ...(externalId === undefined ? {} : { externalId }) };
    return liveSource({ credentials: await memberCredentials(role, { regions: regionsToAssumeIn(region) }) });
  },
  store: dynamodbStore({ table, region }),
  claims: claimStore({ table, region, objects: objectStore({ bucket: organization.bucket, region }) }),
  publisherOf: (compose) => snsPublisher({ ...configuration, compose, onRefused: recordRefusal(operators) }),
  minimumSeverity: configuration.minimumSeverity,
  telemetry: operators,
  clock: () => new Date(),
  patience: 1_000,
  ...(docs === undefined ? {} : { docs }),
});
