import { objectStore } from '../lib/aws/object-store.ts';
import { publishAlert, snsClient } from '../lib/aws/sns-publisher.ts';
import { inParallel } from '../lib/collect/in-parallel.ts';
import type { AccountResult, LeftOut, OrganizationReport, Plan, PlannedAccount } from '../lib/model/organization.ts';
import { engineFailures } from '../lib/organization/engine-results.ts';
import { keys, objectPrefix, type ObjectStore } from '../lib/organization/object-store.ts';
import { type Message, type Parcel, sendDigest } from '../lib/organization/outbox.ts';
import { organizationReport } from '../lib/organization/report.ts';
import { type OrganizationState, readState, stateAfter } from '../lib/organization/state.ts';
import { organizationCsv } from '../lib/report/organization-csv.ts';
import { organizationDigest } from '../lib/report/organization-digest.ts';
import { organizationHtml } from '../lib/report/organization-html.ts';
import { configurationFrom, organizationConfigurationFrom } from '../lib/runtime/configuration.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import { digestRequest } from '../lib/runtime/organization-events.ts';
import { recordOrganization, type Telemetry, telemetry } from '../lib/runtime/telemetry.ts';
import { digestId } from '../lib/watch/message-id.ts';

export interface DigestPorts {
  readonly objects: ObjectStore;
  readonly send: (message: Message) => Promise<void>;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
}

export interface DigestOutput {
  readonly runId: string;
  readonly summary: OrganizationReport['summary'];
  /** Of the digest; absent when there was nothing to tell. */
  readonly messageId?: string;
}

/** At once: S3 takes thousands of requests a second, a function has few connections. */
const parallelReads = 32;

/** Compares what came back with the plan, keeps the report of the organization, and tells people what changed. */
export function digestOrganization({ objects, send, telemetry, clock }: DigestPorts) {
  return lambda(telemetry, async (event): Promise<DigestOutput> => {
    const { runId, startedAt, manifest } = digestRequest(event);
    const plan: Plan = {
      runId,
      startedAt,
      accounts: await read<PlannedAccount[]>(objects, keys.plan(runId)),
      leftOut: await read<LeftOut[]>(objects, keys.leftOut(runId)),
    };
    const results = await inParallel(parallelReads, plan.accounts, async ({ accountId }) => {
      const text = await objects.get(keys.accountResult(runId, accountId));
      const result: AccountResult | undefined = text === undefined ? undefined : JSON.parse(text);
      return result;
    });
    const report = organizationReport({
      plan,
      results: results.filter((result) => result !== undefined),
      failures: engineFailures(manifest === undefined ? [] : await engineFiles(objects, manifest)),
      finishedAt: clock().toISOString(),
    });
    await objects.put(keys.report(runId, 'json'), JSON.stringify(report));
    await objects.put(keys.report(runId, 'csv'), organizationCsv(report));
    await objects.put(keys.report(runId, 'html'), organizationHtml(report));
    const before = await readState(objects);
    const after = stateAfter(before, plan, report);
    const message = await sendDigest(objects, (parcels) => composed(parcels, report, before, after), send);
    await objects.put(keys.state, JSON.stringify(after));
    recordOrganization(telemetry, report);
    return { runId, summary: report.summary, ...(message === undefined ? {} : { messageId: message.id }) };
  });
}

/** There is something to tell when findings changed, or when other accounts are incomplete than last time. */
function composed(
  parcels: readonly Parcel[],
  report: OrganizationReport,
  before: OrganizationState,
  after: OrganizationState,
): Message | undefined {
  const [old, now] = [before, after].map(({ incomplete }) => JSON.stringify(Object.keys(incomplete).toSorted()));
  if (parcels.length === 0 && old === now) return undefined;
  const id = digestId([...parcels.map(({ id }) => id), `${old} ${now}`]);
  return { id, ...organizationDigest({ id, report, changed: parcels }) };
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names the type for JSON.parse's `any`
async function read<T>(objects: ObjectStore, key: string): Promise<T> {
  const text = await objects.get(key);
  if (text === undefined) throw new Error(`${key} is not in the bucket`);
  const value: T = JSON.parse(text);
  return value;
}

/** The files that the manifest of the state machine lists, as far as they can be read: the plan is what counts. */
async function engineFiles(objects: ObjectStore, manifest: string): Promise<readonly string[]> {
  const get = (key: string): Promise<string | undefined> =>
    objects.get(key.slice(objectPrefix.length)).catch(() => undefined);
  const text = await get(manifest);
  if (text === undefined) return [];
  const { ResultFiles: files = {} }: { ResultFiles?: Record<string, readonly { readonly Key: string }[]> } =
    JSON.parse(text);
  const names = Object.values(files).flatMap((list) => list.map(({ Key }) => Key));
  return (await inParallel(parallelReads, names, get)).filter((file) => file !== undefined);
}

const configuration = configurationFrom(process.env);
const { bucket } = organizationConfigurationFrom(process.env);
const sns = snsClient();

export const handler = digestOrganization({
  objects: objectStore({ bucket, region: configuration.region }),
  send: (message) => publishAlert(sns, configuration.alertsTopicArn, message),
  telemetry: telemetry('digest-organization', configuration),
  clock: () => new Date(),
});
