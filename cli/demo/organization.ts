import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import type { PlannedAccount } from '../../lib/model/organization.ts';
import type { Page } from '../../lib/report/page.ts';
import { counted } from '../../lib/report/words.ts';
import { wrap } from '../../lib/report/wrap.ts';
import type { PublishedMessage } from '../../local-aws/emulators/published.ts';
import { startLocalAws } from '../../local-aws/server.ts';
import { invoke } from './lambda.ts';
import { alertLines, findingLines } from './messages.ts';
import {
  auditAccountId,
  breakTrust,
  changedAccountId,
  demoOrganization,
  externalId,
  introductions,
  region,
} from './organization-accounts.ts';

const topics = {
  FINDINGS_TOPIC_ARN: `arn:aws:sns:${region}:000000000000:findings`,
  ALERTS_TOPIC_ARN: `arn:aws:sns:${region}:000000000000:alerts`,
};
const bucket = 'audit';
const changedRole = 'WorkSpaces-Corp-Stream';

/** Plays a run over six accounts, a second one, and a change; `show` gets what each channel receives. */
export async function organizationDemo(
  account: string,
  page: Page,
  show: (...blocks: readonly (readonly string[])[]) => void,
): Promise<void> {
  const { members, organization, ...own } = await demoOrganization(account);
  const aws = await startLocalAws({
    ...own,
    members,
    organization,
    messaging: { topics: Object.values(topics), buckets: [bucket] },
    dynamodb: { tables: ['history'] },
  });
  try {
    const env = environment(aws.url);
    const call = (name: string, event: object): Promise<unknown> =>
      invoke({ name, event, requestId: randomUUID(), accountId: auditAccountId, env });

    /** What the state machine does: plan, every account on its own, digest. */
    const run = async (runId: string): Promise<void> => {
      await call('plan-organization', { runId });
      const planned = await objectIn(aws.url, `organization/runs/${runId}/plan.json`);
      const accounts: readonly PlannedAccount[] = JSON.parse(planned);
      for (const item of accounts) await call('scan-account', { runId, account: item });
      await call('digest-organization', { runId, startedAt: new Date().toISOString() });
    };
    /** What each topic received since. */
    const received = async (work: () => Promise<unknown>) => {
      const before = aws.published.length;
      await work();
      const published = aws.published.slice(before);
      return {
        alerts: published.filter(({ topicArn }) => topicArn === topics.ALERTS_TOPIC_ARN),
        findings: published.filter(({ topicArn }) => topicArn === topics.FINDINGS_TOPIC_ARN),
      };
    };
    const channels = ({ alerts, findings }: Received): readonly (readonly string[])[] => [
      ...alerts.map((alert) => alertLines(alert, page, Infinity)),
      [page.paint('title', `At the findings topic, for machines: ${counted(findings.length, 'message')}`)],
      ...(findings.length > 0 ? [findingLines(findings.slice(0, 10), page)] : []),
    ];

    show([title('1. Six accounts', page), ...introductions.flatMap((line) => wrap(line, page.width, '• '))]);
    const first = await received(() => run('first'));
    show([title('2. The first run over the organization', page)], ...channels(first));

    const second = await received(() => run('second'));
    show(
      [title('3. The second run: nothing changed', page)],
      [
        `Alerts topic: ${counted(second.alerts.length, 'message')}. Findings topic: ${counted(second.findings.length, 'message')}.`,
      ],
    );

    const event = breakTrust(members[changedAccountId] ?? new Map(), changedRole);
    aws.requests.clear();
    const change = await received(() => call('on-change', { Records: [{ messageId: 'm-1', body: event }] }));
    const reads = aws.requests.log.filter(({ service }) => service === 'iam' || service === 'workspaces');
    show(
      [
        title('4. A changed trust policy arrives as an event', page),
        ...wrap(
          `In account ${changedAccountId}, a pipeline replaced the trust policy of ${changedRole}. The function read ` +
            `${counted(reads.length, 'answer')} of AWS again: ${reads.map(({ operation }) => operation).join(', ')}.`,
          page.width,
        ),
      ],
      ...channels(change),
    );
  } finally {
    await aws.close();
  }
}

type Received = Readonly<Record<'alerts' | 'findings', readonly PublishedMessage[]>>;

const title = (text: string, { width, paint }: Page): string => paint('title', `── ${text} `.padEnd(width, '─'));

/** Everything that a deployed function is told, and nothing that could lead to a real account. */
const environment = (url: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'demo',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  STAGE: 'demo',
  REGIONS: region,
  HISTORY_TABLE: 'history',
  AUDIT_BUCKET: bucket,
  EXTERNAL_ID: externalId,
  WATCH_CHANGES: 'true',
  ...topics,
});

/** An object of the bucket, asked for as S3 is: only who asks has to be said here. */
async function objectIn(url: string, key: string): Promise<string> {
  const authorization = `AWS4-HMAC-SHA256 Credential=demo/20260101/${region}/s3/aws4_request, SignedHeaders=host, Signature=0`;
  const answer = await fetch(`${url}/${bucket}/euc-saml-audit/${key}`, { headers: { authorization } });
  if (!answer.ok) throw new Error(`${key} is not in the bucket`);
  return answer.text();
}
