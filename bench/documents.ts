import { account, regions } from './names.ts';
import type { Random } from './random.ts';

type Statement = Readonly<Record<string, unknown>>;

/** A policy document as the AWS CLI prints it. */
export interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

const document = (...Statement: readonly Statement[]): Document => ({ Version: '2012-10-17', Statement });

// ---------------------------------------------------------------- who may assume a role

const signIn = ['https://signin.aws.amazon.com/saml', 'https://eu-central-1.signin.aws.amazon.com/saml'];
const bothActions = ['sts:AssumeRoleWithSAML', 'sts:TagSession'];
const persistent = { 'SAML:sub_type': 'persistent' };

const federated = (provider: string, Action: string | readonly string[], Condition: object): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action,
  Condition,
});

/** The guides' own first, then the ways people get it wrong, or right in other words. */
const streamingTrusts: readonly ((provider: string) => Document)[] = [
  (provider) => document(federated(provider, bothActions, { StringEquals: { 'SAML:aud': signIn, ...persistent } })),
  (provider) => document(federated(provider, bothActions, { StringEquals: persistent })),
  (provider) => document(federated(provider, 'sts:AssumeRoleWithSAML', { StringEquals: persistent })),
  (provider) => document(federated(provider, bothActions, { StringEqualsIfExists: persistent })),
  (provider) => document(federated(provider, bothActions, { StringEquals: { 'SAML:aud': signIn } })),
  (provider) => document(federated(provider, bothActions, { StringEquals: { 'SAML:sub_type': signIn[0] } })),
  (provider) =>
    document(
      federated(provider, 'sts:AssumeRoleWithSAML', { StringEquals: persistent }),
      federated(provider, 'sts:TagSession', { StringLike: { 'aws:RequestTag/Email': '*' } }),
    ),
  (provider) =>
    document(federated(provider, 'sts:*', { StringLike: { 'SAML:aud': 'https://*.signin.aws.amazon.com/saml' } }), {
      ...federated(provider, '*', { StringNotEquals: persistent }),
      Effect: 'Deny',
    }),
];

/** Half of them as the guides say. */
export const streamingTrust = (random: Random, provider: string): Document =>
  random.pick(random.chance(0.5) ? streamingTrusts.slice(0, 1) : streamingTrusts)(provider);

export const consoleTrust = (provider: string): Document =>
  document(federated(provider, 'sts:AssumeRoleWithSAML', { StringEquals: { 'SAML:aud': signIn[0] } }));

const trustedServices = ['lambda', 'ec2', 'ecs-tasks', 'codebuild', 'states', 'glue', 'events', 'firehose', 'backup'];

export function ordinaryTrust(random: Random): Document {
  const kind = random.int(10);
  if (kind === 0) {
    const Condition = { StringEquals: { 'sts:ExternalId': random.text('0123456789abcdef', 24) } };
    return document({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'sts:AssumeRole',
      Condition,
    });
  }
  if (kind === 1) {
    const issuer = 'token.actions.githubusercontent.com';
    return document({
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
        StringLike: { [`${issuer}:sub`]: `repo:example-corp/service-${random.int(400)}:*` },
      },
    });
  }
  const Service = `${random.pick(trustedServices)}.amazonaws.com`;
  return document({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
}

// ---------------------------------------------------------------- what it may then do

/** A directory or stack that a role streams from. */
export interface Target {
  readonly service: 'workspaces' | 'appstream';
  readonly arn: string;
}

const streamingPermissions: readonly ((target: Target) => Document)[] = [
  (target) => document(stream(target, { StringEquals: ownSession(target, '${saml:sub}') })),
  (target) => document({ ...stream(target, { StringEquals: ownSession(target, '${saml:sub}') }), Resource: '*' }),
  (target) =>
    document({ ...stream(target, { StringEquals: ownSession(target, '${saml:sub}') }), Action: `${target.service}:*` }),
  (target) => document({ Effect: 'Allow', Action: `${target.service}:Stream`, Resource: target.arn }),
  (target) => document(stream(target, { StringEquals: ownSession(target, '&{saml:sub}') })),
  (target) => document(stream(target, { StringLike: ownSession(target, '*') })),
  (target) =>
    document(
      stream(target, {
        StringEquals: ownSession(target, '${saml:sub}'),
        IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'] },
      }),
    ),
  (target) =>
    document(stream(target, { StringEquals: ownSession(target, '${saml:sub}') }), {
      Effect: 'Deny',
      Action: `${target.service}:Stream`,
      Resource: `${target.arn}-restricted`,
    }),
];

function stream({ service, arn }: Target, Condition: object): Statement {
  return { Effect: 'Allow', Action: `${service}:Stream`, Resource: arn, Condition };
}

function ownSession({ service }: Target, value: string): object {
  return { [`${service}:userId`]: value };
}

/** Half of them as the guides say. */
export const streamingPermission = (random: Random, target: Target): Document =>
  random.pick(random.chance(0.5) ? streamingPermissions.slice(0, 1) : streamingPermissions)(target);

const serviceActions: Readonly<Record<string, readonly string[]>> = {
  s3: ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', 'GetBucketLocation', 'AbortMultipartUpload'],
  dynamodb: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchGetItem', 'BatchWriteItem', 'Scan'],
  sqs: ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'],
  logs: ['CreateLogGroup', 'CreateLogStream', 'PutLogEvents', 'DescribeLogStreams', 'FilterLogEvents'],
  kms: ['Decrypt', 'Encrypt', 'GenerateDataKey', 'DescribeKey', 'ReEncryptFrom', 'ReEncryptTo'],
  ssm: ['GetParameter', 'GetParameters', 'GetParametersByPath', 'PutParameter'],
  secretsmanager: ['GetSecretValue', 'DescribeSecret', 'ListSecretVersionIds'],
  ec2: ['DescribeInstances', 'DescribeSubnets', 'DescribeVpcs', 'CreateNetworkInterface', 'DeleteNetworkInterface'],
  ecr: ['GetDownloadUrlForLayer', 'BatchGetImage', 'BatchCheckLayerAvailability', 'PutImage'],
  cloudwatch: ['PutMetricData', 'GetMetricData', 'ListMetrics', 'PutMetricAlarm', 'DescribeAlarms'],
};

/** An application's permissions: about half a KB for each of its statements. */
export function ordinaryPermission(random: Random, statements: number): Document {
  return document(...Array.from({ length: statements }, (_, index) => applicationStatement(random, index)));
}

function applicationStatement(random: Random, index: number): Statement {
  const [service, actions] = random.pick(Object.entries(serviceActions));
  const resource = (): string =>
    `arn:aws:${service}:${random.pick(regions)}:${account}:application-${random.int(400)}/${random.text('abcdefghijklmnop', 12)}/*`;
  const statement = {
    Sid: `Application${index}`,
    Effect: random.chance(0.1) ? 'Deny' : 'Allow',
    Action: random.some(actions, 3 + random.int(5)).map((action) => `${service}:${action}`),
    Resource: random.chance(0.2) ? '*' : Array.from({ length: 1 + random.int(4) }, resource),
  };
  if (random.chance(0.7)) return statement;
  return { ...statement, Condition: { StringEquals: { 'aws:ResourceTag/Team': `team-${random.int(40)}` } } };
}

/** By name under `arn:aws:iam::aws:policy/`; shorter than AWS's own, but of the same kinds. */
export const awsManaged: Readonly<Record<string, Document>> = {
  AdministratorAccess: document({ Effect: 'Allow', Action: '*', Resource: '*' }),
  PowerUserAccess: document(
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    { Effect: 'Allow', Action: ['iam:ListRoles', 'organizations:DescribeOrganization'], Resource: '*' },
  ),
  ViewOnlyAccess: document({
    Effect: 'Allow',
    Action: Object.keys(serviceActions).flatMap((service) => [`${service}:Describe*`, `${service}:List*`]),
    Resource: '*',
  }),
  IAMFullAccess: document({ Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
  AmazonS3ReadOnlyAccess: document({ Effect: 'Allow', Action: ['s3:Get*', 's3:List*', 's3:Describe*'], Resource: '*' }),
  CloudWatchAgentServerPolicy: document({
    Effect: 'Allow',
    Action: ['cloudwatch:PutMetricData', 'logs:*'],
    Resource: '*',
  }),
};
