import { objectStore } from '../lib/aws/object-store.ts';
import { listAccounts } from '../lib/aws/organization.ts';
import { parseArn } from '../lib/model/arn.ts';
import { listedAccounts } from '../lib/organization/listed-accounts.ts';
import { keys, type ObjectStore, objectPrefix } from '../lib/organization/object-store.ts';
import { planAccounts } from '../lib/organization/plan.ts';
import { readState } from '../lib/organization/state.ts';
import {
  configurationFrom,
  type OrganizationConfiguration,
  organizationConfigurationFrom,
} from '../lib/runtime/configuration.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import { planRequest } from '../lib/runtime/organization-events.ts';
import { recordPlan, type Telemetry, telemetry } from '../lib/runtime/telemetry.ts';

export interface PlanPorts {
  readonly listAccounts: (partition: string) => Promise<readonly unknown[]>;
  readonly objects: ObjectStore;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
}

/** What the state machine goes on with; it has room for 256 KiB, so the accounts themselves are in the bucket. */
export interface PlanOutput {
  readonly runId: string;
  readonly startedAt: string;
  readonly maxConcurrency: number;
  readonly accounts: number;
  readonly plan: { readonly bucket: string; readonly key: string };
  /** Where the state machine puts down what its children came to. */
  readonly results: { readonly bucket: string; readonly prefix: string };
}

/** Decides which accounts of the organization a run scans, and puts them down for the state machine. */
export function planOrganization(
  { bucket, accounts: scope, maxConcurrency }: OrganizationConfiguration,
  ports: PlanPorts,
) {
  const { objects, clock } = ports;
  return lambda(ports.telemetry, async (event, context): Promise<PlanOutput> => {
    const now = clock().toISOString();
    const { runId = `run-${now.replaceAll(/\W/g, '-')}`, startedAt = now } = planRequest(event);
    const { partition = 'aws' } = parseArn(context.invokedFunctionArn) ?? {};
    const [items, { known }] = await Promise.all([ports.listAccounts(partition), readState(objects)]);
    const { accounts, leftOut } = planAccounts({ listed: listedAccounts(items), known, scope });
    await objects.put(keys.leftOut(runId), JSON.stringify(leftOut));
    await objects.put(keys.plan(runId), JSON.stringify(accounts));
    recordPlan(ports.telemetry, runId, items.length, accounts.length);
    return {
      runId,
      startedAt,
      maxConcurrency,
      accounts: accounts.length,
      plan: { bucket, key: `${objectPrefix}${keys.plan(runId)}` },
      results: { bucket, prefix: `${objectPrefix}${keys.engine(runId)}` },
    };
  });
}

const configuration = configurationFrom(process.env);
const organization = organizationConfigurationFrom(process.env);

export const handler = planOrganization(organization, {
  listAccounts: (partition) => listAccounts({ partition }),
  objects: objectStore({ bucket: organization.bucket, region: configuration.region }),
  telemetry: telemetry('plan-organization', configuration),
  clock: () => new Date(),
});
