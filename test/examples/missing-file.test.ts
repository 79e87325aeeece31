import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExportError } from '../../lib/export/export-error.ts';
import { exportSource } from '../../lib/export/export-source.ts';
import { answeredBy, pathOf } from '../../lib/export/layout.ts';
import type { FederationPath } from '../../lib/model/path.ts';
import type { ReadRequest } from '../../lib/model/ports.ts';
import type { Report } from '../../lib/model/report.ts';
import { scan } from '../../lib/scan/scan.ts';
import { rules } from '../../rules/index.ts';

const files = readdirSync('examples/demo-account', { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file.endsWith('.json'))
  .toSorted();
const answers = files.filter((file) => file !== 'account.json');

/** The files that nobody asks for, and why. */
const neverAsked: Readonly<Record<string, string>> = {
  'eu-central-1/workspaces.describe-workspaces-pools.json': 'no directory there is of WorkSpaces Pools',
  'eu-west-3/workspaces.describe-workspaces-pools.json': 'no directory there is of WorkSpaces Pools',
  'global/iam.get-saml-provider.AWSSSO_7a3c91e05b2d48f6_DO_NOT_DELETE.json': 'IAM Identity Center owns the provider',
  'us-east-1/appstream.describe-user-stack-associations.Design-Studio.json': 'the Region has no user pool users',
  'us-east-1/appstream.describe-user-stack-associations.Training-Lab.json': 'the Region has no user pool users',
};

/** The files that no verdict about this account hangs on, and why. */
const decidingNothing: Readonly<Record<string, string>> = {
  'eu-central-1/appstream.describe-entitlements.Engineering-CAD.json':
    'its own role may pass any tag, and AppStream-Portal-Stream fails for the other stack that it reaches',
  'eu-west-3/appstream.describe-users.json': 'there is no stack in that Region',
  'us-east-1/appstream.describe-entitlements.Design-Studio.error.json': 'no user of its role can stream the stack',
  ...neverAsked,
  'us-east-1/appstream.describe-entitlements.Training-Lab.json': 'no role streams the stack',
  'us-east-1/appstream.describe-users.json': 'no user of the pool is assigned to a stack there',
};

let folder: string;
let full: Report;
const reports = new Map<string, Report>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'missing-file-'));
  await cp('examples/demo-account', folder, { recursive: true });
  full = await scanned();
  for (const file of answers) reports.set(file, await without(file, scanned));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const scanned = async (): Promise<Report> =>
  scan({
    source: await exportSource(folder),
    rules,
    scanId: 'scan',
    clock: () => new Date('2026-11-21T08:00:00.000Z'),
    onRuleError: (_rule, _resource, error) => {
      throw error;
    },
  });

async function without<T>(file: string, work: () => Promise<T>): Promise<T> {
  await rename(join(folder, file), join(folder, '.gone'));
  try {
    return await work();
  } finally {
    await rename(join(folder, '.gone'), join(folder, file));
  }
}

function reportWithout(file: string): Report {
  const report = reports.get(file);
  if (report === undefined) throw new Error(`there was no scan without ${file}`);
  return report;
}

const statuses = ({ findings }: Report) => new Map(findings.map(({ id, status }) => [id, status]));
const nameOf = ({ provider, role, target }: FederationPath): string => `${provider} ${role} ${target}`;

function requestOf(file: string): ReadRequest {
  const answered = answeredBy(file);
  if (answered === undefined) throw new Error(`${file} is not part of an export`);
  return answered.request;
}

const callOf = (file: string): string => `${requestOf(file).service}:${requestOf(file).operation}`;

/** What is claimed without the file and was not claimed, or not like that, when it was there. */
function newClaims(partial: Report): readonly string[] {
  const before = statuses(full);
  const verdicts = partial.findings
    .filter(({ id, status }) => status !== 'unknown' && status !== (before.get(id) ?? 'not-applicable'))
    .map(({ id, status }) => `${id}: ${before.get(id)} became ${status}`);
  const ways = new Map(full.paths?.map((path) => [nameOf(path), path.status]));
  const paths = (partial.paths ?? [])
    .filter((path) => path.status !== 'unknown' && path.status !== ways.get(nameOf(path)))
    .map((path) => `${nameOf(path)}: ${ways.get(nameOf(path))} became ${path.status}`);
  return [...verdicts, ...paths];
}

it('is no export without account.json', async () => {
  const error = await without('account.json', () => scanned().catch((error: unknown) => error));
  expect(error).toBeInstanceOf(ExportError);
  expect(error).toMatchObject({
    message:
      `${folder} has no account.json: expected an account export, with account.json as ` +
      '`aws sts get-caller-identity` prints it.',
  });
});

describe('an export without a file', () => {
  it.each(answers)('claims nothing that it did not claim with it: %s', (file) => {
    expect(newClaims(reportWithout(file))).toEqual([]);
    expect(reportWithout(file).summary.complete).toBe(false);
  });

  it.each(answers.filter((file) => !(file in neverAsked)))('says that it was not exported: %s', (file) => {
    const { region, resource } = requestOf(file);
    expect(reportWithout(file).coverage.filter(({ outcome }) => outcome === 'not-exported')).toEqual([
      {
        region,
        call: callOf(file),
        ...(resource === undefined ? {} : { resource }),
        outcome: 'not-exported',
        detail: `the export has no ${pathOf(requestOf(file))}`,
        requests: 0,
      },
    ]);
  });

  it.each(answers.filter((file) => !(file in decidingNothing)))('calls unknown what hung on it: %s', (file) => {
    const unknown = reportWithout(file).findings.filter(
      ({ status, unread }) => status === 'unknown' && unread?.call === callOf(file) && unread.reason === 'not-exported',
    );
    expect(unknown.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(decidingNothing))('judges everything the same: %s, because %s', (file) => {
    expect(answers).toContain(file);
    expect(reportWithout(file).findings).toEqual(full.findings);
  });

  it.each(Object.entries(neverAsked))('says nothing of a file that nobody asks for: %s, because %s', (file) => {
    expect(reportWithout(file)).toEqual(full);
  });
});
