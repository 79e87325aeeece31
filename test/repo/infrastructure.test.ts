import { describe, expect, it } from 'vitest';
import { packagedService, type Resource } from '../support/packaged-service.ts';

const template = packagedService().package('test');
const resources = Object.entries(template.Resources);
const ofType = (type: string): readonly (readonly [string, Resource])[] =>
  resources.filter(([, { Type }]) => Type === `AWS::${type}`);
const ownKeyOr = (other: unknown): unknown => ({ 'Fn::If': ['HasOwnKey', { Ref: 'KmsKey' }, other] });
const none = { Ref: 'AWS::NoValue' };

/** The statements of the policy that a resource has of its own. */
const policyOf = (name: string, member: 'Topics' | 'Queues'): readonly Record<string, unknown>[] =>
  resources
    .filter(([, { Properties }]) => JSON.stringify(Properties[member]) === JSON.stringify([{ Ref: name }]))
    .flatMap(
      ([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Record<string, unknown>[] }).Statement,
    );

describe('every topic and queue', () => {
  it.each([...ofType('SNS::Topic'), ...ofType('SQS::Queue')])('%s refuses requests without TLS', (name, { Type }) => {
    const [member, action, arn] =
      Type === 'AWS::SNS::Topic'
        ? (['Topics', 'sns:Publish', { Ref: name }] as const)
        : (['Queues', 'sqs:*', { 'Fn::GetAtt': [name, 'Arn'] }] as const);
    expect(policyOf(name, member)).toContainEqual({
      Sid: 'DenyWithoutTls',
      Effect: 'Deny',
      Principal: '*',
      Action: action,
      Resource: arn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  it('lets CloudWatch publish alarms of this account, and nothing else by its policy', () => {
    const allowed = policyOf('OperationsTopic', 'Topics').filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toStrictEqual([
      {
        Sid: 'AllowAlarms',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: { Ref: 'OperationsTopic' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });
});

describe('the key', () => {
  it.each(ofType('Logs::LogGroup'))('encrypts log group %s', (_, { Properties }) => {
    expect(Properties['KmsKeyId']).toStrictEqual(ownKeyOr(none));
  });

  it.each(ofType('Lambda::Function'))('encrypts the environment of %s', (_, { Properties }) => {
    expect(Properties['KmsKeyArn']).toStrictEqual(ownKeyOr(none));
  });

  it.each(ofType('SQS::Queue'))('encrypts queue %s', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      KmsMasterKeyId: ownKeyOr(none),
      SqsManagedSseEnabled: { 'Fn::If': ['HasOwnKey', none, true] },
    });
  });

  it('encrypts the table and the topics of findings and alerts', () => {
    expect(template.Resources['HistoryTable']?.Properties['SSESpecification']).toStrictEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: ownKeyOr(none),
    });
    for (const topic of ['FindingsTopic', 'AlertsTopic']) {
      expect(template.Resources[topic]?.Properties['KmsMasterKeyId']).toStrictEqual(ownKeyOr('alias/aws/sns'));
    }
  });
});

describe('the deployment', () => {
  it.each(ofType('IAM::Role'))('limits role %s by the permissions boundary', (_, { Properties }) => {
    expect(Properties['PermissionsBoundary']).toStrictEqual({
      'Fn::If': ['HasPermissionsBoundary', { Ref: 'PermissionsBoundary' }, none],
    });
  });

  it.each(ofType('Lambda::Function'))('traces %s when asked to', (_, { Properties }) => {
    expect(Properties['TracingConfig']).toStrictEqual({ Mode: { 'Fn::If': ['IsTraced', 'Active', 'PassThrough'] } });
  });

  it.each(ofType('S3::Bucket'))('blocks public access to bucket %s', (_, { Properties }) => {
    expect(Properties['PublicAccessBlockConfiguration']).toStrictEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  it('keeps the table when the stack goes, and protects it from deletion', () => {
    expect(template.Resources['HistoryTable']).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: { Ref: 'DeletionProtection' } },
    });
    expect(template.Parameters['DeletionProtection']?.Default).toBe('true');
  });

  it('starts scans with EventBridge Scheduler, which may only start that function', () => {
    expect(template.Resources['ScanSchedule']?.Properties).toMatchObject({
      ScheduleExpressionTimezone: { Ref: 'ScheduleTimeZone' },
      FlexibleTimeWindow: {
        'Fn::If': [
          'HasScheduleWindow',
          { Mode: 'FLEXIBLE', MaximumWindowInMinutes: { Ref: 'ScheduleWindow' } },
          { Mode: 'OFF' },
        ],
      },
      Target: {
        Input: '{"source":"aws.scheduler","time":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } },
      },
    });
    // Rules follow changes; none of them is a schedule.
    for (const [, { Properties }] of ofType('Events::Rule'))
      expect(Properties).not.toHaveProperty('ScheduleExpression');
  });
});
