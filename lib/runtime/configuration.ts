import * as z from 'zod/mini';
import { checked, text } from './checked.ts';

/** What both functions are told by their environment variables. */
export interface Configuration {
  readonly stage: string;
  readonly logLevel: LogLevel;
  /** Of the function itself. */
  readonly region: string;
  readonly findingsTopicArn: string;
  readonly alertsTopicArn: string;
  /** Regions to look at; absent: all Regions of the partition that offer a service. */
  readonly regions?: readonly string[];
  /** Ids of the rules to judge by; absent: all. */
  readonly rules?: readonly string[];
  /** Bucket for reports too large to return. */
  readonly reportBucket?: string;
}

const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT', 'CRITICAL'] as const;
type LogLevel = (typeof logLevels)[number];

export const regionForm = /^[a-z]{2,}(-[a-z]+){1,2}-\d+$/;
export const ruleForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const listOf = (item: RegExp): RegExp => new RegExp(`^\\s*${bare(item)}\\s*(,\\s*${bare(item)}\\s*)*$`);
const bare = (form: RegExp): string => form.source.slice(1, -1);
const split = (list: string | undefined): readonly string[] | undefined => list?.split(',').map((item) => item.trim());

const topic = text(
  /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/,
  'the ARN of an SNS topic, such as arn:aws:sns:eu-central-1:111122223333:alerts',
);

const variables = z.object({
  STAGE: z.optional(text(/^[A-Za-z0-9-]+$/, 'letters, digits and hyphens')),
  LOG_LEVEL: z.optional(z.enum(logLevels, { error: `one of ${logLevels.join(', ')}` })),
  AWS_REGION: text(regionForm, 'the Region the function runs in, such as eu-central-1'),
  FINDINGS_TOPIC_ARN: topic,
  ALERTS_TOPIC_ARN: topic,
  REGIONS: z.optional(
    text(listOf(regionForm), 'Regions separated by commas, such as eu-central-1,us-east-1, or nothing for all'),
  ),
  RULES: z.optional(text(listOf(ruleForm), 'rule ids separated by commas, or nothing for all')),
  REPORT_BUCKET: z.optional(text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket, or nothing')),
});

/**
 * The configuration in these environment variables; an empty variable counts as none.
 *
 * @throws {InputError} naming every variable that is wrong, what was expected and what came.
 */
export function configurationFrom(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const values = checked('These environment variables are wrong:', variables, set);
  const regions = split(values.REGIONS);
  const rules = split(values.RULES);
  return {
    stage: values.STAGE ?? 'dev',
    logLevel: values.LOG_LEVEL ?? 'INFO',
    region: values.AWS_REGION,
    findingsTopicArn: values.FINDINGS_TOPIC_ARN,
    alertsTopicArn: values.ALERTS_TOPIC_ARN,
    ...(regions === undefined ? {} : { regions }),
    ...(rules === undefined ? {} : { rules }),
    ...(values.REPORT_BUCKET === undefined ? {} : { reportBucket: values.REPORT_BUCKET }),
  };
}
