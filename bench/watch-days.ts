// Two days of a history with many open findings, in a process of its own. The account is not read: the figures are about
// remembering and telling. Prints one JSON line: a WatchFigures. Usage: node bench/watch-days.ts <findings>
import { dynamodbStore } from '../lib/aws/dynamodb-store.ts';
import { snsPublisher } from '../lib/aws/sns-publisher.ts';
import type { Finding } from '../lib/model/finding.ts';
import type { Report } from '../lib/model/report.ts';
import { digest } from '../lib/report/digest.ts';
import { watch } from '../lib/watch/watch.ts';
import { startLocalAws } from '../local-aws/server.ts';

export interface DayFigures {
  readonly ms: number;
  readonly changes: number;
  /** Requests by `service:Operation`. */
  readonly requests: Readonly<Record<string, number>>;
}

export interface WatchFigures {
  readonly first: DayFigures;
  readonly unchanged: DayFigures;
}

const count = Number(process.argv[2]);
const region = 'eu-central-1';
const accountId = '111122223333';
const ruleId = 'stream-role-allows-tag-session';
const findingsTopicArn = `arn:aws:sns:${region}:000000000000:findings`;
const alertsTopicArn = `arn:aws:sns:${region}:000000000000:alerts`;

const findings = Array.from({ length: count }, (_, index): Finding => {
  const name = `Stream-${index}`;
  const arn = `arn:aws:iam::${accountId}:role/${name}`;
  return {
    id: `${accountId}/${ruleId}/${arn}`,
    ruleId,
    status: 'fail',
    severity: 'high',
    resource: { type: 'iam.role', arn, name, region: 'global' },
    message: 'No statement of the trust policy allows sts:TagSession, so sign-ins that pass session tags are refused.',
    evidence: [{ path: 'AssumeRolePolicyDocument.Statement[0].Action', actual: 'sts:AssumeRoleWithSAML' }],
    remediation: 'Add sts:TagSession next to sts:AssumeRoleWithSAML.',
    sources: ['https://docs.aws.amazon.com/workspaces/latest/adminguide/setting-up-saml.html'],
  };
});

const reportOf = (day: number): Report => ({
  schemaVersion: '1',
  tool: { name: 'euc-saml-audit', version: 'bench' },
  scan: {
    id: `day-${day}`,
    accountId,
    partition: 'aws',
    regions: [region],
    source: 'live',
    startedAt: `2026-11-0${day}T06:00:00.000Z`,
    finishedAt: `2026-11-0${day}T06:01:00.000Z`,
  },
  coverage: [],
  rules: [],
  problems: [],
  advice: [],
  findings,
  summary: {
    fail: { critical: 0, high: count, medium: 0, low: 0, informational: 0 },
    pass: 0,
    notApplicable: 0,
    unknown: 0,
    complete: true,
  },
});

const aws = await startLocalAws({
  account: {},
  messaging: { topics: [findingsTopicArn, alertsTopicArn] },
  dynamodb: { tables: ['history'] },
});
process.env['AWS_ENDPOINT_URL'] = aws.url;

async function liveThrough(day: number): Promise<DayFigures> {
  aws.requests.clear();
  const begun = performance.now();
  const { changes } = await watch({
    accountId,
    scanId: `day-${day}`,
    runId: `run-${day}`,
    ruleIds: [ruleId],
    store: dynamodbStore({ table: 'history', region }),
    publisher: snsPublisher({
      findingsTopicArn,
      alertsTopicArn,
      compose: (id, occasion, changes) => digest(occasion, changes, { id }),
    }),
    minimumSeverity: 'low',
    scan: async () => reportOf(day),
  });
  return { ms: performance.now() - begun, changes: changes.length, requests: aws.requests.counts };
}

const figures: WatchFigures = { first: await liveThrough(1), unchanged: await liveThrough(2) };
await aws.close();
console.log(JSON.stringify(figures));
