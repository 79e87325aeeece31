import { describe, expect, it } from 'vitest';
import { InputError } from '../../../lib/input/checked.ts';
import { configurationFrom } from '../../../lib/runtime/configuration.ts';

const topics = {
  FINDINGS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:findings',
  ALERTS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:alerts',
};
const least = { AWS_REGION: 'eu-central-1', HISTORY_TABLE: 'history', ...topics };

describe('configurationFrom', () => {
  it('needs only the topics and the table besides what Lambda sets', () => {
    expect(configurationFrom(least)).toStrictEqual({
      stage: 'dev',
      logLevel: 'INFO',
      region: 'eu-central-1',
      findingsTopicArn: topics.FINDINGS_TOPIC_ARN,
      alertsTopicArn: topics.ALERTS_TOPIC_ARN,
      historyTable: 'history',
      minimumSeverity: 'low',
      scope: {},
    });
  });

  it('takes everything else from its variable', () => {
    expect(
      configurationFrom({
        ...least,
        STAGE: 'prod',
        LOG_LEVEL: 'DEBUG',
        REGIONS: 'eu-central-1, us-gov-west-1',
        RULES: 'stream-role-allows-tag-session',
        REPORT_BUCKET: 'reports.example.com',
        SIGN_IN_DAYS: '30',
        FINDINGS_TOPIC_ARN: `${topics.FINDINGS_TOPIC_ARN}.fifo`,
        ALERTS_MINIMUM_SEVERITY: 'high',
        DOCS_BASE_URL: 'https://example.com/docs',
        PATH: '/usr/bin',
      }),
    ).toStrictEqual({
      stage: 'prod',
      logLevel: 'DEBUG',
      region: 'eu-central-1',
      findingsTopicArn: `${topics.FINDINGS_TOPIC_ARN}.fifo`,
      alertsTopicArn: topics.ALERTS_TOPIC_ARN,
      historyTable: 'history',
      minimumSeverity: 'high',
      docs: 'https://example.com/docs',
      scope: { regions: ['eu-central-1', 'us-gov-west-1'], ruleIds: ['stream-role-allows-tag-session'] },
      reportBucket: 'reports.example.com',
      signInDays: 30,
    });
  });

  it('takes an empty variable for none, which is how a template passes an empty parameter', () => {
    expect(configurationFrom({ ...least, REGIONS: '', RULES: '', REPORT_BUCKET: '', SIGN_IN_DAYS: '0' })).toStrictEqual(
      configurationFrom(least),
    );
  });

  it('names every variable that is wrong, what was expected and what came', () => {
    const wrong = {
      AWS_REGION: 'eu-central-1',
      FINDINGS_TOPIC_ARN: 'findings',
      ALERTS_TOPIC_ARN: `${topics.ALERTS_TOPIC_ARN}.fifo`,
      ALERTS_MINIMUM_SEVERITY: 'urgent',
      DOCS_BASE_URL: 'docs/',
      LOG_LEVEL: 'loud',
      REGIONS: 'eu-central-1;us-east-1',
      REPORT_BUCKET: 's3://reports',
    };
    expect(() => configurationFrom(wrong)).toThrow(
      new InputError(
        `These environment variables are wrong:
- LOG_LEVEL: expected one of TRACE, DEBUG, INFO, WARN, ERROR, SILENT, CRITICAL, got "loud"
- FINDINGS_TOPIC_ARN: expected the ARN of an SNS topic, such as arn:aws:sns:eu-central-1:111122223333:findings, got "findings"
- ALERTS_TOPIC_ARN: expected the ARN of a standard SNS topic, such as arn:aws:sns:eu-central-1:111122223333:alerts, got "arn:aws:sns:eu-central-1:111122223333:alerts.fifo"
- HISTORY_TABLE: expected the name of a DynamoDB table, got nothing
- ALERTS_MINIMUM_SEVERITY: expected one of critical, high, medium, low, informational, got "urgent"
- DOCS_BASE_URL: expected an https URL, or nothing, got "docs/"
- REGIONS: expected Regions separated by commas, such as eu-central-1,us-east-1, or nothing for all, got "eu-central-1;us-east-1"
- REPORT_BUCKET: expected the name of an S3 bucket, or nothing, got "s3://reports"`,
      ),
    );
  });
});
