import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalAws } from '../local-aws/server.ts';
import { generateAccount } from './generate-account.ts';
import { median } from './median.ts';
import { regions } from './names.ts';
import type { ScanFigures } from './scan-once.ts';

const run = promisify(execFile);
const seed = 1;

/** Scans a generated account over HTTP and prints what that took. */
export async function benchAccount(roles: number): Promise<void> {
  const account = generateAccount({ roles, seed });
  const aws = await startLocalAws({ account });
  try {
    const unpaced = await scanOnce('unpaced', aws.url);
    aws.requests.clear();
    const paced = await scanOnce('paced', aws.url);
    print(sizeOf(account), { paced, unpaced }, aws.requests.counts);
  } finally {
    await aws.close();
  }
}

/** `unpaced` asks as fast as the endpoint answers: what the scan itself takes, without waiting for its turn. */
async function scanOnce(pace: 'paced' | 'unpaced', endpoint: string): Promise<ScanFigures> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'scan-once.ts'), pace, ...regions], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: regions[0],
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  const figures: ScanFigures = JSON.parse(stdout);
  return figures;
}

interface Size {
  readonly roles: number;
  readonly policies: number;
  readonly providers: number;
}

function sizeOf(account: ReturnType<typeof generateAccount>): Size {
  const count = (file: string, member: string): number => {
    const answer = account[`global/${file}.json`];
    const list: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, member) : undefined;
    return Array.isArray(list) ? list.length : 0;
  };
  return {
    roles: count('iam.list-roles', 'Roles'),
    policies: count('iam.get-account-authorization-details', 'Policies'),
    providers: count('iam.list-saml-providers', 'SAMLProviderList'),
  };
}

interface Runs {
  readonly paced: ScanFigures;
  readonly unpaced: ScanFigures;
}

function print(size: Size, { paced, unpaced }: Runs, requests: Readonly<Record<string, number>>): void {
  const { roles, policies, providers } = size;
  const counts = Object.entries(requests).toSorted(([a], [b]) => a.localeCompare(b));
  const total = (of: typeof counts): number => of.reduce((sum, [, count]) => sum + count, 0);
  const iam = total(counts.filter(([call]) => call.startsWith('iam:')));
  const aim = 2 * Math.ceil(roles / 1000) + Math.ceil(policies / 1000) + 1 + providers;
  const first = paced.evaluateMs[0] ?? Number.NaN;

  console.log(
    `\n${number(roles)} roles, ${number(policies)} managed policies, ${providers} providers, ${regions.length} Regions`,
  );
  line(
    'collect over HTTP',
    seconds(paced.collectMs),
    `unpaced ${seconds(unpaced.collectMs)}${paced.unread === 0 ? '' : `, ${paced.unread} calls unread`}`,
  );
  // Before the search branched depth first, 5,000 roles took 2.8 s (2 cores, 2026-11-25).
  const before = roles === 5_000 ? ', 2.800 s before' : '';
  line(
    'evaluate',
    seconds(median(paced.evaluateMs)),
    `median of ${paced.evaluateMs.length}, first ${seconds(first)}${before}`,
  );
  line('judged', number(paced.findings), `findings of ${paced.rules} rules`);
  line(
    'peak memory',
    megabytes(paced.judgedMB),
    `at start ${megabytes(paced.startedMB)}, collected ${megabytes(paced.collectedMB)}`,
  );
  line('IAM requests', number(iam), `aim: at most ${aim}`);
  line('requests', number(total(counts)), 'by API:');
  for (const [call, count] of counts) line('', number(count), call);
}

const number = (value: number): string => value.toLocaleString('en');
const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;
const megabytes = (mb: number): string => `${mb.toFixed(0)} MB`;
const line = (what: string, figure: string, note: string): void =>
  console.log(`  ${what.padEnd(20)}${figure.padStart(10)}  ${note}`.trimEnd());
