import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { requiredActions } from '../../lib/collect/calls.ts';

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

const writing = [
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sns:Publish',
  ...tracing,
] as const;

describe.each([
  ['scheduledScan', 'ScheduledScanRole', [...writing, 'sqs:SendMessage']],
  ['onDemandScan', 'OnDemandScanRole', [...writing, 's3:PutObject']],
])('%s', (name, role, others) => {
  it('has a role of its own', () => {
    expect(configuration.functions[name]?.role).toBe(role);
  });

  it('may do what the scan reads and its own writing needs, no more and no less', () => {
    expect(actionsOf(statementsOf(role))).toStrictEqual([...requiredActions, ...others].toSorted());
  });

  it('may use every resource only for reading, and for tracing', () => {
    const everywhere = statementsOf(role).filter(({ Resource }) => Resource === '*');
    expect(actionsOf(everywhere)).toStrictEqual([...requiredActions, ...tracing].toSorted());
  });

  it('is only ever allowed, never denied by its own role', () => {
    expect(statementsOf(role).filter(({ Effect }) => Effect !== 'Allow')).toStrictEqual([]);
  });
});
