import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { exportSource } from '../../lib/export/export-source.ts';
import type { Report } from '../../lib/model/report.ts';
import type { Page } from '../../lib/report/page.ts';
import { table } from '../../lib/report/table.ts';
import { counted } from '../../lib/report/words.ts';
import { wrap } from '../../lib/report/wrap.ts';
import type { PublishedMessage } from '../../local-aws/emulators/published.ts';
import { openExport } from '../../local-aws/export-data.ts';
import { startLocalAws } from '../../local-aws/server.ts';
import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { capturedSignInLines } from '../demo/captured-sign-in.ts';
import { invoke } from '../demo/lambda.ts';
import { alertLines, findingLines, firstFinding, shortened } from '../demo/messages.ts';
import { organizationDemo } from '../demo/organization.ts';
import { changeAccount, thirdDay } from '../demo/third-day.ts';
import { exitCodes } from '../exit-code.ts';
import { pageFor } from '../page.ts';

const help = `Usage: euc-saml-audit demo [options]

Scans a sample account with the real Lambda functions and AWS SDK clients against a local AWS emulator. Shows the report
and the SNS messages of three days: all findings, no changes, some changes. Then it shows why a captured sign-in failed.
No AWS account, credentials, or network needed.

  --all           Show the whole report and every message
  --organization  Play a run over six accounts instead, and then a change that arrives as an event
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
    const { values } = parseArguments(args, {
      all: { type: 'boolean', default: false },
      organization: { type: 'boolean', default: false },
    });
    const { all } = values;
    const page = pageFor(terminal);
    const show = (...blocks: readonly (readonly string[])[]): unknown =>
      terminal.stdout.write(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n\n`);
    if (values.organization) {
      await organizationDemo(account, page, show);
      return exitCodes.clean;
    }

    show(introduction(page));
    const files = new Map(await openExport(account));
    const aws = await startLocalAws({
      account: files,
      messaging: { topics: Object.values(topics) },
      dynamodb: { tables: [historyTable] },
    });
    try {
      const { regions = [] } = await exportSource(account);
      const env = environment(aws.url, [...regions, optInRegion]);
      const run = (name: string, event: object): Promise<unknown> =>
        invoke({ name, event, requestId: randomUUID(), accountId, env });
      /** One scheduled scan, and what each topic delivers of it. */
      const day = async () => {
        const before = aws.published.length;
        await run('scheduled-scan', { id: randomUUID(), source: 'aws.events' });
        const published = aws.published.slice(before);
        return {
          alerts: published.filter(({ topicArn }) => topicArn === topics.ALERTS_TOPIC_ARN),
          findings: published.filter(({ topicArn }) => topicArn === topics.FINDINGS_TOPIC_ARN),
        };
      };

      const [report, first] = await Promise.all([run('on-demand-scan', {}), day()]);
      if (!isReport(report)) throw new Error('The on-demand scan answered something that is not a report');
      show([title('1. The report', page)], [table(report, { ...page, all, brief: !all }).trimEnd()]);
      show([title('2. The first day: everything is new', page)]);
      for (const alert of first.alerts) show(alertLines(alert, page, all ? Infinity : 1));
      show([
        topicTitle(first.findings, page),
        ...shortened(findingLines(first.findings, page), all ? Infinity : 5, 'messages'),
        ...(all ? firstFinding(first.findings, page) : []),
      ]);

      const second = await day();
      show([title('3. The second day: nothing changed', page)], silence(second, page));

      changeAccount(files);
      const third = await day();
      show([title('4. The third day: what changed', page)], changesMade(page));
      for (const alert of third.alerts) show(alertLines(alert, page, Infinity));
      show([topicTitle(third.findings, page), ...findingLines(third.findings, page)]);
      show([title('5. A sign-in that failed: why, and after the fix', page)], await capturedSignInLines(account, page));
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
    'The account in examples/demo-account is fictitious. A local server emulates the AWS APIs; the Lambda functions ' +
      'and the AWS SDK clients are the real ones.',
    width,
  ),
];

const topicTitle = (findings: readonly PublishedMessage[], { paint }: Page): string =>
  paint('title', `Findings topic: ${counted(findings.length, 'message')}`);

const silence = ({ alerts, findings }: Record<'alerts' | 'findings', readonly unknown[]>, { width }: Page): string[] =>
  wrap(
    `Alerts topic: ${counted(alerts.length, 'message')}. Findings topic: ${counted(findings.length, 'message')}.`,
    width,
  );

const changesMade = ({ width }: Page): string[] => [
  'Changes in the account since then:',
  ...thirdDay.flatMap((change) => wrap(change, width, '• ')),
];

const closing = (requests: number, { width }: Page): string[] => [
  ...wrap(`The 4 scans made ${requests} HTTP requests, all to this machine.`, width),
  'The whole report and every message: euc-saml-audit demo --all',
  'Next: euc-saml-audit scan --help, euc-saml-audit doctor --help, euc-saml-audit rules',
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
