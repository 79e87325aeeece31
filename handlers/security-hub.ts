import { dynamodbStore } from '../lib/aws/dynamodb-store.ts';
import { objectStore } from '../lib/aws/object-store.ts';
import { importFindings } from '../lib/aws/security-hub.ts';
import { parseArn } from '../lib/model/arn.ts';
import type { ChangeKind } from '../lib/model/change.ts';
import type { LifeStatus } from '../lib/model/history.ts';
import type { HistoryStore } from '../lib/model/ports.ts';
import { readState } from '../lib/organization/state.ts';
import { type Tracked, trackedAsff } from '../lib/report/security-hub.ts';
import { configurationFrom } from '../lib/runtime/configuration.ts';
import { ownAccount } from '../lib/runtime/events.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import { securityHubRequest } from '../lib/runtime/security-hub-events.ts';
import { recordImport, type Telemetry, telemetry } from '../lib/runtime/telemetry.ts';
import { toolVersion } from '../lib/scan/version.ts';

export interface SecurityHubPorts {
  readonly store: HistoryStore;
  /** Accounts of an organization besides the own one. */
  readonly knownAccounts: () => Promise<readonly string[]>;
  readonly importFindings: (findings: readonly object[]) => Promise<void>;
  readonly region: string;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
}

const statusAfter: Readonly<Record<ChangeKind, LifeStatus>> = {
  opened: 'open',
  reopened: 'open',
  worsened: 'open',
  eased: 'open',
  regained: 'open',
  'lost-sight': 'lost-sight',
  resolved: 'resolved',
  gone: 'gone',
  accepted: 'accepted',
};

/**
 * Imports what the findings topic says into AWS Security Hub of this account and Region. On a schedule it sends every
 * open finding again, because Security Hub deletes findings 90 days after their last update.
 */
export function securityHub({ store, knownAccounts, importFindings, region, telemetry, clock }: SecurityHubPorts) {
  return lambda(telemetry, async (event, context): Promise<{ readonly imported: number }> => {
    const accountId = ownAccount(context);
    const request = securityHubRequest(event);
    const tracked = request === 'resend' ? await openFindings(accountId) : request.map(trackedOf);
    const { partition = 'aws' } = parseArn(context.invokedFunctionArn) ?? {};
    const at = clock().toISOString();
    await importFindings(trackedAsff(tracked, { accountId, region, partition, version: toolVersion, at }));
    recordImport(telemetry, tracked.length);
    return { imported: tracked.length };
  });

  async function openFindings(accountId: string): Promise<readonly Tracked[]> {
    const accounts = new Set([accountId, ...(await knownAccounts())]);
    const open: Tracked[] = [];
    for (const account of accounts) {
      const { lives } = await store.read(account);
      open.push(...lives.filter(({ status }) => status === 'open' || status === 'lost-sight'));
    }
    return open;
  }
}

const trackedOf = ({ change, finding, firstSeen }: { change: ChangeKind } & Omit<Tracked, 'status'>): Tracked => ({
  finding,
  firstSeen,
  status: statusAfter[change],
});

const configuration = configurationFrom(process.env);
const { historyTable: table, region } = configuration;
const bucket = process.env['AUDIT_BUCKET'];

export const handler = securityHub({
  store: dynamodbStore({ table, region }),
  async knownAccounts() {
    if (!bucket) return [];
    const { known } = await readState(objectStore({ bucket, region }));
    return known.map(({ accountId }) => accountId);
  },
  importFindings: (findings) => importFindings(findings, { region }),
  region,
  telemetry: telemetry('security-hub', configuration),
  clock: () => new Date(),
});
