import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { exportSource } from '../../lib/export/export-source.ts';
import type { Report } from '../../lib/model/report.ts';
import type { Page } from '../../lib/report/page.ts';
import { table } from '../../lib/report/table.ts';
import { counted } from '../../lib/report/words.ts';
import { wrap } from '../../lib/report/wrap.ts';
import { startLocalAws } from '../../local-aws/server.ts';
import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { invoke } from '../demo/lambda.ts';
import { alertLines, findingLines } from '../demo/messages.ts';
import { exitCodes } from '../exit-code.ts';
import { pageFor } from '../page.ts';

const help = `Usage: euc-saml-audit demo

Scans a made-up account that is served on this machine, with the real Lambda functions and SDK clients, and shows the
report and the messages that the two SNS topics would deliver. Needs no AWS account, no credentials and no network.
`;

const account = fileURLToPath(new URL('../../examples/demo-account', import.meta.url));
const accountId = '111122223333';
/** Both services are offered there, and the account has not enabled it. */
const optInRegion = 'ap-southeast-5';
const topics = {
  FINDINGS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:000000000000:findings',
  ALERTS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:000000000000:alerts',
};

const historyTable = 'history';

export const demo: Command = {
  help,
  async run(args, terminal) {
    parseArguments(args, {});
    const page = pageFor(terminal);
    const show = (...blocks: string[][]): unknown =>
      terminal.stdout.write(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n\n`);

    show(introduction(page));
    const aws = await startLocalAws({
      account,
      messaging: { topics: Object.values(topics) },
      dynamodb: { tables: [historyTable] },
    });
    try {
      const { regions = [] } = await exportSource(account);
      const run = (name: string, event: object): Promise<unknown> =>
        invoke({
          name,
          event,
          requestId: randomUUID(),
          accountId,
          env: environment(aws.url, [...regions, optInRegion]),
        });

      const [report] = await Promise.all([
        run('on-demand-scan', {}),
        run('scheduled-scan', { id: randomUUID(), source: 'aws.events' }),
      ]);
      if (!isReport(report)) throw new Error('The on-demand scan answered something that is not a report');

      const alerts = aws.published.filter(({ topicArn }) => topicArn === topics.ALERTS_TOPIC_ARN);
      const findings = aws.published.filter(({ topicArn }) => topicArn === topics.FINDINGS_TOPIC_ARN);
      show([title('1. The report', page)], [table(report, page).trimEnd()]);
      show([title('2. What the alerts topic delivers to people, once per scan', page)]);
      for (const alert of alerts) show(alertLines(alert, page));
      show([
        title(`3. What the findings topic delivers to machines: ${counted(findings.length, 'message')}`, page),
        ...findingLines(findings, page),
      ]);
      show(closing(aws.requests.total, page));
      return exitCodes.clean;
    } finally {
      await aws.close();
    }
  },
};

const introduction = ({ width, paint }: Page): string[] => [
  paint('title', 'euc-saml-audit demo'),
  ...wrap(
    'The account in examples/demo-account is made up. It is served on this machine in the wire protocols of AWS; the ' +
      'Lambda functions scheduled-scan and on-demand-scan run as they are, with real SDK clients.',
    width,
  ),
];

const closing = (requests: number, { width }: Page): string[] => [
  ...wrap(`Both scans together made ${requests} requests over HTTP, none of them to AWS.`, width),
  'Next: euc-saml-audit scan --help, euc-saml-audit rules',
];

const title = (text: string, { width, paint }: Page): string => paint('title', `── ${text} `.padEnd(width, '─'));

/** Everything that a deployed function is told, and nothing that could lead to a real account. */
const environment = (url: string, regions: readonly string[]): Record<string, string> => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'demo',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  STAGE: 'demo',
  REGIONS: regions.join(','),
  HISTORY_TABLE: historyTable,
  ...topics,
});

const isReport = (answer: unknown): answer is Report =>
  typeof answer === 'object' && answer !== null && 'findings' in answer && 'coverage' in answer;
