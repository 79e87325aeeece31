import * as z from 'zod/mini';
import { type Severity, severities } from '../model/finding.ts';
import { checked, text } from '../input/checked.ts';

/** What both functions are told by their environment variables. */
export interface Configuration {
  readonly stage: string;
  readonly logLevel: LogLevel;
  /** Of the function itself. */
  readonly region: string;
  readonly findingsTopicArn: string;
  readonly alertsTopicArn: string;
  /** DynamoDB table with the history of findings, in the Region of the function. */
  readonly historyTable: string;
  /** People hear of changes of this severity and worse. */
  readonly minimumSeverity: Severity;
  /** URL of the folder `docs`, for links to the pages of rules. */
  readonly docs?: string;
  readonly scope: Scope;
  /** Bucket for reports too large to return. */
  readonly reportBucket?: string;
  /** How many days back the scheduled scan looks at recorded sign-ins; absent: not at all. */
  readonly signInDays?: number;
}

/** What to scan; an absent member means all there is. */
export interface Scope {
  /** AWS Regions. */
  readonly regions?: readonly string[];
  readonly ruleIds?: readonly string[];
}

const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT', 'CRITICAL'] as const;
type LogLevel = (typeof logLevels)[number];

export const regionForm = /^[a-z]{2,}(-[a-z]+){1,2}-\d+$/;
export const ruleForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const listOf = (item: RegExp): RegExp => new RegExp(`^\\s*${bare(item)}\\s*(,\\s*${bare(item)}\\s*)*$`);
const bare = (form: RegExp): string => form.source.slice(1, -1);
const split = (list: string | undefined): readonly string[] | undefined => list?.split(',').map((item) => item.trim());

/** Mail and chat cannot subscribe to a FIFO topic. */
const standardTopic = text(
  /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/,
  'the ARN of a standard SNS topic, such as arn:aws:sns:eu-central-1:111122223333:alerts',
);

const topic = text(
  /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/,
  'the ARN of an SNS topic, such as arn:aws:sns:eu-central-1:111122223333:findings',
);

const variables = z.object({
  STAGE: z.optional(text(/^[A-Za-z0-9-]+$/, 'letters, digits and hyphens')),
  LOG_LEVEL: z.optional(z.enum(logLevels, { error: `one of ${logLevels.join(', ')}` })),
  AWS_REGION: text(regionForm, 'the Region the function runs in, such as eu-central-1'),
  FINDINGS_TOPIC_ARN: topic,
  ALERTS_TOPIC_ARN: standardTopic,
  HISTORY_TABLE: text(/^[\w.-]{3,255}$/, 'the name of a DynamoDB table'),
  ALERTS_MINIMUM_SEVERITY: z.optional(z.enum(severities, { error: `one of ${severities.join(', ')}` })),
  DOCS_BASE_URL: z.optional(text(/^https:\/\/[^\s<>|]+$/, 'an https URL, or nothing')),
  REGIONS: z.optional(
    text(listOf(regionForm), 'Regions separated by commas, such as eu-central-1,us-east-1, or nothing for all'),
  ),
  RULES: z.optional(text(listOf(ruleForm), 'rule ids separated by commas, or nothing for all')),
  SIGN_IN_DAYS: z.optional(text(/^([0-9]|[1-8][0-9]|90)$/, 'a number of days from 0 to 90')),
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
  return {
    stage: values.STAGE ?? 'dev',
    logLevel: values.LOG_LEVEL ?? 'INFO',
    region: values.AWS_REGION,
    findingsTopicArn: values.FINDINGS_TOPIC_ARN,
    alertsTopicArn: values.ALERTS_TOPIC_ARN,
    historyTable: values.HISTORY_TABLE,
    minimumSeverity: values.ALERTS_MINIMUM_SEVERITY ?? 'low',
    ...(values.DOCS_BASE_URL === undefined ? {} : { docs: values.DOCS_BASE_URL }),
    scope: scopeOf(split(values.REGIONS), split(values.RULES)),
    ...(values.REPORT_BUCKET === undefined ? {} : { reportBucket: values.REPORT_BUCKET }),
    ...(Number(values.SIGN_IN_DAYS ?? 0) === 0 ? {} : { signInDays: Number(values.SIGN_IN_DAYS) }),
  };
}

/** What the functions that look at a whole organization are told besides. */
export interface OrganizationConfiguration {
  /** Bucket, in the Region of the function, for reports and for what is remembered from run to run. */
  readonly bucket: string;
  /** Name of the role in member accounts. */
  readonly memberRoleName: string;
  readonly externalId?: string;
  /** Which accounts; an absent member leaves nobody out. */
  readonly accounts: {
    readonly accounts?: readonly string[];
    readonly ous?: readonly string[];
    readonly exclude?: readonly string[];
  };
  /** Accounts that are scanned at once. */
  readonly maxConcurrency: number;
  /** Whether answers are kept, so that a change needs no whole scan. */
  readonly watchesChanges: boolean;
}

const accountForm = /^\d{12}$/;
const unitForm = /^(r-[a-z0-9]{4,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})$/;

const organizationVariables = z.object({
  AUDIT_BUCKET: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket'),
  MEMBER_ROLE_NAME: z.optional(text(/^[\w+=,.@-]{1,64}$/, 'the name of an IAM role')),
  EXTERNAL_ID: z.optional(text(/^[\w+=,.@:/-]{2,1224}$/, 'an external id of 2 to 1,224 characters')),
  ACCOUNTS: z.optional(text(listOf(accountForm), 'account ids separated by commas, or nothing for all')),
  EXCLUDED_ACCOUNTS: z.optional(text(listOf(accountForm), 'account ids separated by commas, or nothing')),
  ORGANIZATIONAL_UNITS: z.optional(
    text(listOf(unitForm), 'ids of organizational units separated by commas, or nothing for all'),
  ),
  MAX_CONCURRENCY: z.optional(text(/^[1-9]\d{0,3}$/, 'a number from 1 to 9999')),
  WATCH_CHANGES: z.optional(z.enum(['true', 'false'], { error: 'true or false' })),
});

/**
 * The configuration of the organization functions in these environment variables; an empty variable counts as none.
 *
 * @throws {InputError} naming every variable that is wrong, what was expected and what came.
 */
export function organizationConfigurationFrom(
  environment: Readonly<Record<string, string | undefined>>,
): OrganizationConfiguration {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const values = checked('These environment variables are wrong:', organizationVariables, set);
  const [accounts, ous, exclude] = [values.ACCOUNTS, values.ORGANIZATIONAL_UNITS, values.EXCLUDED_ACCOUNTS].map(split);
  return {
    bucket: values.AUDIT_BUCKET,
    memberRoleName: values.MEMBER_ROLE_NAME ?? 'euc-saml-audit',
    ...(values.EXTERNAL_ID === undefined ? {} : { externalId: values.EXTERNAL_ID }),
    accounts: {
      ...(accounts === undefined ? {} : { accounts }),
      ...(ous === undefined ? {} : { ous }),
      ...(exclude === undefined ? {} : { exclude }),
    },
    maxConcurrency: Number(values.MAX_CONCURRENCY ?? '50'),
    watchesChanges: values.WATCH_CHANGES === 'true',
  };
}

export const scopeOf = (regions?: readonly string[], ruleIds?: readonly string[]): Scope => ({
  ...(regions === undefined ? {} : { regions }),
  ...(ruleIds === undefined ? {} : { ruleIds }),
});
