import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { requiredActions, roleActions } from '../../lib/collect/calls.ts';
import { memberTemplate } from '../support/member-template.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

type Entry = Statement | { readonly 'Fn::If': readonly [string, Entry, unknown] };

interface Configuration {
  readonly functions: Readonly<Record<string, { readonly role: string }>>;
  readonly resources: {
    readonly Resources: Readonly<
      Record<string, { Properties: { Policies: readonly { PolicyDocument: { Statement: readonly Entry[] } }[] } }>
    >;
  };
}

let configuration: Configuration;

beforeAll(() => {
  configuration = JSON.parse(
    execFileSync('node_modules/.bin/osls', ['print', '--format', 'json'], { encoding: 'utf8' }),
  ) as Configuration;
});

/** All that a role may ever be allowed, whatever the deployment's parameters are. */
function statementsOf(role: string): readonly Statement[] {
  const policies = configuration.resources.Resources[role]?.Properties.Policies ?? [];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map((entry) => ('Fn::If' in entry ? (entry['Fn::If'][1] as Statement) : entry));
}

/** Tracing has no resources. */
const tracing = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

const actionsOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Action }) => Action).toSorted();

const own = ['kms:Decrypt', 'kms:GenerateDataKey*', 'logs:CreateLogStream', 'logs:PutLogEvents', ...tracing];
const history = [
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
  'kms:CreateGrant',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:ReEncrypt*',
];
const objects = ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'];

/** What each function does besides its own logs and keys, and what of it cannot be limited to a resource. */
const functions: readonly (readonly [
  name: string,
  role: string,
  actions: readonly string[],
  everywhere: readonly string[],
])[] = [
  [
    'scheduledScan',
    'ScheduledScanRole',
    [...requiredActions, ...history, 'cloudtrail:LookupEvents', 'sns:Publish', 'sqs:SendMessage', 's3:PutObject'],
    [...requiredActions, 'cloudtrail:LookupEvents'],
  ],
  [
    'onDemandScan',
    'OnDemandScanRole',
    [...requiredActions, ...history, 'sns:Publish', 's3:PutObject'],
    requiredActions,
  ],
  [
    'planOrganization',
    'PlanOrganizationRole',
    ['organizations:ListAccounts', ...objects],
    ['organizations:ListAccounts'],
  ],
  [
    'scanAccount',
    'ScanAccountRole',
    [...requiredActions, ...history, ...objects, 'sns:Publish', 'sts:AssumeRole'],
    requiredActions,
  ],
  [
    'onChange',
    'OnChangeRole',
    [
      ...requiredActions,
      ...roleActions,
      ...history,
      ...objects,
      'sns:Publish',
      'sts:AssumeRole',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ],
    [...requiredActions, ...roleActions],
  ],
  [
    'securityHub',
    'SecurityHubRole',
    [
      'dynamodb:Query',
      'kms:CreateGrant',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:ReEncrypt*',
      's3:GetObject',
      's3:ListBucket',
      'securityhub:BatchImportFindings',
      'sqs:SendMessage',
    ],
    [],
  ],
  ['digestOrganization', 'DigestOrganizationRole', [...objects, 'sns:Publish'], []],
];

describe.each(functions)('%s', (name, role, actions, everywhere) => {
  it('has a role of its own', () => {
    expect(configuration.functions[name]?.role).toBe(role);
    expect(Object.values(configuration.functions).filter((other) => other.role === role)).toHaveLength(1);
  });

  it('can do what it calls, no more and no less', () => {
    expect(actionsOf(statementsOf(role))).toStrictEqual([...actions, ...own].toSorted());
  });

  it('can use every resource only for what has no resources', () => {
    const anywhere = statementsOf(role).filter(({ Resource }) => Resource === '*');
    expect(actionsOf(anywhere)).toStrictEqual([...everywhere, ...tracing].toSorted());
  });

  it('is only ever allowed, never denied by its own role', () => {
    expect(statementsOf(role).filter(({ Effect }) => Effect !== 'Allow')).toStrictEqual([]);
  });
});

describe('the functions', () => {
  it('are all compared', () => {
    expect(Object.keys(configuration.functions).toSorted()).toStrictEqual(functions.map(([name]) => name).toSorted());
  });
});

describe('the role in member accounts', () => {
  const { Properties } = memberTemplate('audit-role', {}).Resources['AuditRole']!;

  it('can do what a scan and a check after a change read, no more and no less', () => {
    const [policy] = Properties['Policies'] as readonly { PolicyDocument: { Statement: readonly Statement[] } }[];
    expect(policy?.PolicyDocument.Statement).toStrictEqual([
      { Effect: 'Allow', Action: [...requiredActions, ...roleActions].toSorted(), Resource: '*' },
    ]);
  });
});
