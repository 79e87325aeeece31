import { expect, it, vi } from 'vitest';
import { dynamodbStore } from '../../lib/aws/dynamodb-store.ts';
import { liveSource } from '../../lib/aws/live-source.ts';
import { snsPublisher } from '../../lib/aws/sns-publisher.ts';
import { defaultConfig } from '../../lib/config/config.ts';
import { digest } from '../../lib/report/digest.ts';
import { configurationFrom } from '../../lib/runtime/configuration.ts';
import { telemetry } from '../../lib/runtime/telemetry.ts';
import { alertsTopicArn, configure, context, loopbackAws, messagesTo } from '../support/lambda.ts';

const exception = {
  rule: 'workspaces-region-supports-saml',
  resource: 'arn:aws:workspaces:eu-west-3:111122223333:directory/*',
  owner: 'desktop-team',
  reason: 'Moves to Frankfurt in spring.',
  expires: '2026-11-30',
};

it('keeps what is accepted from the topics until the exception ends', { timeout: 30_000 }, async () => {
  const aws = await loopbackAws();
  // The only finding of this rule is in the Region that is scanned.
  configure(aws, { RULES: exception.rule });
  const { scheduledScan } = await import('../../handlers/scheduled-scan.ts');
  const configuration = configurationFrom(process.env);
  const operators = telemetry('scheduled-scan', configuration);
  const warn = vi.spyOn(operators.logger, 'warn').mockReturnValue();

  /** What the scan of a day counts, and what it makes the topics hear. */
  async function scanned(day: string, ...exceptions: readonly (typeof exception)[]) {
    const [changes, digests] = [aws.published.length, messagesTo(aws, alertsTopicArn).length];
    const handler = scheduledScan(
      configuration.scope,
      { ...defaultConfig, exceptions: [...exceptions.entries()] },
      {
        source: liveSource(),
        store: dynamodbStore({ table: configuration.historyTable, region: configuration.region }),
        publisher: snsPublisher({ ...configuration, compose: (id, occasion, told) => digest(occasion, told, { id }) }),
        minimumSeverity: configuration.minimumSeverity,
        telemetry: operators,
        clock: () => new Date(`${day}T06:00:00Z`),
      },
    );
    const { summary } = await handler({ source: 'aws.events', id: day, detail: {} }, context);
    const told = aws.published.slice(changes).flatMap(({ attributes }) => attributes['change'] ?? []);
    const [text] = messagesTo(aws, alertsTopicArn).slice(digests);
    return { accepted: summary?.accepted, failing: summary?.fail.medium, told, subject: text?.subject };
  }

  const about = '[euc-saml-audit] 111122223333:';
  expect(await scanned('2026-10-01', exception)).toEqual({ accepted: 1, failing: 0, told: [] });
  expect(warn).not.toHaveBeenCalledWith('exception-expiring', expect.anything());
  expect(await scanned('2026-11-30', exception)).toEqual({ accepted: 1, failing: 0, told: [] });
  expect(warn).toHaveBeenLastCalledWith('exception-expiring', {
    scanId: '2026-11-30',
    entry: 'exceptions[0]',
    ruleId: exception.rule,
  });
  expect(await scanned('2026-12-01', exception)).toEqual({
    accepted: 0,
    failing: 1,
    told: ['opened'],
    subject: `${about} 1 new (highest: medium)`,
  });
  const renewed = { ...exception, expires: '2027-03-31' };
  expect(await scanned('2026-12-02', exception, renewed)).toEqual({
    accepted: 1,
    failing: 0,
    told: ['accepted'],
    subject: `${about} 1 risk accepted`,
  });
  expect(await scanned('2026-12-03', renewed)).toEqual({ accepted: 1, failing: 0, told: [] });
  // Taken out of the file before it ended.
  expect(await scanned('2026-12-04')).toEqual({
    accepted: 0,
    failing: 1,
    told: ['reopened'],
    subject: `${about} 1 new again (highest: medium)`,
  });
});
