import { randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inParallel } from '../lib/collect/in-parallel.ts';
import { exportSource } from '../lib/export/export-source.ts';
import type {
  AccountResult,
  KnownAccount,
  OrganizationReport,
  Plan,
  PlannedAccount,
} from '../lib/model/organization.ts';
import type { Source } from '../lib/model/ports.ts';
import type { Report } from '../lib/model/report.ts';
import { accessProblem } from '../lib/organization/access.ts';
import { accountResult } from '../lib/organization/account-result.ts';
import { listedAccounts } from '../lib/organization/listed-accounts.ts';
import { planAccounts } from '../lib/organization/plan.ts';
import { organizationReport } from '../lib/organization/report.ts';
import { organizationCsv } from '../lib/report/organization-csv.ts';
import { organizationHtml } from '../lib/report/organization-html.ts';
import { organizationText } from '../lib/report/organization-text.ts';
import { listOf, oneOf } from './arguments.ts';
import { exitCodeOf, type Threshold } from './fail-on.ts';
import type { ExitCode } from './exit-code.ts';
import { outputFile } from './output-file.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The options of a scan of many accounts. */
export const organizationOptions = {
  organization: { type: 'boolean', default: false },
  exports: { type: 'string' },
  role: { type: 'string' },
  'external-id': { type: 'string' },
  accounts: { type: 'string', multiple: true },
  ou: { type: 'string', multiple: true },
} as const;

interface Values {
  readonly organization: boolean;
  readonly exports?: string;
  readonly role?: string;
  readonly 'external-id'?: string;
  readonly accounts?: readonly string[];
  readonly ou?: readonly string[];
  readonly format?: string;
  readonly output?: readonly string[];
}

const formats = {
  table: (report: OrganizationReport) => `${organizationText(report)}\n`,
  json: (report: OrganizationReport) => `${JSON.stringify(report, undefined, 2)}\n`,
  csv: organizationCsv,
  html: organizationHtml,
};
type FormatName = keyof typeof formats;
const formatNames: readonly FormatName[] = ['table', 'json', 'csv', 'html'];

/** Accounts that are read at once: each has its own quotas, but the desk has one connection. */
const parallelAccounts = 8;

export const asksForMany = ({ organization, exports: folder }: Values): boolean => organization || folder !== undefined;

/**
 * Scans the accounts of an organization, or the exports in a folder, and reports on all of them together. An account
 * that fails is incomplete in the report and keeps nobody else from being scanned.
 *
 * @throws {UsageError} before any work is done.
 */
export async function scanMany(
  values: Values,
  failOn: Threshold,
  look: (source: Source) => Promise<Report>,
  terminal: Terminal,
): Promise<ExitCode> {
  if (values.organization && values.exports !== undefined)
    throw new UsageError('--organization and --exports cannot be used together');
  const asked = values.format === undefined ? undefined : oneOf('format', values.format, formatNames);
  const files = await Promise.all((values.output ?? []).map((name) => outputFile(name, terminal)));
  const startedAt = new Date().toISOString();
  const { planned, leftOut, sourceOf } =
    values.exports === undefined ? await organization(values) : await exportsIn(resolve(terminal.cwd, values.exports));
  const plan: Plan = { runId: randomUUID(), startedAt, accounts: planned, leftOut };
  const done = { count: 0 };
  const scanned = await inParallel(parallelAccounts, planned, async (account): Promise<Scanned> => {
    const scannedAccount = await scanOne(account, sourceOf, look);
    say(
      terminal,
      `${(done.count += 1)} of ${planned.length} accounts: ${account.accountId} ${scannedAccount.result.outcome}`,
    );
    return scannedAccount;
  });
  const report = organizationReport({
    plan: { ...plan, accounts: scanned.map(({ account }) => account) },
    results: scanned.map(({ result }) => result),
    failures: new Map(),
    finishedAt: new Date().toISOString(),
  });
  if (files.length === 0) terminal.stdout.write(formats[asked ?? 'table'](report));
  for (const file of files) {
    await file.write(formats[asked ?? formatOf(file.path)](report));
    say(terminal, `Report written to ${file.path}`);
  }
  const { fail, incomplete } = report.summary;
  return exitCodeOf({ summary: { fail, complete: incomplete === 0 } }, failOn);
}

interface Scanned {
  readonly account: PlannedAccount;
  readonly result: AccountResult;
}

interface Many {
  readonly planned: readonly PlannedAccount[];
  readonly leftOut: Plan['leftOut'];
  readonly sourceOf: (account: KnownAccount) => Promise<Source>;
}

/** An export says whose it is only when it is read, so the account takes the id that the report has. */
async function scanOne(
  account: PlannedAccount,
  sourceOf: Many['sourceOf'],
  look: (source: Source) => Promise<Report>,
): Promise<Scanned> {
  try {
    const report = await look(await sourceOf(account));
    const known = { ...account, accountId: report.scan.accountId };
    return { account: known, result: accountResult(known, report) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const { accountId, name, path } = account;
    return { account, result: { accountId, name, path, outcome: 'incomplete', why, problems: [] } };
  }
}

/** The accounts that AWS Organizations lists, each read with the role that was asked for. */
async function organization(values: Values): Promise<Many> {
  const { liveSource } = await import('../lib/aws/live-source.ts');
  const { memberCredentials, regionsToAssumeIn } = await import('../lib/aws/member-credentials.ts');
  const { listAccounts } = await import('../lib/aws/organization.ts');
  const own = liveSource();
  const { readIdentity } = await import('../lib/collect/identity.ts');
  const { Inquiry } = await import('../lib/collect/inquiry.ts');
  const { id: ownId, partition } = await readIdentity(new Inquiry(own));
  const items = await listAccounts({ partition }).catch((error: unknown) => {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new UsageError(
      `--organization: cannot list the accounts (${reason}); use credentials of the management account or of a delegated administrator`,
    );
  });
  const accounts = listOf('accounts', values.accounts);
  const ous = listOf('ou', values.ou);
  const { accounts: planned, leftOut } = planAccounts({
    listed: listedAccounts(items),
    known: [],
    scope: { ...(accounts === undefined ? {} : { accounts }), ...(ous === undefined ? {} : { ous }) },
  });
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const externalId = values['external-id'];
  return {
    planned,
    leftOut,
    async sourceOf({ accountId }) {
      if (accountId === ownId) return own;
      const roleArn = `arn:${partition}:iam::${accountId}:role/${values.role ?? 'euc-saml-audit'}`;
      const role = { roleArn, sessionName: 'euc-saml-audit', ...(externalId === undefined ? {} : { externalId }) };
      try {
        return liveSource({ credentials: await memberCredentials(role, { regions: regionsToAssumeIn(region) }) });
      } catch (error) {
        throw new Error(accessProblem(error, roleArn), { cause: error });
      }
    },
  };
}

/** The exports in the folders of a folder. */
async function exportsIn(folder: string): Promise<Many> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new UsageError(`--exports ${folder}: expected a folder with exports in it (${String(error)})`);
  });
  const folders: string[] = [];
  for (const name of names.toSorted()) {
    if ((await stat(join(folder, name, 'account.json')).catch(() => undefined))?.isFile()) folders.push(name);
  }
  if (folders.length === 0) throw new UsageError(`--exports ${folder}: expected folders with an account.json in it`);
  return {
    planned: folders.map((name) => ({ accountId: name, name, path: '', task: 'scan' })),
    leftOut: [],
    sourceOf: ({ name }) => exportSource(join(folder, name)),
  };
}

const formatOf = (path: string): FormatName => formatNames.find((name) => path.endsWith(`.${name}`)) ?? 'table';
